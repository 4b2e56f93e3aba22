"""A day in words, alike on every page, poster and message: 11月24日 周二; Tue 24 Nov."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

WEEKDAYS = (
    gettext_lazy("周一"),
    gettext_lazy("周二"),
    gettext_lazy("周三"),
    gettext_lazy("周四"),
    gettext_lazy("周五"),
    gettext_lazy("周六"),
    gettext_lazy("周日"),
)


def weekday(day: date) -> str:
    """周二; Tue."""
    return str(WEEKDAYS[day.weekday()])


def month(day: date) -> str:
    """11月; Nov."""
    return date_format(day, _("n月"))


def month_day(day: date) -> str:
    """11月24日; 24 Nov."""
    return date_format(day, _("n月j日"))


def full_day(day: date) -> str:
    """2026年11月24日; 24 Nov 2026."""
    return date_format(day, _("Y年n月j日"))


def near_date(day: date) -> str:
    """11月24日; with the year where it is another one."""
    day = timezone.localdate(day) if isinstance(day, datetime) else day
    return month_day(day) if day.year == timezone.localdate().year else full_day(day)


def day_words(day: date) -> str:
    """11月24日 周二; Tue 24 Nov; with the year where it is another one."""
    return _("%(day)s %(weekday)s") % {"day": near_date(day), "weekday": weekday(day)}


def full_day_words(day: date) -> str:
    """2026年11月24日 周二; Tue 24 Nov 2026: for lists and papers that outlive the year."""
    return _("%(day)s %(weekday)s") % {"day": full_day(day), "weekday": weekday(day)}


def moment_words(at: datetime) -> str:
    """11月22日 10:00; 22 Nov, 10:00."""
    local = timezone.localtime(at)
    return _("%(day)s %(clock)s") % {"day": month_day(local), "clock": f"{local:%H:%M}"}
