"""Ledgers of activities: one activity a row."""

import re
from collections.abc import Callable, Sequence
from datetime import date

from shufang.activities.choices import State
from shufang.activities.importers import saving
from shufang.activities.importers.columns import ACTIVITY
from shufang.activities.importers.ledger import Known, Ledger, PlannedActivity
from shufang.activities.importers.row import RowReader
from shufang.activities.models import Activity, MediaReport, StatedCount
from shufang.intake.importer import Importer, Reader
from shufang.intake.models import ImportRun
from shufang.intake.names import waiting
from shufang.intake.plan import Duplicate, SheetAccount, Stated
from shufang.intake.questions import LEAVE_OUT, Choice, Question
from shufang.intake.reading.book import Cell
from shufang.intake.recognition.grid import Grid
from shufang.intake.recognition.matching import Match
from shufang.intake.recognition.sheets import title_lines
from shufang.intake.saying import Both, Refuse, as_typed
from shufang.intake.summary import whole
from shufang.intake.table import Table
from shufang.intake.undoing import dependents
from shufang.shared.text import plain_name

PLAN = Both(
    "工作表“{sheet}”（{file}）像是活动计划，没有签到和人数。这些活动都已举办了吗？",
    "Sheet “{sheet}” ({file}) seems to be a plan, without sign-ins or attendees. Were these "
    "activities held?",
)
ONLY_PLANNED = Both(
    "按你的回答，这是计划，不导入。", "As you answered, this is a plan and left out."
)
_PLAN = re.compile(r"计划|预告|排期|安排|\bplan", re.IGNORECASE)
_SO_MANY = re.compile(r"(\d+)\s*场")
_PART = re.compile(r"小计|subtotal", re.IGNORECASE)
FIGURES = ("activities", "sign_ins", "attendees", "media_reports")


