"""How old a child is, from a year and a month."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shufang.people.models import Child


def years_on(day: date, year: int, month: int) -> int:
    """Full years; the month of birth counts as reached from its first day."""
    return day.year - year - (day.month < month)


def age_words(child: Child, day: date | None = None) -> str:
    """6 岁; 8 个月 for the first year."""
    day = day or timezone.localdate()
    years = years_on(day, child.birth_year, child.birth_month)
    if years >= 1:
        return _("%(n)s 岁") % {"n": years}
    months = (day.year - child.birth_year) * 12 + day.month - child.birth_month
    months = max(0, months)
    return ngettext("%(n)s 个月", "%(n)s 个月", months) % {"n": months}
