"""How ledgers name the classes of activities."""

from collections.abc import Iterable

from shufang.activities.models import Category
from shufang.intake.names import NameBook
from shufang.intake.saying import Both


class CategoryNames(NameBook):
    """微剧场 is 故事剧场 because an alias says so; what no alias knows is asked or refused."""

    code = "category"
    ask = Both("“{name}”是哪个分类？", "Which category is “{name}”?")
    noise = ("活动", "类")

    def entries(self) -> Iterable[tuple[Category, str]]:
        for category in Category.objects.prefetch_related("aliases"):
            yield category, category.name
            if category.name_en:
                yield category, category.name_en
            for alias in category.aliases.all():
                yield category, alias.name
