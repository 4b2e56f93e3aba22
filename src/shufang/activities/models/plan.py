"""The plan of an activity (策划), templates, series, and the way from operator to library."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from shufang.activities.choices import Decision, Season
from shufang.activities.models.activity import Activity
from shufang.activities.models.category import Category


class Plan(models.Model):
    """What was thought of before: objectives, people, things, money, risks.

    The lists are tables as the plan prints them, a dict a row (`queries/planning/tables.py`);
    money in fen.
    """

    activity = models.OneToOneField(
        Activity, on_delete=models.CASCADE, related_name="plan", primary_key=True
    )
    objectives = models.TextField(_("目标"), blank=True)
    background = models.TextField(_("背景"), blank=True)
    flow = models.JSONField(_("流程"), default=list)  # time, step, content, lead, things
    staffing = models.JSONField(_("人员分工"), default=list)  # post, people, duties
    books = models.JSONField(_("书目"), default=list)  # title, author, isbn, copies
    materials = models.JSONField(_("物料"), default=list)  # name, quantity, who, ready
    budget = models.JSONField(_("预算"), default=list)  # item, unit_price, quantity, source
    risks = models.JSONField(_("风险"), default=list)  # risk, measure, who
    channels = models.CharField(_("传播途径"), max_length=300, blank=True)
    expected = models.CharField(_("预期效果"), max_length=300, blank=True)
    made_by = models.CharField(_("策划人"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("策划方案")

    def __str__(self) -> str:
        return str(self.activity_id)


class Comment(models.Model):
    """A step or a remark on a plan's way to approval; rows are only added."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="comments")
    decision = models.CharField(_("决定"), max_length=8, choices=Decision.choices)
    text = models.TextField(_("意见"), blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "id"]
        verbose_name = _("审批意见")

    def __str__(self) -> str:
        return self.get_decision_display()


class Template(models.Model):
    """An activity to plan again: everything but its place and time."""

    name = models.CharField(_("模板名称"), max_length=120, unique=True)
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="templates")
    content = models.JSONField(default=dict)  # of the activity, its plan and its rules
    minutes = models.PositiveSmallIntegerField(_("时长（分钟）"), default=60)
    active = models.BooleanField(_("在用"), default=True)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["name"]
        verbose_name = _("活动模板")

    def __str__(self) -> str:
        return self.name


class Series(models.Model):
    """Activities that repeat by a rule (RFC 5545); each date is an activity of its own."""

    rule = models.CharField(_("规则"), max_length=300)  # "FREQ=WEEKLY;BYDAY=SA"
    first_day = models.DateField(_("从"))
    last_day = models.DateField(_("到"))
    starts = models.TimeField(_("开始时间"))
    ends = models.TimeField(_("结束时间"))
    days_off = models.CharField(max_length=8, default="skip")  # "skip" or "keep" public holidays
    season = models.CharField(max_length=8, choices=Season.choices, blank=True)
    # To add again: [{"day": "2026-10-01", "why": "放假（国庆节）"}]; no why was left out by hand.
    skipped = models.JSONField(default=list)
    template = models.ForeignKey(Template, null=True, blank=True, on_delete=models.SET_NULL)

    class Meta:
        verbose_name = _("系列")

    def __str__(self) -> str:
        return self.rule


class DayOff(models.Model):
    """A public holiday, or a weekend day that is worked instead; editable, shipped as samples."""

    day = models.DateField(_("日期"), unique=True)
    name = models.CharField(_("名称"), max_length=60)
    works = models.BooleanField(_("调休上班"), default=False)

    class Meta:
        ordering = ["day"]
        verbose_name = _("节假日与调休")

    def __str__(self) -> str:
        return f"{self.day} {self.name}"


class SchoolTerm(models.Model):
    """From the first day of school to the last; what lies between two terms is school holidays.
    They differ by city and year, so the library enters them."""

    name = models.CharField(_("学期名称"), max_length=60)
    first_day = models.DateField(_("开学"))
    last_day = models.DateField(_("放假前一天"))

    class Meta:
        ordering = ["first_day"]
        verbose_name = _("学期")

    def __str__(self) -> str:
        return self.name
