"""What is counted, how, and over which span."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Counted(models.TextChoices):
    LOANS = "loans", _("借阅量")
    VISITS = "visits", _("进馆人次")
    NEW_CARDS = "new_cards", _("新增读者证")


class Span(models.TextChoices):
    DAY = "day", _("日")
    MONTH = "month", _("月")


class Method(models.TextChoices):
    GATE = "gate", _("门禁")
    COUNTER = "counter", _("客流计数器")
    MANUAL = "manual", _("人工")
    SYSTEM = "system", _("业务系统")
    ESTIMATE = "estimate", _("估算")
    UNKNOWN = "", _("未注明")
