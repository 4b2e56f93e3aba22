"""How far a message has come."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    QUEUED = "queued", _("待发送")
    SENDING = "sending", _("发送中")
    SENT = "sent", _("已发送")
    DROPPED = "dropped", _("不再需要")  # out of date when its time came
    FAILED = "failed", _("未能发送")
    UNKNOWN = "unknown", _("不知是否送达")  # a person decides
