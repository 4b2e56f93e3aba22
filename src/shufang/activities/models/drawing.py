"""Places that are drawn."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from shufang.activities.models.activity import Activity


class Draw(models.Model):
    """A draw that anybody can recompute: the seed's hash is published before, the seed after."""

    activity = models.OneToOneField(
        Activity, on_delete=models.CASCADE, related_name="draw", primary_key=True
    )
    seed_sealed = models.CharField(max_length=300)
    seed_hash = models.CharField(max_length=64)
    committed_at = models.DateTimeField(default=timezone.now)
    first_timer_weight = models.PositiveSmallIntegerField(_("首次参加的权重"), default=1)
    drawn_at = models.DateTimeField(null=True, blank=True)
    record = models.JSONField(default=dict)  # what is published: seed, applications, result

    class Meta:
        verbose_name = _("抽签")

    def __str__(self) -> str:
        return str(self.activity_id)
