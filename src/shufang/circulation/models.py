"""Daily and monthly counts."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from shufang.circulation.choices import Counted, Method, Span
from shufang.intake.models import ImportRun
from shufang.places.models import Site


class PeriodCount(models.Model):
    """How many loans, visits or new cards one site had on one day or in one month.

    A month's count lies on its 16th, so that every period either holds it or does not. An empty
    value means that
    nobody counted: it is missing, and never zero.
    """

    counted = models.CharField(_("项目"), max_length=10, choices=Counted.choices)
    site = models.ForeignKey(
        Site, on_delete=models.PROTECT, related_name="counts", verbose_name=_("书房")
    )
    span = models.CharField(_("跨度"), max_length=5, choices=Span.choices, default=Span.MONTH)
    day = models.DateField(_("日期"))
    value = models.PositiveIntegerField(_("数量"), null=True, blank=True)
    estimated = models.BooleanField(_("估计"), default=False)
    method = models.CharField(_("计数方式"), max_length=10, choices=Method.choices, blank=True)
    source = models.CharField(_("来源"), max_length=255, blank=True)
    import_run = models.ForeignKey(
        ImportRun, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    changed_at = models.DateTimeField(null=True, blank=True)  # by hand, since its import
    # What stood here, empty, before an import brought the value: the run, its source and method.
    before = models.JSONField(null=True, blank=True)

    class Meta:
        ordering = ["day", "site"]
        verbose_name = _("计数")
        constraints = [
            models.UniqueConstraint(fields=["counted", "site", "span", "day"], name="counted_once"),
            models.CheckConstraint(
                condition=~models.Q(span="month") | models.Q(day__day=16),
                name="month_lies_on_its_16th",
            ),
        ]
        indexes = [models.Index(fields=["counted", "day"])]

    def __str__(self) -> str:
        return f"{self.site} {self.day:%Y-%m-%d} {self.get_counted_display()}"
