"""From one row of a ledger to one activity."""

import re
from datetime import date, time, timedelta
from typing import Any

from shufang.activities.choices import NationalType, State
from shufang.activities.importers import press
from shufang.activities.importers.ledger import PlannedActivity
from shufang.activities.models import Category
from shufang.intake.days import day_reader
from shufang.intake.importer import remembering
from shufang.intake.reading.book import Cell
from shufang.intake.recognition.evidence import Evidence
from shufang.intake.saying import Both, Refuse
from shufang.intake.table import Table
from shufang.intake.values import Bad, dates, numbers, texts
from shufang.intake.values.spelling import half_width
from shufang.places.models import Site

FIELDS = (
    "date", "year", "month", "time", "end", "site", "category", "title", "leader", "helpers",
    "sign_ins", "adults",
    "children", "attendees", "sessions", "outlet", "headline", "link", "level", "national_type",
    "state", "note",
)  # fmt: skip
HELPERS_AT_MOST = 32_767

NO_SITE = Both("没有写书房。", "The room is missing.")
NO_CATEGORY = Both("没有写分类。", "The category is missing.")
ENDS_EARLY = Both("结束时间早于开始时间。", "It ends before it starts.")
PARTS = Both(
    "成人 {adults} ＋ 儿童 {children} ＝ {sum}，与参与人次 {stated} 不符。",
    "{adults} adults + {children} children = {sum}, but the attendees stated are {stated}.",
)
PART_LARGER = Both(
    "{part} 多于参与人次 {stated}。", "{part} is more than the {stated} attendees stated."
)
FEWER_HEADS = Both(
    "参与人次 {heads} 少于签到数 {sign_ins}：一个家庭至少有一人。",
    "{heads} attendees are fewer than {sign_ins} sign-ins: a household has one head at least.",
)
SEVERAL = Both(
    "这一行写了 {count} 场；请每场活动写一行。",
    "This row stands for {count} activities; write one row for each.",
)
NOT_YET = Both(
    "状态是“{state}”：还没有举办的活动不导入，举办后再导入这一行。",
    "Its state is “{state}”: import the row again once the activity has been held.",
)
FAR = Both("{day} 在一年以后，请核对日期。", "{day} is more than a year ahead; check the date.")

_CALLED_OFF = re.compile(
    r"^(?:活动)?(?:已|因.{0,12}|临时)?(?:取消|停办|未举办|未开展)(?!报名|预约|订)|活动(?:已)?取消"
    r"|\bcancel",
    re.IGNORECASE,
)
_NOT_YET = re.compile(r"计划|待举办|待开展|未开始|预告|筹备|planned", re.IGNORECASE)
_MONTH_AND_DAY = re.compile(r"(1[0-2]|0?[1-9])\s*[月./-]\s*([12]\d|3[01]|0?[1-9])\s*[日号]?")
_ONLY_DAY = re.compile(r"([12]\d|3[01]|0?[1-9])\s*[日号]?")
_TYPES = (
    ("讲座", NationalType.LECTURE), ("lecture", NationalType.LECTURE),
    ("展", NationalType.EXHIBITION), ("exhibition", NationalType.EXHIBITION),
    ("培训", NationalType.TRAINING), ("training", NationalType.TRAINING),
    ("其他", NationalType.OTHER), ("其它", NationalType.OTHER), ("other", NationalType.OTHER),
)  # fmt: skip


