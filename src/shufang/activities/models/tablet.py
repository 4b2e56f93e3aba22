"""The rooms' own tablets, and what they reported."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from shufang.activities.models.activity import Activity
from shufang.activities.models.check_in import CheckIn
from shufang.activities.models.registration import Registration
from shufang.places.models import Site


class Device(models.Model):
    """A room's own tablet; its token is shown once and can be revoked."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="devices")
    name = models.CharField(_("名称"), max_length=60)
    token = models.CharField(max_length=64, unique=True)  # a fingerprint
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    pairing = models.CharField(max_length=64, blank=True, db_index=True)  # of its one-time code
    pairing_until = models.DateTimeField(null=True, blank=True)
    paired_at = models.DateTimeField(null=True, blank=True)  # empty: no tablet holds its token yet
    seen_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    offset_ms = models.BigIntegerField(default=0)  # of its clock, as last seen
    # Which state of this database the tablet knows: a new one with every entry that is taken in.
    stamp = models.CharField(max_length=16, blank=True)
    stamp_before = models.CharField(max_length=16, blank=True)

    class Meta:
        ordering = ["site", "name"]
        verbose_name = _("书房平板")

    def __str__(self) -> str:
        return self.name


class TabletEntry(models.Model):
    """One thing a tablet reported, kept as it came: a second report of it changes nothing."""

    device = models.ForeignKey(Device, on_delete=models.CASCADE, related_name="entries")
    nonce = models.CharField(max_length=64, db_index=True)
    body_hash = models.CharField(max_length=64)
    activity = models.ForeignKey(Activity, null=True, on_delete=models.SET_NULL, related_name="+")
    registration = models.ForeignKey(
        Registration, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    check_in = models.ForeignKey(
        CheckIn, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    first = models.ForeignKey(
        CheckIn, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )  # the one that was there before, and stayed
    outcome = models.CharField(max_length=10)  # "counted", "known", "conflict", "refused"
    conflict = models.CharField(max_length=40, blank=True)  # a code; the page says it in words
    body = models.JSONField(default=dict)
    happened_at = models.DateTimeField()  # by our clock: the tablet's, corrected
    received_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True, blank=True)  # a person has looked at the conflict
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    kept = models.BooleanField(null=True)  # what that person decided: counted, or not
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["received_at", "id"]
        verbose_name = _("平板记录")
        constraints = [
            models.UniqueConstraint(fields=["device", "nonce"], name="tablet_entry_once")
        ]

    def __str__(self) -> str:
        return f"{self.device_id} {self.outcome}"
