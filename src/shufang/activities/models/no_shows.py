"""Those who don't come: the network's rules, and a strike for each time."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from shufang.activities.models.registration import Registration
from shufang.people.models import Household


class AttendanceRules(models.Model):
    """What happens to those who don't come: one row for the network, printed where people
    register."""

    strikes = models.PositiveSmallIntegerField(_("几次没来"), default=3)  # 0: no strikes
    within_days = models.PositiveSmallIntegerField(_("多少天内"), default=30)
    pause_days = models.PositiveSmallIntegerField(_("暂停报名多少天"), default=30)
    strike_days = models.PositiveSmallIntegerField(_("一次记录保留多少天"), default=90)
    appeal_days = models.PositiveSmallIntegerField(_("可申诉多少天"), default=14)

    class Meta:
        verbose_name = _("未到规则")

    def __str__(self) -> str:
        return str(_("未到规则"))


class Strike(models.Model):
    """A place that was kept and not used, without a word."""

    registration = models.OneToOneField(
        Registration, on_delete=models.CASCADE, related_name="strike"
    )
    household = models.ForeignKey(
        Household, null=True, blank=True, on_delete=models.CASCADE, related_name="strikes"
    )
    phone_print = models.CharField(max_length=64, blank=True, db_index=True)
    at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    appeal = models.TextField(_("申诉"), blank=True)
    appealed_at = models.DateTimeField(null=True, blank=True)
    lifted = models.BooleanField(_("已撤销"), null=True)  # empty: nobody has decided
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(_("答复"), max_length=300, blank=True)

    class Meta:
        ordering = ["-at"]
        verbose_name = _("未到记录")

    def __str__(self) -> str:
        return str(self.registration_id)