class RowReader:
    """Makes activities of the rows of one sheet; Refuse names the field at fault."""

    def __init__(self, table: Table, books: Any) -> None:
        self._table = table
        self._site = books["site"].find
        self._category = books["category"].find
        self._at = [table.index(field) for field in FIELDS]
        self._constant = table.match.constants
        self._day = day_reader(table)
        self._times = remembering(dates.times)
        self._count = remembering(numbers.count)
        self._title = remembering(texts.clean, 200)
        self._note = remembering(texts.clean, 2000)
        self._leader = remembering(texts.clean, 100)
        self._last = date.today() + timedelta(days=366)  # noqa: DTZ011 (no moment, just a limit)
        at = table.index("sessions")
        if at is not None and Evidence(table.grid, table.match.bottom).is_ordinal(at):
            self._at[FIELDS.index("sessions")] = None  # 场次 as a running number

    def read(self, number: int, cells: list[Cell]) -> PlannedActivity:
        (day_, year_, month_, time_, end_, site_, category_, title_, leader_, helpers_, sign_ins_,
         adults_,
         children_, attendees_, sessions_, outlet_, headline_, link_, level_, type_, state_, note_,
         ) = [cells[at] if at is not None else None for at in self._at]  # fmt: skip
        if (year_ is not None or month_ is not None) and not isinstance(day_, date):
            day_ = self._with_month(day_, year_, month_)
        day = self._day(day_, "date")
        if day.date > self._last:
            raise Refuse(FAR.put(day=day.date), field="date", cell=day_)
        start, end = self._hours(day, time_, end_)
        site: Site = self._named(self._site, site_, "site", NO_SITE)
        category: Category = self._named(self._category, category_, "category", NO_CATEGORY)
        title = self._title(title_, "title") or category.name
        if sessions_ is not None:
            self._one_only(sessions_)
        note = "" if note_ is None else self._note(note_, "note")
        state = self._state(state_, note)
        source = self._table.source(number)
        sign_ins, adults, children, attendees, estimated = self._who_came(
            sign_ins_, adults_, children_, attendees_, state
        )
        planned = PlannedActivity(
            site, category, _national_type(type_, category), title, day.date, start, end,
            self._leader(leader_, "leader"), self._helpers(helpers_), state, note, source,
            self._table.account.file, sign_ins, adults, children, attendees, estimated,
        )  # fmt: skip
        if outlet_ is not None or headline_ is not None or link_ is not None:
            planned.reports = press.reports(
                outlet_, headline_, link_, level_, day=day.date, source=source
            )
        return planned

    @staticmethod
    def _with_month(day: Cell, year: Cell, month: Cell) -> Cell:
        """7月20日 or 20 beside columns that hold the year or the month."""
        text, of = half_width(texts.spell(day)), half_width(texts.spell(month))
        years = re.findall(r"(?:19|20)\d\d", f"{texts.spell(year)} {of}")
        named = _MONTH_AND_DAY.fullmatch(text)
        alone = _ONLY_DAY.fullmatch(text)
        number = named or re.search(r"(?<!\d)(1[0-2]|0?[1-9])\s*月?份?$", of)
        if (named is None and alone is None) or number is None:
            return day
        last = named[2] if named else alone[1] if alone else ""
        return "".join([f"{years[0]}年" if years else "", f"{number[1]}月{last}日"])

    def _named(self, find: Any, cell: Cell, field: str, missing: Both) -> Any:
        constant = self._constant.get(field)
        if constant is not None:
            return find(constant, field)
        if cell is None or (not isinstance(cell, str) and texts.nothing(cell)) or cell == "":
            raise Refuse(missing, field=field)
        return find(cell, field)

    def _hours(self, day: dates.Day, time_: Cell, end_: Cell) -> tuple[time | None, time | None]:
        start, end = self._times(time_, "time") if time_ is not None else (None, None)
        if start is None:
            start, end = day.start, day.end
        if end_ is not None:
            end = self._times(end_, "end")[0] or end
        if start is not None and end is not None and end < start:
            raise Refuse(
                ENDS_EARLY, field="end" if end_ is not None else "time", cell=end_ or time_
            )
        return start, end

    def _one_only(self, cell: Cell) -> None:
        count = self._count(cell, "sessions").value
        if count is not None and count > 1:
            raise Refuse(SEVERAL.put(count=count), field="sessions", cell=cell)

    def _state(self, cell: Cell, note: str) -> str:
        said = texts.spell(cell) if cell is not None else ""
        if _NOT_YET.search(said):
            raise Refuse(NOT_YET.put(state=said), field="state", cell=cell)
        off = _CALLED_OFF.search(said) or "取消" in said or _CALLED_OFF.search(note)
        return str(State.CANCELLED if off else State.HELD)

    def _helpers(self, cell: Cell) -> int | None:
        """How many; names are counted and not kept."""
        if cell is None:
            return None
        try:
            count = numbers.count(cell).value
        except Bad:
            if not isinstance(cell, str) or re.search(r"\d", cell):
                return int(self._count(cell, "helpers").value)
            count = len([name for name in re.split(r"[、,，;；/\s]+", cell.strip()) if name])
        return None if count is None else min(count, HELPERS_AT_MOST)

    def _who_came(
        self, sign_ins_: Cell, adults_: Cell, children_: Cell, attendees_: Cell, state: str
    ) -> tuple[int | None, int | None, int | None, int | None, bool]:
        if state == State.CANCELLED:
            return None, None, None, None, False
        count = self._count
        sign_ins, adults = count(sign_ins_, "sign_ins"), count(adults_, "adults")
        children, attendees = count(children_, "children"), count(attendees_, "attendees")
        estimated = (
            sign_ins.estimated or adults.estimated or children.estimated or attendees.estimated
        )
        heads = attendees.value
        if adults.value is not None and children.value is not None:
            both = adults.value + children.value
            if heads is None:
                heads = both
            elif heads != both:
                reason = PARTS.put(
                    adults=adults.value, children=children.value, sum=both, stated=heads
                )
                raise Refuse(reason, field="attendees", cell=attendees_)
        elif heads is not None:
            for part, field, cell in (
                (adults, "adults", adults_),
                (children, "children", children_),
            ):
                if part.value is not None and part.value > heads:
                    reason = PART_LARGER.put(part=part.value, stated=heads)
                    raise Refuse(reason, field=field, cell=cell)
        if heads is not None and sign_ins.value is not None and heads < sign_ins.value:
            field = "attendees" if attendees.value is not None else "sign_ins"
            reason = FEWER_HEADS.put(heads=heads, sign_ins=sign_ins.value)
            raise Refuse(
                reason, field=field, cell=attendees_ if field == "attendees" else sign_ins_
            )
        return sign_ins.value, adults.value, children.value, heads, estimated


def _national_type(cell: Cell, category: Category) -> str:
    if cell is not None:
        text = texts.spell(cell).casefold()
        for word, value in _TYPES:
            if word in text:
                return str(value)
    return category.national_type
