"""A chart's markup on a page."""

from collections.abc import Callable

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from shufang.shared.charts.data import Spec
from shufang.shared.charts.drawing import draw
from shufang.shared.charts.theme import NARROW, WIDE


def on_page(
    build: Callable[[int], Spec | None], *, wide: int = WIDE, narrow: int = NARROW
) -> SafeString:
    """Both drawings of a chart, one shown on wide and one on narrow screens; "" when empty.

    `build(width)` calls a builder with that width. Scaling one drawing would make its words too
    small on a phone. The page links `shared/charts.css`.
    """
    drawings = [build(width) for width in (wide, narrow)]
    if drawings[0] is None or drawings[1] is None:
        return SafeString("")
    shown = [mark_safe(draw(spec).decode()) for spec in drawings if spec]  # noqa: S308 # cleaned
    return format_html(
        '<div class="chart"><div class="chart-wide">{}</div>'
        '<div class="chart-narrow">{}</div></div>',
        *shown,
    )
