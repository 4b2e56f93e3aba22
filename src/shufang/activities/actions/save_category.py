"""Add or change a category and the other names ledgers know it by."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from shufang.activities.models import Category, CategoryAlias
from shufang.people.models import User
from shufang.shared.changes import beginnings, change, differences
from shufang.shared.holding import hold, take_turns
from shufang.shared.models import log
from shufang.shared.text import plain_name


@dataclass(frozen=True)
class CategoryDetails:
    """A category as a person states it; `colour` is a token of the theme."""

    name: str
    name_en: str
    national_type: str
    colour: str
    order: int
    active: bool


def save_category(
    *, actor: User, category: Category | None, details: CategoryDetails, aliases: list[str]
) -> Category:
    """Write a category with its aliases; gives it back, unchanged when nothing differs.

    Refused (ValidationError by field): a name or alias that means another category. Activities
    keep the national type they were given; only new ones take the changed default.
    """
    category = category or Category()
    wanted = {plain_name(name): name for name in aliases}
    wanted.pop(plain_name(details.name), None)
    with transaction.atomic():
        take_turns("activities.categories")
        if category.pk:
            hold(category)
        taken = _taken(category)
        _refuse_taken("name", [details.name], taken)
        _refuse_taken("aliases", wanted.values(), taken)
        changes = _changes(category, details, wanted)
        if not changes:
            return category
        change(category, asdict(details))
        category.save()
        category.aliases.exclude(plain__in=wanted).delete()
        known = set(category.aliases.values_list("plain", flat=True))
        CategoryAlias.objects.bulk_create(
            CategoryAlias(category=category, name=name, plain=plain)
            for plain, name in wanted.items()
            if plain not in known
        )
        log(actor=actor, deed="activities.save_category", subject=category, detail=changes)
    return category


def _changes(
    category: Category, details: CategoryDetails, wanted: dict[str, str]
) -> dict[str, list[str]]:
    """Field -> [before, after]; a new category had nothing before."""
    new = category.pk is None
    now = asdict(details)
    changes = beginnings(now) if new else differences(category, now)
    aliases = {} if new else dict(category.aliases.values_list("plain", "name"))
    if aliases.keys() != wanted.keys():
        changes["aliases"] = ["、".join(aliases.values()), "、".join(wanted.values())]
    return changes


def _taken(category: Category) -> dict[str, str]:
    """Every name of the other categories, with the category it means."""
    others = Category.objects.exclude(pk=category.pk)
    aliases = CategoryAlias.objects.exclude(category=category.pk).select_related("category")
    names = {alias.plain: alias.category.name for alias in aliases}
    return names | {plain_name(other.name): other.name for other in others}


def _refuse_taken(field: str, names: Iterable[str], taken: dict[str, str]) -> None:
    for name in names:
        if owner := taken.get(plain_name(name)):
            text = _("“%(name)s”已经属于分类“%(owner)s”。") % {"name": name, "owner": owner}
            raise ValidationError({field: text})
