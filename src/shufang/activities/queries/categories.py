"""The categories, as their page and its exports show them."""

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from shufang.activities.models import Category
from shufang.shared.tables import Column, Table


def categories_in_use() -> QuerySet[Category]:
    """Every category with its aliases and the number of its activities, as `count`."""
    found = Category.objects.prefetch_related("aliases").annotate(count=Count("activities"))
    return found.order_by("order", "id")  # counting drops the model's order


def category_table() -> Table:
    """The categories as a table to take away."""
    columns = [
        Column(_("分类")),
        Column(_("英文名")),
        Column(_("国家统计类型")),
        Column(_("别名")),
        Column(_("活动（场）"), "integer"),
        Column(_("在用")),
    ]
    rows = (
        [
            category.name,
            category.name_en,
            category.get_national_type_display(),
            "、".join(alias.name for alias in category.aliases.all()),
            getattr(category, "count", 0),
            _("是") if category.active else _("否"),
        ]
        for category in categories_in_use()
    )
    return Table(_("活动分类"), columns, rows)
