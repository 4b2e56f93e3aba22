"""How figures are written on pages: 1,234, 13.8, 15%, — for what nobody knows."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

UNKNOWN = "—"


def figure(value: Any, places: int | str = "") -> str:
    """A number with its thousands set apart.

    Whole numbers stay whole, others get one decimal place or as many as asked for; None is
    unknown and never 0.
    """
    number = _number(value)
    if number is None:
        return UNKNOWN if value is None or value == "" else str(value)
    if places == "":
        places = 0 if number == number.to_integral_value() else 1
    return f"{_rounded(number, int(places)):,.{int(places)}f}"


def percent(fraction: Any, places: int | str = 0) -> str:
    """A part of one as per cent: 0.153 is 15%."""
    number = _number(fraction)
    if number is None:
        return UNKNOWN
    return f"{_rounded(number * 100, int(places)):,.{int(places)}f}%"


def delta(value: Any, unit: str = "", good: str = "up", places: int | str = "") -> SafeString:
    """A change to the time before: a triangle for the eye, a word for the ear.

    `good` says which direction is good news: up, down or "" where neither is.
    """
    number = _number(value)
    if number is None:
        return format_html('<span class="delta">{}</span>', _("无从比较"))
    if number == 0:
        return format_html('<span class="delta">{}</span>', _("持平"))
    way = "up" if number > 0 else "down"
    mood = "" if not good else "good" if way == good else "bad"
    gap = "" if unit in {"", "%"} else " "
    return format_html(
        '<span class="delta {}"><span aria-hidden="true">{}</span>'
        '<span class="visually-hidden">{}</span> <span class="num">{}{}{}</span></span>',
        mood,
        "▲" if way == "up" else "▼",
        _("增加") if way == "up" else _("减少"),
        figure(abs(number), places),
        gap,
        unit,
    )


def _number(value: Any) -> Decimal | None:
    if value is None or isinstance(value, bool):
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _rounded(number: Decimal, places: int) -> Decimal:
    """Half goes up, as in printed tables: Python's half-to-even would make 12.5% a 12%."""
    return number.quantize(Decimal(1).scaleb(-places), rounding="ROUND_HALF_UP")
