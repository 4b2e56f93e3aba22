"""Activities to plan again."""

from django.db.models import QuerySet

from shufang.activities.models import Template


def all_templates() -> QuerySet[Template]:
    """Those in use first."""
    return Template.objects.select_related("category").order_by("-active", "name")


def templates_in_use() -> QuerySet[Template]:
    return Template.objects.filter(active=True)


def template_named_by(text: str) -> Template | None:
    """The template whose number an address or a form names; none for anything else."""
    if not text.isdecimal():
        return None
    return Template.objects.filter(pk=int(text[:18])).first()
