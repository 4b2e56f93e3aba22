"""Keep a plan as a template to plan again."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shufang.activities.actions.planning.draft import content_of, draft_of
from shufang.activities.models import Activity, Category, Template
from shufang.people.models import User
from shufang.shared.changes import change, differences
from shufang.shared.holding import hold, take_turns
from shufang.shared.models import log


@dataclass(frozen=True)
class TemplateDetails:
    name: str
    category: Category
    minutes: int
    active: bool


def save_as_template(*, actor: User, activity: Activity, name: str) -> Template:
    """Everything of a plan but its place and time; the same name again replaces the template.

    The activity counts as one of the template from then on, so that its debrief is shown to those
    who plan from it next. Refused: an empty name.
    """
    name = " ".join(name.split())
    if not name:
        raise ValidationError({"name": _("请给模板起个名字。")})
    with transaction.atomic():
        take_turns("activities.templates")
        hold(activity)
        template, new = Template.objects.get_or_create(
            name=name, defaults={"category": activity.category}
        )
        template.category = activity.category
        template.content = content_of(draft_of(activity))
        template.minutes = _minutes(activity.starts_at, activity.ends_at)
        template.active, template.changed_at = True, timezone.now()
        template.save()
        if activity.template_id is None:
            activity.template = template
            activity.save(update_fields=["template"])
        detail = {"name": ["", name]} if new else {}
        log(actor=actor, deed="activities.save_template", subject=template, detail=detail)
    return template


def change_template(*, actor: User, template: Template, details: TemplateDetails) -> None:
    """Another name, category or length; not in use any more, or again. Refused: a name that
    another template has."""
    with transaction.atomic():
        take_turns("activities.templates")
        hold(template)
        if Template.objects.exclude(pk=template.pk).filter(name=details.name).exists():
            raise ValidationError({"name": _("已有同名的模板。")})
        changes = differences(template, vars(details))
        if not changes:
            return
        change(template, vars(details))
        template.changed_at = timezone.now()
        template.save()
        log(actor=actor, deed="activities.save_template", subject=template, detail=changes)


def _minutes(starts: datetime | None, ends: datetime | None) -> int:
    return round((ends - starts).total_seconds() / 60) if starts and ends else 60
