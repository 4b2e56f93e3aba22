"""The measure of a page in each style, and how large pictures print. All in millimetres."""

import math
import re
from dataclasses import dataclass, replace

from shufang.reports.document import Style
from shufang.reports.rendering.pictures import Photo


@dataclass(frozen=True)
class Measure:
    width: float  # of the text
    wide: float  # of the text on a page that lies on its side
    tallest: float  # a picture with its caption still fits a page


MEASURE: dict[Style, Measure] = {"gongwen": Measure(156, 243, 190), "huace": Measure(162, 249, 215)}


def chart_size(svg: bytes, style: Style) -> tuple[float, float]:
    """As wide as the text, unless it then is too tall."""
    found = re.search(rb'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
    width, height = (float(found[1]), float(found[2])) if found else (2.0, 1.0)
    return _fitted(width, height, MEASURE[style], MEASURE[style].width)


def photo_size(photo: Photo, style: Style) -> tuple[float, float]:
    """Upright photos at most 120 mm tall: a page is not one photo."""
    limit = replace(MEASURE[style], tallest=120)
    return _fitted(photo.width, photo.height, limit, limit.width)


def _fitted(width: float, height: float, limit: Measure, wanted: float) -> tuple[float, float]:
    scale = min(wanted / width, limit.tallest / height)
    return round(width * scale, 2), round(height * scale, 2)


# Where the title of a report may be cut without tearing a word.
TITLE_WORDS = (
    "项目",
    "年度",
    "运营",
    "总结",
    "工作",
    "活动",
    "报告",
    "阅读",
    "服务",
    "绩效",
    "评价",
)
TITLE_CHARACTERS: dict[Style, float] = {"gongwen": 20, "huace": 13}


def title_lines(title: str, style: Style) -> list[str]:
    """The title on lines of about the same length, so that no single word stands alone.

    A line break in the title is kept; a Latin title is left to the renderer.
    """
    if "\n" in title or not any(char > "\u2e7f" for char in title):
        return title.split("\n")
    lines = math.ceil(len(title) / TITLE_CHARACTERS[style])
    rest, found = title, []
    for left in range(lines, 1, -1):
        even = len(rest) / left
        cuts = [i for i in range(2, len(rest) - 1) if rest.startswith(TITLE_WORDS, i)]
        near = [i for i in cuts if abs(i - even) <= 3 and i <= TITLE_CHARACTERS[style]]
        cut = min(near, key=lambda i: abs(i - even)) if near else round(even)
        found.append(rest[:cut])
        rest = rest[cut:]
    return [*found, rest]
