"""School terms, which the library enters as its city sets them."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from shufang.activities.models import SchoolTerm
from shufang.people.models import User
from shufang.shared.changes import save_changes
from shufang.shared.holding import hold, take_turns
from shufang.shared.models import log

LONGEST = 250  # days


def save_term(
    *, actor: User, row: SchoolTerm | None, name: str, first_day: date, last_day: date
) -> SchoolTerm:
    """Add or change a term; activities that stand keep their dates.

    Refused: an end before the beginning, longer than a school year, or over another term.
    """
    if last_day <= first_day:
        raise ValidationError({"last_day": _("放假要在开学之后。")})
    if (last_day - first_day).days > LONGEST:
        raise ValidationError({"last_day": _("一个学期没有这么长，请检查日期。")})
    row = row or SchoolTerm()
    with transaction.atomic():
        take_turns("activities.terms")
        if row.pk:
            hold(row)
        others = SchoolTerm.objects.exclude(pk=row.pk)
        other = others.filter(first_day__lte=last_day, last_day__gte=first_day).first()
        if other is not None:
            raise ValidationError(
                {"first_day": _("和“%(name)s”的日期重叠。") % {"name": other.name}}
            )
        wanted = {"name": name, "first_day": first_day, "last_day": last_day}
        if changes := save_changes(row, wanted):
            log(actor=actor, deed="activities.save_term", subject=row, detail=changes)
    return row


def remove_term(*, actor: User, row: SchoolTerm) -> None:
    """Nobody knows any more whether its days are school days; activities that stand keep theirs."""
    with transaction.atomic():
        hold(row)
        log(actor=actor, deed="activities.remove_term", subject=row)
        row.delete()
