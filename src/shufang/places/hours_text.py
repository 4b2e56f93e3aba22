"""Opening hours as people write them: 08:30-12:00，14:00-21:00; 全天; 休息."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import time
from itertools import pairwise

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

Spans = list[tuple[time, time]]

ALL_DAY = (time(0), time(23, 59))  # no time of day is later: see queries/opening.py
_SHUT = {"", "休", "休息", "闭馆", "不开放", "closed", "-", "—"}
_ALWAYS = {"全天", "全天开放", "24小时", "24h", "24hours", "allday"}
_SPAN = re.compile(r"(\d{1,2}):(\d{2})(?:-|–|—|~|～|至|到)(\d{1,2}):(\d{2})")


def parse_spans(text: str) -> Spans:
    """The day's spans in order; an empty list is a day off. Raises ValidationError with advice."""
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).casefold()
    if plain in _SHUT:
        return []
    if plain in _ALWAYS:
        return [ALL_DAY]
    parts = [part for part in re.split(r"[,，、;；/]", plain) if part]
    spans = sorted(_span(part, text) for part in parts)
    for earlier, later in pairwise(spans):
        if later[0] < earlier[1]:
            raise ValidationError(_("“%(text)s”里两段时间重叠了。") % {"text": text})
    return spans


def write_spans(spans: Iterable[tuple[time, time]]) -> str:
    """What `parse_spans` reads back."""
    spans = list(spans)
    if spans == [ALL_DAY]:
        return _("全天")
    return _("，").join(
        f"{a:%H:%M}-{'24:00' if b == ALL_DAY[1] else f'{b:%H:%M}'}" for a, b in spans
    )


def _span(part: str, text: str) -> tuple[time, time]:
    found = _SPAN.fullmatch(part)
    if found is None:
        raise ValidationError(
            _("没有看懂“%(text)s”。请写成 08:30-21:00；中间休息写 08:30-12:00，14:00-21:00。")
            % {"text": text}
        )
    hour, minute, until, past = (int(number) for number in found.groups())
    try:
        opens = time(hour, minute)
        closes = ALL_DAY[1] if (until, past) == (24, 0) else time(until, past)
    except ValueError as error:
        raise ValidationError(_("“%(text)s”不是一天里的时间。") % {"text": text}) from error
    if closes <= opens:
        raise ValidationError(
            _("“%(text)s”的关门早于开门。跨夜开放请拆成两天：当天到 24:00，次日从 00:00。")
            % {"text": text}
        )
    return opens, closes