class ActivitiesImporter(Importer):
    kind = "activities"
    order = 20
    label = Both("活动台账", "Activities")
    columns = ACTIVITY
    needs = (("date",), ("site",), ("category",))
    keys = ("date", "site")
    words = ("台账", "活动", "activities", "events")
    wordy = ("title",)

    @classmethod
    def weigh(cls, match: Match, grid: Grid) -> float:
        """Without a word about who led or came, a list with headlines or links is about media."""
        about = {"sign_ins", "adults", "children", "attendees", "leader", "helpers"}
        if not about & set(match.columns) and {"headline", "link", "level"} & set(match.columns):
            return -8.0
        return 0.0

    @classmethod
    def doubts(cls, match: Match, numeric: Sequence[int]) -> list[str]:
        """Figures nobody can name, and no sign-ins or attendees: which are they?"""
        named = {"sign_ins", "attendees", "adults", "children"} & set(match.columns)
        return ["sign_ins"] if numeric and not named else []

    def __init__(self, analysis: object) -> None:
        super().__init__(analysis)  # type: ignore[arg-type]
        self.planned: list[PlannedActivity] = []
        self._sums: dict[tuple[str, str, str], list[int]] = {}
        self._block = [0, 0, 0, 0]
        self._whole = [0, 0, 0, 0]
        self._sheet: SheetAccount | None = None
        self._again: set[tuple[str, int]] = set()  # found again in a file, and counted there once

    def reader(self, table: Table) -> Reader:
        self._sums, self._block = {}, [0, 0, 0, 0]
        if self._sheet is not table.account:  # and not one more table of the same sheet
            self._sheet, self._whole = table.account, [0, 0, 0, 0]
        table.on_total = lambda number, cells: self._compare(table, number, cells)
        ledger = self.analysis.shared(Ledger)
        read = RowReader(table, self.analysis.books).read
        titles: dict[str, str] = {}
        plans = self._if_only_plans(table)
        again, wanted = self._again, self.analysis.answers.wants_twice
        find, add, planned, count = ledger.find, ledger.add, self.planned, self._count

        def plan(number: int, cells: list[Cell]) -> bool:
            if plans is not None:
                raise Refuse(plans.reason, question=plans.question)
            activity = read(number, cells)
            plain = titles.get(activity.title)
            if plain is None:
                plain = titles[activity.title] = plain_name(activity.title)
            key = (activity.site.name, activity.day, activity.start, plain)
            known = find(key)
            if known is not None:
                self._note_duplicate(table, number, activity, known)
                account = table.account
                if not wanted(account.file, account.sheet, number):
                    elsewhere = isinstance(known, Known) or known.file != activity.file
                    if elsewhere and (activity.file, id(known)) not in again:
                        again.add((activity.file, id(known)))
                        count(activity)
                    return False
            add(key, activity)
            planned.append(activity)
            count(activity)
            return True

        return plan

    def _if_only_plans(self, table: Table) -> Refuse | None:
        """What nobody has come to yet may be next month's plan: somebody has to say it was held."""
        lines = (table.grid.sheet, *title_lines(table.grid, table.match.top), table.grid.file)
        told = {"sign_ins", "adults", "children", "attendees", "state"} & set(table.match.columns)
        if told or not any(_PLAN.search(line) for line in lines):
            return None
        account = table.account
        question = Question(
            f"plan:{account.file}:{account.sheet}",
            PLAN.put(sheet=account.sheet, file=account.file),
            [
                Choice("yes", Both("都已举办，导入", "All were held; import them")),
                Choice(LEAVE_OUT, Both("是计划，不导入", "A plan; leave it out")),
            ],
            kind="sheet",
        )
        choice = self.analysis.ask(question)
        if choice is None:
            return Refuse(waiting(account.sheet, question), question=question.id)
        return None if choice == "yes" else Refuse(ONLY_PLANNED)

    def _count(self, activity: PlannedActivity) -> None:
        if activity.state == State.CANCELLED:
            return
        key = (activity.category.name, activity.site.name, activity.day.isoformat()[:7])
        figures = (1, activity.sign_ins or 0, activity.attendees or 0, len(activity.reports))
        sums = self._sums.get(key)
        if sums is None:
            sums = self._sums[key] = [0, 0, 0, 0]
        for place, figure in enumerate(figures):
            sums[place] += figure
            self._block[place] += figure
            self._whole[place] += figure

    def _compare(self, table: Table, number: int, cells: Sequence[Cell]) -> None:
        """A subtotal is about its block or about all so far; it is taken to say what fits."""
        stated: dict[str, int | None] = {
            "sign_ins": _at(table, cells, "sign_ins"),
            "attendees": _at(table, cells, "attendees"),
        }
        texts = " ".join(cell for cell in cells if isinstance(cell, str))
        if said := _SO_MANY.search(texts):
            stated["activities"] = int(said[1])
        part = bool(_PART.search(texts))
        fits = [
            sum(
                amount == sums[FIGURES.index(what)]
                for what, amount in stated.items()
                if amount is not None
            )
            for sums in (self._block, self._whole)
        ]
        sums = self._block if fits[0] > fits[1] or (fits[0] == fits[1] and part) else self._whole
        for what, amount in stated.items():
            if amount is not None:
                account, found = table.account, sums[FIGURES.index(what)]
                self.analysis.stated.append(
                    Stated(account.file, account.sheet, number, what, "", amount, found)
                )
        self._block = [0, 0, 0, 0]

    def done(self, table: Table) -> None:
        tally = self.analysis.tally.of(table.account.file)
        tally["activities", ""] += 0
        for of, sums in self._sums.items():
            for name in ("", *of):
                for what, figure in zip(FIGURES, sums, strict=True):
                    tally[what, name] += figure

    def _note_duplicate(
        self, table: Table, number: int, activity: PlannedActivity, known: PlannedActivity | Known
    ) -> None:
        counts = known.counts if isinstance(known, Known) else (known.sign_ins, known.attendees)
        mine = (activity.sign_ins, activity.attendees)
        labels = (Both("签到数", "sign-ins"), Both("参与人次", "attendees"))
        differences = [
            (label, as_typed(a), as_typed(b))
            for label, a, b in zip(labels, mine, counts, strict=True)
            if a != b
        ]
        account = table.account
        when = f"{activity.day:%Y-%m-%d}" + (f" {activity.start:%H:%M}" if activity.start else "")
        self.analysis.preview.duplicates.append(
            Duplicate(
                account.file, account.sheet, number,
                f"{when} {activity.site} {activity.title}", known.source, differences,
            )
        )  # fmt: skip

    def insert(self, run: ImportRun, told: Callable[[int], None]) -> None:
        saving.insert_activities(self.planned, run, told)
        book = self.analysis.books["category"]
        saving.insert_aliases(book.learned, run)

    def touched(self) -> dict[str, set[date]]:
        months = {planned.day.replace(day=1) for planned in self.planned}
        return {
            "attendance": months,
            "media_reports": {r.day.replace(day=1) for p in self.planned for r in p.reports},
        }

    @classmethod
    def in_the_way(cls, run: ImportRun) -> list[Both]:
        return dependents(Activity, run, owned=(StatedCount,)) + dependents(MediaReport, run)

    @classmethod
    def delete(cls, run: ImportRun) -> dict[str, set[date]]:
        return saving.delete(run)


def _at(table: Table, cells: Sequence[Cell], field: str) -> int | None:
    at = table.index(field)
    return whole(cells[at]) if at is not None else None
