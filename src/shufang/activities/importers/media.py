"""Media reports on a sheet of their own, led back to their activities by room, day and title."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from shufang.activities.importers import press, saving
from shufang.activities.importers.columns import MEDIA
from shufang.activities.importers.ledger import (
    Entry,
    Known,
    Ledger,
    PlannedActivity,
    PlannedReport,
    reports_of,
)  # fmt: skip
from shufang.activities.models import MediaReport
from shufang.intake.days import day_reader
from shufang.intake.desk import Desk
from shufang.intake.importer import Importer, Reader, reading
from shufang.intake.models import ImportRun
from shufang.intake.names import waiting
from shufang.intake.plan import Duplicate
from shufang.intake.questions import LEAVE_OUT, Choice, Question
from shufang.intake.reading.book import Cell
from shufang.intake.recognition.grid import Grid
from shufang.intake.recognition.headings import split
from shufang.intake.recognition.matching import Match
from shufang.intake.saying import Both, Refuse, as_typed
from shufang.intake.table import Table
from shufang.intake.values import texts

LATER = timedelta(days=31)  # a report comes out within this time after its activity

NO_ACTIVITY = Both(
    "找不到这篇报道的活动（{day} {site}）。请核对日期、书房和活动名称，或先导入活动。",
    "No activity fits this report ({day} {site}). Check day, room and title, or import the "
    "activity first.",
)
NO_REPORT = Both(
    "这一行没有写媒体、标题或链接。", "This row names no outlet, no headline and no link."
)
WHICH = Both(
    "报道“{title}”（{day} {site}）说的是哪场活动？",
    "Which activity is “{title}” ({day} {site}) about?",
)
ELSEWHERE = Both("按你的回答，这篇报道不导入。", "As you answered, this report is left out.")
_MARKS = re.compile(r"[\W_]+")


class MediaImporter(Importer):
    kind = "media"
    order = 30
    label = Both("媒体报道", "Media reports")
    columns = MEDIA
    needs = (("date",), ("site", "title"), ("outlet", "headline", "link"))
    keys = ("date", "site")
    words = ("媒体", "报道", "宣传", "新闻", "media", "press")

    @classmethod
    def weigh(cls, match: Match, grid: Grid) -> float:
        """A list of reports says nothing about who came: a ledger does."""
        words = ("签到", "人次", "成人", "儿童", "带领", "户数", "人数", "sign", "attend")
        others = [heading.text.casefold() for heading in match.left_out()]
        return -100.0 if any(word in text for text in others for word in words) else 0.0

    def __init__(self, analysis: object) -> None:
        super().__init__(analysis)  # type: ignore[arg-type]
        self.planned: list[tuple[Entry, PlannedReport]] = []
        self._taken: dict[int, list[PlannedReport]] = {}  # reports planned for known activities

    def reader(self, table: Table) -> Reader:
        ledger = self.analysis.shared(Ledger)
        finder = _Finder(table, self.analysis, ledger)

        def cell(cells: Sequence[Cell], field: str) -> Cell:
            at = table.index(field)
            return cells[at] if at is not None else None

        def read(number: int, cells: list[Cell]) -> bool:
            entry = finder.find(cells, cell)
            published = cell(cells, "published")
            day = entry.day
            if published is not None and not texts.nothing(published):
                day = finder.day(published, "published").date
            elif finder.by_publication:
                day = finder.day(cell(cells, "date"), "date").date
            headline = cell(cells, "headline")
            found = press.reports(
                cell(cells, "outlet"), headline, cell(cells, "link"), cell(cells, "level"),
                day=day, source=table.source(number),
            )  # fmt: skip
            if not found:
                raise Refuse(NO_REPORT, field="outlet")
            new = [report for report in found if self._is_new(table, number, entry, report)]
            tally = self.analysis.tally.of(table.account.file)
            tally["media_reports", ""] += len(found)
            return bool(new)

        return read

    def _is_new(self, table: Table, number: int, entry: Entry, report: PlannedReport) -> bool:
        """Plan a report unless the ledger has it; a nameless one of this run gets its name."""
        there = (
            entry.reports
            if isinstance(entry, PlannedActivity)
            else self._taken.setdefault(id(entry), [])
        )
        for other in there:
            if press.same_outlet(other.outlet, report.outlet) and _same_title(other, report.title):
                self._enrich(other, report)
                return self._repeats(table, number, entry, report, other.source)
        nameless = next((r for r in there if r.outlet == press.UNNAMED and not r.title), None)
        if nameless is not None:
            nameless.outlet = report.outlet
            self._enrich(nameless, report)
            return True
        if isinstance(entry, Known):
            for outlet, title in reports_of(entry):
                same = press.same_outlet(outlet, report.outlet)
                if same and (not title or not report.title or title == report.title):
                    return self._repeats(table, number, entry, report, entry.source)
                if outlet == press.UNNAMED and not title:
                    reports_of(entry).remove((outlet, title))
                    return self._repeats(table, number, entry, report, entry.source)
            there.append(report)
        else:
            there.append(report)
            entry.reports = there
        self.planned.append((entry, report))
        return True

    @staticmethod
    def _enrich(old: PlannedReport, new: PlannedReport) -> None:
        old.title = old.title or new.title
        old.link = old.link or new.link
        old.level = old.level or new.level

    def _repeats(
        self, table: Table, number: int, entry: Entry, report: PlannedReport, source: str
    ) -> bool:
        account = table.account
        text = f"{report.outlet} {report.title}".strip() + f" · {entry.day} {entry.title}"
        self.analysis.preview.duplicates.append(
            Duplicate(account.file, account.sheet, number, text, source)
        )
        return False

    def insert(self, run: ImportRun, told: Callable[[int], None]) -> None:
        """Only reports of activities already there: those of this run go in with theirs."""
        rows = [
            saving.report_row(report, entry.pk, run)
            for entry, report in self.planned
            if isinstance(entry, Known)
        ]
        MediaReport.objects.bulk_create(rows)
        told(len(self.planned))

    def touched(self) -> dict[str, set[date]]:
        return {"media_reports": {report.day.replace(day=1) for _, report in self.planned}}

    @classmethod
    def in_the_way(cls, run: ImportRun) -> list[Both]:
        return []  # the activities' importer looks after both

    @classmethod
    def delete(cls, run: ImportRun) -> dict[str, set[date]]:
        return {}


class _Finder:
    """Finds the activity a row of the list is about."""

    def __init__(self, table: Table, analysis: Desk, ledger: Ledger) -> None:
        self.day = day_reader(table)
        self._analysis = analysis
        self._site = analysis.books["site"].find
        self._ledger = ledger
        self._constant = table.match.constants.get("site")
        forms = split(table.heading("date"))[0]
        self.by_publication = any(word in forms for word in ("报道", "发布", "刊", "publi"))
        self._named = table.index("title") is not None and split(table.heading("title"))[0] not in {
            "标题"
        }

    def find(self, cells: Sequence[Cell], cell: Callable[[Sequence[Cell], str], Cell]) -> Entry:
        day = self.day(cell(cells, "date"), "date").date
        place = self._constant or cell(cells, "site")
        site = self._site(place, "site").name if not texts.nothing(place) else ""
        said, headline = cell(cells, "title"), cell(cells, "headline")
        title: str = reading(texts.clean, said, "title", 200)
        wanted = title or reading(texts.clean, headline, "headline", 200)
        entries = self._around(site, day)
        exact = [entry for entry in entries if _plain(entry.title) == _plain(wanted)]
        close = [entry for entry in entries if wanted and _holds(entry.title, wanted)]
        today = [entry for entry in exact if entry.day == day]  # reported on the very day
        for found in (today, exact, close):
            if len(found) == 1:
                return found[0]
        same_day = [entry for entry in entries if entry.day == day]
        if site and len(same_day) == 1 and not (self._named and title):
            return same_day[0]
        if not (exact or close or same_day) or not wanted:
            reason = NO_ACTIVITY.put(day=day, site=site)
            raise Refuse(reason, field="title" if title else "date", cell=said or as_typed(day))
        return self._ask(exact or close or same_day, wanted, day, site)

    def _around(self, site: str, day: date) -> list[Entry]:
        if not self.by_publication:
            return self._on(site, day)
        days = [day - timedelta(days=back) for back in range(LATER.days + 1)]
        return [entry for one in days for entry in self._on(site, one)]

    def _on(self, site: str, day: date) -> list[Entry]:
        return self._ledger.on(site, day) if site else self._ledger.on_day(day)

    def _ask(self, entries: list[Entry], title: str, day: date, site: str) -> Entry:
        words = {"title": title, "day": day, "site": site}
        choices = [
            Choice(str(place), Both(text, text))
            for place, entry in enumerate(entries)
            for text in [_shown(entry)]
        ]
        choices.append(Choice(LEAVE_OUT, Both("不导入这些行", "Leave these rows out")))
        question = Question(f"media:{day}:{site}:{title}"[:200], WHICH.put(**words), choices)
        choice = self._analysis.ask(question)
        if choice is None:
            reason = waiting(title, question)
            raise Refuse(reason, field="title", cell=title, question=question.id)
        if choice == LEAVE_OUT:
            raise Refuse(ELSEWHERE, field="title", cell=title)
        return entries[int(choice)]


def _shown(entry: Entry) -> str:
    at = f" {entry.start:%H:%M}" if entry.start else ""
    return f"{entry.day}{at} {entry.title}"


def _plain(title: str) -> str:
    return _MARKS.sub("", unicodedata.normalize("NFKC", title)).casefold()


def _holds(one: str, other: str) -> bool:
    a, b = _plain(one), _plain(other)
    return min(len(a), len(b)) >= 2 and (a in b or b in a)


def _same_title(report: PlannedReport, title: str) -> bool:
    return not report.title or not title or _plain(report.title) == _plain(title)
