"""Organisations, towns, sites and their hours."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from shufang.intake.models import ImportRun
from shufang.places.choices import OrganisationKind, SiteKind, Weekday


class Organisation(models.Model):
    """Who takes part in the network: the library, the operator, a town, a school, a partner."""

    name = models.CharField(_("名称"), max_length=120, unique=True)
    kind = models.CharField(_("类别"), max_length=12, choices=OrganisationKind.choices)

    class Meta:
        ordering = ["kind", "name"]
        verbose_name = _("机构")

    def __str__(self) -> str:
        return self.name


class Town(models.Model):
    """A street office or town of the city."""

    name = models.CharField(_("街道（镇）"), max_length=60, unique=True)
    import_run = models.ForeignKey(
        ImportRun, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["name"]
        verbose_name = _("街道（镇）")

    def __str__(self) -> str:
        return self.name


class Site(models.Model):
    """A place of service: a smart reading room, a branch, the book van."""

    name = models.CharField(_("书房名称"), max_length=80, unique=True)
    slug = models.SlugField(_("网址"), max_length=80, unique=True, allow_unicode=False)
    kind = models.CharField(
        _("类型"), max_length=12, choices=SiteKind.choices, default=SiteKind.ROOM
    )
    setting = models.CharField(
        _("所在"), max_length=40, blank=True
    )  # 社区, 校园, 园区: as the operator writes it
    town = models.ForeignKey(
        Town, null=True, blank=True, on_delete=models.PROTECT, related_name="sites"
    )
    address = models.CharField(_("地址"), max_length=200, blank=True)
    longitude = models.FloatField(
        _("经度"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    latitude = models.FloatField(
        _("纬度"), null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)]
    )
    active = models.BooleanField(_("在用"), default=True)
    import_run = models.ForeignKey(
        ImportRun, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    changed_at = models.DateTimeField(null=True, blank=True)  # by hand, since its import

    class Meta:
        ordering = ["name"]
        verbose_name = _("书房")

    def __str__(self) -> str:
        return self.name


class SiteAlias(models.Model):
    """Another name under which ledgers know a site.

    Compared in its plain form (`shared.text.plain_name`).
    """

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(_("别名"), max_length=80)
    plain = models.CharField(max_length=80, unique=True)
    import_run = models.ForeignKey(
        ImportRun, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["name"]
        verbose_name = _("书房别名")

    def __str__(self) -> str:
        return self.name


class Completion(models.Model):
    """What an import filled in on a site that was there before, so that undo can take it back."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="completions")
    import_run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="+")
    values = models.JSONField(default=dict)  # field -> what was written; "hours" as lists

    class Meta:
        verbose_name = _("补全的资料")
        constraints = [
            models.UniqueConstraint(fields=["site", "import_run"], name="completed_once_a_run")
        ]

    def __str__(self) -> str:
        return str(self.site)


class TownAlias(models.Model):
    """Another name under which ledgers know a town."""

    town = models.ForeignKey(Town, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(_("别名"), max_length=60)
    plain = models.CharField(max_length=60, unique=True)
    import_run = models.ForeignKey(
        ImportRun, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["name"]
        verbose_name = _("街道别名")

    def __str__(self) -> str:
        return self.name


class Zone(models.Model):
    """A part of a site that activities can be held in: the children's corner, the theatre."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="zones")
    name = models.CharField(_("区域"), max_length=60)
    capacity = models.PositiveIntegerField(_("容纳人数"), null=True, blank=True)
    facilities = models.CharField(_("设施"), max_length=200, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("区域")
        constraints = [
            models.UniqueConstraint(fields=["site", "name"], name="zone_name_once_per_site")
        ]

    def __str__(self) -> str:
        return self.name


class Hours(models.Model):
    """When a site is open on a weekday; several rows a day where it closes at noon."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField(_("星期"), choices=Weekday.choices)
    opens = models.TimeField(_("开门"))
    closes = models.TimeField(_("关门"))

    class Meta:
        ordering = ["weekday", "opens"]
        verbose_name = _("开放时间")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closes__gt=models.F("opens")), name="closes_after_opening"
            ),
            models.UniqueConstraint(
                fields=["site", "weekday", "opens"], name="opens_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens:%H:%M}–{self.closes:%H:%M}"


class Closure(models.Model):
    """Days on which a site (or, without one, the whole network) is closed, with the notice
    readers see."""

    site = models.ForeignKey(
        Site, null=True, blank=True, on_delete=models.CASCADE, related_name="closures"
    )
    first_day = models.DateField(_("开始日期"))
    last_day = models.DateField(_("结束日期"))
    notice = models.CharField(_("公告"), max_length=200)

    class Meta:
        ordering = ["first_day"]
        verbose_name = _("闭馆")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_day__gte=models.F("first_day")), name="closure_ends_later"
            )
        ]

    def __str__(self) -> str:
        return self.notice
