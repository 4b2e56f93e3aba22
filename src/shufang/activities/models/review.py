"""Looking back (复盘): the debrief that closes an activity, and its pictures."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from shufang.activities.choices import Next, Permission
from shufang.activities.models.activity import Activity


class Review(models.Model):
    """The debrief, as the table that the field uses."""

    activity = models.OneToOneField(
        Activity, on_delete=models.CASCADE, related_name="review", primary_key=True
    )
    results = models.TextField(_("目标与结果"), blank=True)
    highlights = models.TextField(_("亮点"), blank=True)
    problems = models.TextField(_("问题"), blank=True)
    causes = models.TextField(_("原因"), blank=True)
    improvements = models.TextField(_("改进"), blank=True)
    assets = models.TextField(_("可复用资产"), blank=True)
    copy_to = models.CharField(_("是否复制到其他书房"), max_length=200, blank=True)
    decision = models.CharField(_("下一次"), max_length=8, choices=Next.choices, blank=True)
    # In fen.
    cost = models.PositiveBigIntegerField(_("实际花费"), null=True, blank=True)
    no_media = models.BooleanField(_("没有媒体报道"), default=False)
    no_pictures = models.BooleanField(_("没有照片"), default=False)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("复盘")

    def __str__(self) -> str:
        return str(self.activity_id)


class Photo(models.Model):
    """A picture of an activity: re-encoded, without place and time of the camera."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="photos")
    stored = models.CharField(max_length=120)  # name below media/photos/
    caption = models.CharField(_("说明"), max_length=120, blank=True)
    permission = models.CharField(
        _("肖像许可"), max_length=10, choices=Permission.choices, default=Permission.UNCHECKED
    )
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    households = models.ManyToManyField("people.Household", blank=True, related_name="photos")
    order = models.PositiveSmallIntegerField(default=0)
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["order", "id"]
        verbose_name = _("照片")

    def __str__(self) -> str:
        return self.caption or self.stored
