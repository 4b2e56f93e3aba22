"""The contract's own classification of activities, as data."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from shufang.activities.choices import NationalType
from shufang.intake.models import ImportRun
from shufang.shared.language import in_english


class Category(models.Model):
    """One class of activity.

    The six shipped ones carry an English name, a city's own stay as typed.
    """

    name = models.CharField(_("分类"), max_length=60, unique=True)
    name_en = models.CharField(_("英文名"), max_length=60, blank=True)
    national_type = models.CharField(
        _("国家统计类型"), max_length=12, choices=NationalType.choices, default=NationalType.OTHER
    )
    colour = models.CharField(
        _("颜色"), max_length=12, default="theme"
    )  # a token of the theme: theatre, family ...
    order = models.PositiveSmallIntegerField(_("次序"), default=0)
    active = models.BooleanField(_("在用"), default=True)

    class Meta:
        ordering = ["order", "id"]
        verbose_name = _("分类")

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """Its name in the language of the page; a city's own category stays as typed."""
        return (in_english() and self.name_en) or self.name


class CategoryAlias(models.Model):
    """Another name under which ledgers know a category."""

    category = models.ForeignKey(Category, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(_("别名"), max_length=60)
    plain = models.CharField(max_length=60, unique=True)
    import_run = models.ForeignKey(
        ImportRun, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["name"]
        verbose_name = _("分类别名")

    def __str__(self) -> str:
        return self.name
