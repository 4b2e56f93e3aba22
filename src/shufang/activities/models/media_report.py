"""What the media published about the network."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from shufang.activities.choices import MediaLevel
from shufang.activities.models.activity import Activity
from shufang.intake.models import ImportRun


class MediaReport(models.Model):
    """One report in one outlet about one activity."""

    activity = models.ForeignKey(
        Activity, on_delete=models.CASCADE, related_name="media_reports", verbose_name=_("活动")
    )
    outlet = models.CharField(_("媒体"), max_length=80)
    level = models.CharField(_("级别"), max_length=12, choices=MediaLevel.choices, blank=True)
    title = models.CharField(_("标题"), max_length=200, blank=True)
    link = models.URLField(_("链接"), max_length=500, blank=True)
    day = models.DateField(
        _("日期")
    )  # of publication; the activity's day where the source names none
    source = models.CharField(_("来源"), max_length=255, blank=True)
    import_run = models.ForeignKey(
        ImportRun, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    changed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-day", "id"]
        verbose_name = _("媒体报道")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(link="")
                | models.Q(link__istartswith="http://")
                | models.Q(link__istartswith="https://"),
                name="link_leads_to_the_web",
            )
        ]

    def __str__(self) -> str:
        return f"{self.outlet}《{self.title}》" if self.title else self.outlet
