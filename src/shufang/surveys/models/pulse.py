"""The pulse survey: three questions after an activity."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from shufang.activities.models import Activity
from shufang.places.models import Town
from shufang.surveys.choices import Score


class Answer(models.Model):
    """What one household thought; nobody can tell which one."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="pulse_answers")
    ticket = models.CharField(max_length=64, unique=True)  # one answer a sign-in; names nobody
    score = models.PositiveSmallIntegerField(_("总的来说"), choices=Score.choices)
    leader = models.PositiveSmallIntegerField(
        _("带领人"), choices=Score.choices, null=True, blank=True
    )
    again = models.BooleanField(_("还想来"), null=True, blank=True)
    words = models.TextField(_("想说的话"), blank=True, max_length=500)
    may_quote = models.BooleanField(_("可以引用"), default=False)
    said_by = models.CharField(_("署名"), max_length=40, blank=True)  # 一位妈妈
    town = models.ForeignKey(Town, null=True, blank=True, on_delete=models.SET_NULL)
    printable = models.BooleanField(_("可以印"), null=True)  # empty: nobody has read it yet
    at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at"]
        verbose_name = _("满意度回答")

    def __str__(self) -> str:
        return str(self.get_score_display())
