"""Levels of the organisation chart.

Roles are `shared.roles.Role`, for pages below need them too.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """决策-执行-支持: who decides, who executes, who supports."""

    DECIDE = "decide", _("决策")
    EXECUTE = "execute", _("执行")
    SUPPORT = "support", _("支持")
