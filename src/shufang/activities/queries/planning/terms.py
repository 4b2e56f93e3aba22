"""School terms, as far as the library has entered them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _

from shufang.activities.choices import Season
from shufang.activities.models import SchoolTerm


def terms() -> list[SchoolTerm]:
    return list(SchoolTerm.objects.all())


def term_on(day: date, known: Sequence[SchoolTerm]) -> SchoolTerm | None:
    return next((term for term in known if term.first_day <= day <= term.last_day), None)


def is_break(day: date, known: Sequence[SchoolTerm]) -> bool:
    """Between two terms that are entered; before the first and after the last nobody knows."""
    return (
        term_on(day, known) is None
        and any(term.last_day < day for term in known)
        and any(term.first_day > day for term in known)
    )


def outside_season(days: Iterable[date], season: str) -> Mapping[date, str]:
    """The days on which a series of this season is not held, each with the reason."""
    known = terms() if season else []
    if season == Season.TERM:
        return {day: _("不在学期里") for day in days if term_on(day, known) is None}
    if season == Season.BREAK:
        found = ((day, term_on(day, known)) for day in days if not is_break(day, known))
        return {day: term.name if term else _("不在寒暑假里") for day, term in found}
    return {}
