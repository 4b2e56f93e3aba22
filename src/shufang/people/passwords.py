"""Password rules in our own words, where Django 5.2 refuses in English on Chinese pages; and how
passwords are kept."""

from django.contrib.auth import password_validation
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.utils.translation import gettext as _


class LongEnough(password_validation.MinimumLengthValidator):
    """At least `min_length` characters."""

    def get_error_message(self) -> str:
        return _("密码太短：至少 %(count)s 个字符。") % {"count": self.min_length}

    def get_help_text(self) -> str:
        return _("至少 %(count)s 个字符；几个不相干的词连起来，好记又难猜。") % {
            "count": self.min_length
        }


class Argon2(Argon2PasswordHasher):
    """Argon2id with 32 MiB and three rounds, more than OWASP asks for.

    Django's 100 MiB would let a stranger who sends twenty wrong passwords at once fill the memory
    of a small machine. Passwords kept with other numbers are rewritten at the next sign-in.
    """

    memory_cost = 32 * 1024  # KiB
    time_cost = 3
    parallelism = 1
