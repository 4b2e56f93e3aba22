"""Pictures of figures: one definition (a Vega-Lite dict in our theme) for page, Word and PDF.

Builders (`bars`, `lines`, `scatter`, `points_map`, `tiles`) return a spec, or None where nothing
is known: the page then shows its empty state. `draw` makes SVG or PNG of a spec and keeps it.
`on_page` gives the markup of a chart that is drawn for wide and for narrow screens.
"""

from shufang.shared.charts.bars import bars
from shufang.shared.charts.data import Bar, Dot, Group, Line, Marker, Place, Point, Spec, Tile
from shufang.shared.charts.drawing import draw
from shufang.shared.charts.lines import lines
from shufang.shared.charts.page import on_page
from shufang.shared.charts.points_map import points_map
from shufang.shared.charts.scatter import scatter
from shufang.shared.charts.theme import CATEGORY, HALF, NARROW, TONE, WIDE
from shufang.shared.charts.tiles import tiles

__all__ = [
    "CATEGORY",
    "HALF",
    "NARROW",
    "TONE",
    "WIDE",
    "Bar",
    "Dot",
    "Group",
    "Line",
    "Marker",
    "Place",
    "Point",
    "Spec",
    "Tile",
    "bars",
    "draw",
    "lines",
    "on_page",
    "points_map",
    "scatter",
    "tiles",
]
