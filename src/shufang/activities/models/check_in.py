"""Who came: check-ins of households, head counts, and by what they are proven; the passes and codes
that open the door."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from shufang.activities.choices import AgeBand, Grade, Method
from shufang.activities.models.activity import Activity
from shufang.activities.models.registration import Registration
from shufang.people.models import Household
from shufang.places.models import Site


class CheckIn(models.Model):
    """One household at one activity, with a head count. A later entry (grade D) counts when a
    second person has confirmed it; what was entered wrongly is voided, never deleted."""

    known = False  # set by `sign_in` where the row was there already: a repeat of the same key

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="check_ins")
    registration = models.ForeignKey(
        Registration, null=True, blank=True, on_delete=models.SET_NULL, related_name="check_ins"
    )
    household = models.ForeignKey(
        Household, null=True, blank=True, on_delete=models.SET_NULL, related_name="check_ins"
    )
    name = models.CharField(_("称呼"), max_length=40, blank=True)
    adults = models.PositiveSmallIntegerField(_("成人"), default=0)
    children = models.PositiveSmallIntegerField(_("儿童"), default=0)
    grade = models.CharField(_("证据等级"), max_length=1, choices=Grade.choices)
    method = models.CharField(_("方式"), max_length=8, choices=Method.choices)
    first_time = models.BooleanField(_("第一次来"), default=False)
    at = models.DateTimeField(_("签到时间"), default=timezone.now)
    recorded_at = models.DateTimeField(default=timezone.now)
    left_at = models.DateTimeField(_("签退时间"), null=True, blank=True)
    key = models.CharField(max_length=80, unique=True)  # the same one again is the same check-in
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )  # of the staff
    device = models.ForeignKey(
        "activities.Device",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="check_ins",
    )
    helper = models.ForeignKey(
        "activities.Pass", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    reason = models.CharField(_("原因"), max_length=300, blank=True)
    row_code = models.CharField(_("行码"), max_length=12, blank=True)  # of the paper list
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    voided_at = models.DateTimeField(null=True, blank=True)
    void_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["at", "id"]
        verbose_name = _("签到")
        indexes = [models.Index(fields=["activity", "at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(adults__gt=0) | Q(children__gt=0), name="somebody_came"
            ),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True) | Q(left_at__gte=F("at")),
                name="left_after_arriving",
            ),
            models.UniqueConstraint(
                fields=["activity", "registration"],
                condition=Q(voided_at__isnull=True, registration__isnull=False),
                name="registration_signs_in_once",
            ),
            models.UniqueConstraint(
                fields=["activity", "household"],
                condition=Q(voided_at__isnull=True, household__isnull=False),
                name="household_signs_in_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(_("一户"))

    @property
    def log_label(self) -> str:
        """The log is read by more people than the list of sign-ins: a number, no name."""
        return f"{_('一户')} {self.pk}"

    @property
    def counts(self) -> bool:
        """Whether figures count it: not voided, and confirmed where it was entered later."""
        return self.voided_at is None and (self.grade != Grade.D or self.confirmed_at is not None)


class HeadCount(models.Model):
    """Heads of one age band at a drop-in activity: a stream of its own, never added to
    check-ins."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="head_counts")
    band = models.CharField(_("年龄段"), max_length=6, choices=AgeBand.choices)
    heads = models.PositiveIntegerField(_("人数"))
    at = models.DateTimeField(default=timezone.now)
    key = models.CharField(max_length=80, unique=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    device = models.ForeignKey(
        "activities.Device", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    voided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "id"]
        verbose_name = _("清点人数")

    def __str__(self) -> str:
        return f"{self.get_band_display()} {self.heads}"


class Pass(models.Model):
    """A volunteer may sign families in for one activity until a time, by a code, without an
    account."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="passes")
    name = models.CharField(_("给谁"), max_length=40)
    token = models.CharField(max_length=64, unique=True)  # a fingerprint
    until = models.DateTimeField(_("到"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at"]
        verbose_name = _("签到授权")

    def __str__(self) -> str:
        return self.name


class RoomCode(models.Model):
    """Which sheet with the room's own code is good: the number of the latest; none was ever
    renewed where there is no row."""

    site = models.OneToOneField(Site, on_delete=models.CASCADE, related_name="room_code")
    number = models.PositiveIntegerField(default=0)
    renewed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("书房的固定签到码")

    def __str__(self) -> str:
        return f"{self.site} {self.number}"
