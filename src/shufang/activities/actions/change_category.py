"""Add or change a category and the other names ledgers know it by."""

from dataclasses import asdict, dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from shufang.activities.models import Category, CategoryAlias
from shufang.people.models import User
from shufang.shared.models import log
from shufang.shared.text import plain_name


@dataclass(frozen=True)
class CategoryDetails:
    name: str
    name_en: str
    national_type: str
    colour: str
    order: int
    active: bool


def save_category(
    *, actor: User, category: Category | None, details: CategoryDetails, aliases: list[str]
) -> Category:
    """Write a category with its aliases; a name that means another category is refused.

    Activities keep the national type they were given; only new ones take the changed default.
    """
    category = category or Category()
    names = [details.name, *aliases]
    _refuse_taken(category, names)
    before = {field: getattr(category, field) for field in asdict(details)} if category.pk else {}
    with transaction.atomic():
        for field, value in asdict(details).items():
            setattr(category, field, value)
        category.save()
        plain = {plain_name(name): name for name in aliases}
        plain.pop(plain_name(details.name), None)
        category.aliases.exclude(plain__in=plain).delete()
        known = set(category.aliases.values_list("plain", flat=True))
        CategoryAlias.objects.bulk_create(
            CategoryAlias(category=category, name=name, plain=key)
            for key, name in plain.items()
            if key not in known
        )
        changes = {
            field: [str(before.get(field, "")), str(value)]
            for field, value in asdict(details).items()
            if before.get(field) != value
        }
        log(actor=actor, deed="activities.save_category", subject=category, detail=changes)
    return category


def _refuse_taken(category: Category, names: list[str]) -> None:
    for name in names:
        plain = plain_name(name)
        taken = next(
            (
                other
                for other in Category.objects.exclude(pk=category.pk)
                if plain_name(other.name) == plain
            ),
            None,
        )
        alias = CategoryAlias.objects.exclude(category=category.pk).filter(plain=plain).first()
        owner = taken or (alias.category if alias else None)
        if owner is not None:
            raise ValidationError(
                {
                    "aliases": _("“%(name)s”已经属于分类“%(owner)s”。")
                    % {"name": name, "owner": owner.name}
                }
            )
