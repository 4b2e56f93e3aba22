"""Password rules in our own words, where Django 5.2 refuses in English on Chinese pages."""

from django.contrib.auth import password_validation
from django.utils.translation import gettext as _


class LongEnough(password_validation.MinimumLengthValidator):
    """At least `min_length` characters."""

    def get_error_message(self) -> str:
        return _("密码太短：至少 %(count)s 个字符。") % {"count": self.min_length}

    def get_help_text(self) -> str:
        return _("至少 %(count)s 个字符；几个不相干的词连起来，好记又难猜。") % {
            "count": self.min_length
        }
