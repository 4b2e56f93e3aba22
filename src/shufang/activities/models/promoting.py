"""What is told ahead of an activity, and the calendar address of a family."""

from datetime import time

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from shufang.people.models import Household

TOKEN = "activities.family_feed.token"  # noqa: S105 - the column a token is bound to


class Reminders(models.Model):
    """When parties with a place are reminded: one row for the network."""

    day_before = models.BooleanField(_("前一天提醒"), default=True)
    day_before_at = models.TimeField(_("前一天几点"), default=time(18))
    hours_before = models.PositiveSmallIntegerField(
        _("当天提前几小时提醒"), default=2, validators=[MaxValueValidator(12)]
    )  # 0: not on the day itself

    class Meta:
        verbose_name = _("提醒时间")

    def __str__(self) -> str:
        return str(_("提醒时间"))


class FamilyFeed(models.Model):
    """A family's calendar address: whoever has it reads when they come where, and nothing else.

    The token lies sealed, so that the family can see its address again; another one ends it.
    """

    household = models.OneToOneField(
        Household, on_delete=models.CASCADE, related_name="feed", primary_key=True
    )
    token = models.CharField(max_length=64, unique=True)  # its fingerprint
    token_sealed = models.CharField(max_length=300)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("家庭日历")

    def __str__(self) -> str:
        return str(self.household_id)
