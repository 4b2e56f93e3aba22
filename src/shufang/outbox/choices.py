"""How far a message has come, and what stood in its way."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    QUEUED = "queued", _("待发送")
    SENDING = "sending", _("发送中")
    SENT = "sent", _("已发送")
    DROPPED = "dropped", _("不再需要")  # out of date when its time came
    FAILED = "failed", _("未能发送")
    UNKNOWN = "unknown", _("不知是否送达")  # a person decides


class Problem(models.TextChoices):
    """Why a message was not sent; `Message.problem` begins with one, a provider's code follows."""

    NOT_SET_UP = "not_set_up", _("这个渠道还没有设置")
    NO_ADDRESS = "no_address", _("没有可用的号码或地址")
    NO_TEXT = "no_text", _("消息内容没能写出来")
    UNREACHABLE = "unreachable", _("连不上服务商")
    BUSY = "busy", _("服务商忙")
    REFUSED = "refused", _("服务商拒绝了")
    NO_ANSWER = "no_answer", _("发出后没有收到答复")
    KILLED = "killed", _("发送途中程序停了")


class Decision(models.TextChoices):
    """What a person decides about a message of which nobody knows whether it arrived."""

    ARRIVED = "arrived", _("当作已送达")
    AGAIN = "again", _("再发一次")
    DROP = "drop", _("不再需要")
