"""An activity, and what somebody stated about who came."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from shufang.activities.choices import Audience, CountSource, NationalType, State
from shufang.activities.models.category import Category
from shufang.intake.models import ImportRun
from shufang.places.models import Site, Zone


class Activity(models.Model):
    """Something that was held, or is to be held, at a site.

    An imported ledger fills the first block of fields only. What was planned here carries the
    others, and a `Plan`, `Rules` and a `Review` beside it.
    """

    site = models.ForeignKey(
        Site, on_delete=models.PROTECT, related_name="activities", verbose_name=_("书房")
    )
    category = models.ForeignKey(
        Category, on_delete=models.PROTECT, related_name="activities", verbose_name=_("分类")
    )
    national_type = models.CharField(_("国家统计类型"), max_length=12, choices=NationalType.choices)
    title = models.CharField(_("活动名称"), max_length=200)
    day = models.DateField(_("日期"))  # on the site's own calendar
    starts_at = models.DateTimeField(
        _("开始"), null=True, blank=True
    )  # empty where the source names no time
    ends_at = models.DateTimeField(_("结束"), null=True, blank=True)
    leader = models.CharField(_("带领人"), max_length=100, blank=True)
    helpers = models.PositiveSmallIntegerField(_("志愿者（人）"), null=True, blank=True)
    state = models.CharField(_("状态"), max_length=10, choices=State.choices, default=State.HELD)
    note = models.TextField(_("备注"), blank=True)
    source = models.CharField(_("来源"), max_length=255, blank=True)  # file › sheet › row
    import_run = models.ForeignKey(
        ImportRun, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    changed_at = models.DateTimeField(null=True, blank=True)  # by hand, since its import

    zone = models.ForeignKey(
        Zone,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="activities",
        verbose_name=_("区域"),
    )
    setup_minutes = models.PositiveSmallIntegerField(_("布置（分钟）"), default=0)
    teardown_minutes = models.PositiveSmallIntegerField(_("收拾（分钟）"), default=0)
    hold_until = models.DateTimeField(null=True, blank=True)  # a draft keeps its zone so long
    audience = models.CharField(_("对象"), max_length=10, choices=Audience.choices, blank=True)
    age_from = models.PositiveSmallIntegerField(_("年龄从（岁）"), null=True, blank=True)
    age_to = models.PositiveSmallIntegerField(_("年龄到（岁）"), null=True, blank=True)
    description = models.TextField(_("会发生什么"), blank=True)  # what readers are told
    published_at = models.DateTimeField(null=True, blank=True)  # readers see it from then on
    sequence = models.PositiveIntegerField(default=0)  # of its entry in people's calendars
    series = models.ForeignKey(
        "activities.Series", null=True, blank=True, on_delete=models.SET_NULL, related_name="dates"
    )
    template = models.ForeignKey(
        "activities.Template", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    beside = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="parallel",
        verbose_name=_("同时进行的活动"),
    )  # the parents' growth corner beside the children's activity: one registration for both
    closed_at = models.DateTimeField(null=True, blank=True)  # its review is done

    class Meta:
        ordering = ["-day", "-starts_at", "id"]
        verbose_name = _("活动")
        indexes = [
            models.Index(fields=["day"]),
            models.Index(fields=["site", "day"]),
            models.Index(fields=["state", "day"]),
        ]

    def __str__(self) -> str:
        return self.title


class StatedCount(models.Model):
    """Who came, as a ledger or a person states it; an empty number is missing, and never zero."""

    activity = models.OneToOneField(
        Activity, on_delete=models.CASCADE, related_name="stated", primary_key=True
    )
    sign_ins = models.PositiveIntegerField(_("签到数"), null=True, blank=True)
    adults = models.PositiveIntegerField(_("成人"), null=True, blank=True)
    children = models.PositiveIntegerField(_("儿童"), null=True, blank=True)
    attendees = models.PositiveIntegerField(_("参与人次"), null=True, blank=True)
    estimated = models.BooleanField(_("估计"), default=False)
    source = models.CharField(
        _("来源"), max_length=8, choices=CountSource.choices, default=CountSource.LEDGER
    )

    class Meta:
        verbose_name = _("自报数据")

    def __str__(self) -> str:
        return str(self.activity_id)
