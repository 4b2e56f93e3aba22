"""Programs of others that may ask this one: their tokens, and what they have already sent."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from shufang.places.models import Site
from shufang.shared.roles import Role


class ApiToken(models.Model):
    """What one program may do, in one role, at one room or everywhere; shown once, revocable."""

    name = models.CharField(_("名称"), max_length=60)  # which program
    role = models.CharField(_("角色"), max_length=12, choices=Role.choices)
    site = models.ForeignKey(
        Site,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("书房"),
    )  # none: the whole network
    scopes = models.JSONField(_("范围"), default=list)
    fingerprint = models.CharField(max_length=64, unique=True)
    made_by = models.CharField(max_length=150, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(_("到期"))
    revoked_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)  # to the hour

    class Meta:
        ordering = ["-made_at", "-id"]
        verbose_name = _("接口令牌")

    def __str__(self) -> str:
        return self.name

    @property
    def works(self) -> bool:
        return self.revoked_at is None and self.expires_at > timezone.now()


class IdempotencyKey(models.Model):
    """One request of a program and its answer: the same key again gets the answer again."""

    token = models.ForeignKey(ApiToken, on_delete=models.CASCADE, related_name="+")
    route = models.CharField(max_length=120)
    key = models.CharField(max_length=80)
    body_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    answer = models.JSONField(default=dict)
    made_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("请求记录")
        constraints = [
            models.UniqueConstraint(fields=["token", "route", "key"], name="request_once")
        ]

    def __str__(self) -> str:
        return self.route
