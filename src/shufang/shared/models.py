"""The log: who did what to which object, written in the same transaction as the deed."""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class LogEntry(models.Model):
    """One deed.

    The actor is text, not a foreign key: `shared` knows no people, and the line outlives
    the account. Names change and may be alike; the account's user name is neither.
    """

    at = models.DateTimeField(_("时间"), default=timezone.now, db_index=True)
    actor = models.CharField(_("操作人"), max_length=150)
    account = models.CharField(_("用户名"), max_length=150, blank=True)
    deed = models.CharField(_("动作"), max_length=60)
    subject = models.CharField(_("对象"), max_length=60)  # "activities.activity:17"
    label = models.CharField(_("名称"), max_length=200, blank=True)
    reason = models.TextField(_("原因"), blank=True)
    detail = models.JSONField(_("变化"), default=dict)  # field -> [before, after]

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["subject", "-at"])]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor} {self.deed} {self.label}"


def log(
    *,
    actor: Any,
    deed: str,
    subject: models.Model,
    reason: str = "",
    detail: dict[str, Any] | None = None,
    account: str = "",
) -> None:
    """Write one line of the log; `deed` is a verb with its app, such as "activities.cancel".

    `account` is the actor's user name where the actor itself is only a name. A subject that is
    called by people's names says in `log_label` how the log calls it instead.
    """
    LogEntry.objects.create(
        actor=str(actor or "shufang")[:150],
        account=(account or getattr(actor, "username", ""))[:150],
        deed=deed,
        subject=subject_key(subject),
        label=str(getattr(subject, "log_label", subject))[:200],
        reason=reason,
        detail=detail or {},
    )


def subject_key(subject: models.Model) -> str:
    """How the log names an object: "activities.activity:17"."""
    return f"{subject._meta.label_lower}:{subject.pk}"


def number_in(subject: str) -> int:
    """The key of the object that a subject names: 17."""
    return int(subject.partition(":")[2])
