"""States, types and sources."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    HELD = "held", _("已举办")
    CANCELLED = "cancelled", _("已取消")


class NationalType(models.TextChoices):
    """The classes of the national statistics of public libraries."""

    LECTURE = "lecture", _("讲座")
    EXHIBITION = "exhibition", _("展览")
    TRAINING = "training", _("培训")
    OTHER = "other", _("其他")


class CountSource(models.TextChoices):
    """Where a stated count comes from."""

    LEDGER = "ledger", _("导入台账")
    STAFF = "staff", _("工作人员填写")


class MediaLevel(models.TextChoices):
    MUNICIPAL = "municipal", _("市级")
    PROVINCIAL = "provincial", _("省级")
    NATIONAL = "national", _("国家级")
    UNKNOWN = "", _("未注明")
