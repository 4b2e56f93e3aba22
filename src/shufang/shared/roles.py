"""What people do in the network.

In a module of its own because models need it before there are users.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """A membership gives a role at one room or at all of them."""

    LIBRARY = "library", _("图书馆")
    OPERATOR = "operator", _("运营方")
    SITE_STAFF = "site_staff", _("书房工作人员")
    ASSESSOR = "assessor", _("评审")
    AUDITOR = "auditor", _("审计")


ALL_STAFF = frozenset(Role)
