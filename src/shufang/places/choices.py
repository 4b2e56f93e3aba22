"""Kinds of organisation and site."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shufang.shared.days import WEEKDAYS


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

    MONDAY = 0, WEEKDAYS[0]
    TUESDAY = 1, WEEKDAYS[1]
    WEDNESDAY = 2, WEEKDAYS[2]
    THURSDAY = 3, WEEKDAYS[3]
    FRIDAY = 4, WEEKDAYS[4]
    SATURDAY = 5, WEEKDAYS[5]
    SUNDAY = 6, WEEKDAYS[6]
