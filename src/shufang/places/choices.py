"""Kinds of organisation and site."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OrganisationKind(models.TextChoices):
    LIBRARY = "library", _("图书馆")
    TOWN = "town", _("街道（镇）")
    OPERATOR = "operator", _("运营方")
    SCHOOL = "school", _("学校")
    PARTNER = "partner", _("合作单位")


class SiteKind(models.TextChoices):
    ROOM = "room", pgettext_lazy("kind", "书房")
    SCHOOL_ROOM = "school_room", _("校园书房")
    BRANCH = "branch", _("分馆")
    CENTRAL = "central", _("总馆")
    VAN = "van", _("流动书车")


class Weekday(models.IntegerChoices):
    """Numbered as Python's date.weekday()."""

    MONDAY = 0, _("周一")
    TUESDAY = 1, _("周二")
    WEDNESDAY = 2, _("周三")
    THURSDAY = 3, _("周四")
    FRIDAY = 4, _("周五")
    SATURDAY = 5, _("周六")
    SUNDAY = 6, _("周日")
