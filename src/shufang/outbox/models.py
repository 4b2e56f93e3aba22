"""The outbox."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from shufang.outbox.choices import Status


class Message(models.Model):
    """One message to one person; the same one twice is refused by the database.

    It holds no text: the text is made at the moment of sending from how things stand then, so a
    cancelled activity sends no reminder. The address lies sealed and is emptied after sending.
    """

    template = models.CharField(max_length=60)  # "registration_confirmed"
    subject = models.CharField(max_length=60)  # "activities.registration:17"
    version = models.PositiveIntegerField(default=0)  # of what it tells: a second change, 2
    channel = models.CharField(max_length=12)  # "sms", "email", "wechat"
    address_sealed = models.CharField(max_length=400, blank=True)
    recipient = models.CharField(max_length=64)  # the address's fingerprint
    language = models.CharField(max_length=8, default="zh-hans")
    detail = models.JSONField(default=dict)  # nothing personal: keys and numbers a template needs
    due_at = models.DateTimeField(default=timezone.now, db_index=True)
    status = models.CharField(
        _("状态"), max_length=8, choices=Status.choices, default=Status.QUEUED
    )
    tries = models.PositiveSmallIntegerField(default=0)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=200, blank=True)  # a `Problem`, the provider's code

    class Meta:
        ordering = ["due_at", "id"]
        verbose_name = _("消息")
        indexes = [models.Index(fields=["status", "due_at"])]
        constraints = [
            models.UniqueConstraint(
                fields=["template", "recipient", "subject", "version"], name="message_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.template} {self.subject}"
