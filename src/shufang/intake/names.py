"""Names as ledgers write them, led back to the rows they mean."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from rapidfuzz import fuzz

from shufang.intake.questions import LEAVE_OUT, NEW, Choice, Question
from shufang.intake.saying import Both, Refuse, as_typed
from shufang.shared.text import plain_name

if TYPE_CHECKING:
    from shufang.intake.desk import Desk

CLOSE = 70.0  # of 100: below this two names have nothing to do with each other
MANY = 5  # candidates shown

NOT_AMONG = Both(
    "不知道“{name}”。请改成系统里的名称，或先在系统里添加它（或它的别名）再导入。",
    "“{name}” is not known. Write the name used in the system, or add it (or this spelling as an "
    "alias) there first.",
)
WAITING = Both(
    "“{name}”还没有认定，请先回答：{question}",
    "“{name}” is not settled yet. Answer first: {question}",
)
LEFT_OUT = Both(
    "按你的回答，“{name}”的行不导入。", "As you answered, rows of “{name}” are left out."
)


_BEFORE = re.compile(r"(?:^|[市区县镇乡道年月度季的：:《（(\-—_ \d、.．]|图书馆)$")


def _stands_free(name: str, text: str) -> bool:
    """Whether a name is not the end of a longer one, as 太平书房 is of 新太平书房."""
    at = text.find(name)
    return at >= 0 and _BEFORE.search(text[:at]) is not None


def waiting(name: object, question: Question) -> Both:
    """Why a row stays out until its question is answered."""
    return Both(
        WAITING.zh.format(name=name, question=question.text.zh),
        WAITING.en.format(name=name, question=question.text.en),
    )


class NameBook:
    """One kind of name: all rows of the system and those planned in this run, with their aliases.

    `find` looks a cell up: exact, alias, plain form (`shared.text.plain_name`); a merely close
    name is a question asked once, whose answer is remembered as an alias when the run is
    committed. Raises Refuse when the name is unknown or its question open.
    """

    code: ClassVar[str]
    ask: ClassVar[Both]  # the question, with {name}
    noise: ClassVar[tuple[str, ...]] = ()  # words that make no difference: 书房, 街道

    def __init__(self, analysis: "Desk") -> None:
        self.analysis = analysis
        self._plain: dict[str, list[Any]] = {}
        self._found: dict[str, Any] = {}
        self._seen: dict[str, bool] = {}
        self._open: dict[str, Question] = {}
        self.learned: list[tuple[Any, str]] = []  # row, alias
        for row, name in self.entries():
            self.add(row, name)

    # What an app says about its own names.

    def entries(self) -> Iterable[tuple[Any, str]]:
        """Every row with each of its names."""
        raise NotImplementedError

    def create(self, name: str) -> Any:
        """A new row for a name, where a person may answer that it is a new one."""
        raise NotImplementedError

    def creatable(self) -> Both | None:
        """How the choice to make a new one is called, with {name}; None: not offered."""
        return None

    def ask_unknown(self) -> bool:
        """Whether a name without any likeness is worth a question."""
        return False

    # What importers do with them.

    def add(self, row: Any, name: str) -> None:
        rows = self._plain.setdefault(plain_name(name), [])
        if row not in rows:
            rows.append(row)
        self._found.clear()
        self._seen.clear()

    def peek(self, text: str) -> Any | None:
        """The row a name means beyond doubt."""
        rows = self._plain.get(plain_name(text), ())
        return rows[0] if len(rows) == 1 else None

    def named_in(self, text: str) -> str | None:
        """The one known name that a title holds: 太平书房 in 城南街道太平书房2024年台账."""
        plain = plain_name(text)
        found = {
            name
            for name, rows in self._plain.items()
            if len(rows) == 1 and len(name) > 2 and _stands_free(name, plain)
        }
        longest = max(found, key=len, default="")
        return longest if all(name in longest for name in found) and longest else None

    def meant_by(self, text: str) -> str | None:
        """The known name that a line is, or holds."""
        return text.strip() if self.peek(text) is not None else self.named_in(text)

    def knows(self, cell: object) -> bool:
        if not isinstance(cell, str):
            return False
        known = self._seen.get(cell)
        if known is None:
            known = self._seen[cell] = self.peek(cell) is not None
        return known

    def rows(self) -> list[Any]:
        unique: dict[int, Any] = {}
        for rows in self._plain.values():
            for row in rows:
                unique.setdefault(id(row), row)
        return list(unique.values())

    def find(self, cell: object, field: str) -> Any:
        text = cell if isinstance(cell, str) else as_typed(cell)
        found = self._found.get(text)
        if found is None:
            found = self._found[text] = self._look_up(text.strip())
        if isinstance(found, Question):
            found.rows += 1
            reason = waiting(text.strip(), found)
            raise Refuse(reason, field=field, cell=cell, question=found.id)
        if isinstance(found, Both):
            raise Refuse(found, field=field, cell=cell)
        return found

    def _look_up(self, text: str) -> Any:
        rows = self._plain.get(plain_name(text), ())
        if len(rows) == 1:
            return rows[0]
        if open_question := self._open.get(plain_name(text)):
            return open_question
        candidates = list(rows) or self.candidates(text)
        if not candidates and not self.ask_unknown():
            return NOT_AMONG.put(name=text)
        question = self._question(text, candidates)
        choice = self.analysis.ask(question)
        if choice is None:
            return self._open.setdefault(plain_name(text), question)
        if choice == LEAVE_OUT:
            return LEFT_OUT.put(name=text)
        row = self.create(text) if choice == NEW else candidates[int(choice)]
        self.learned.append((row, text))
        self._plain.setdefault(plain_name(text), []).append(row)
        return row

    def candidates(self, text: str) -> list[Any]:
        """Rows whose names are close, the closest first."""
        wanted, core = plain_name(text), self.core(text)
        best: dict[int, tuple[float, Any]] = {}
        for plain, rows in self._plain.items():
            score = fuzz.ratio(wanted, plain)
            other = self.core(plain)
            if core and other and (core in other or other in core):
                score = max(score, 90.0 + fuzz.ratio(core, other) / 10)
            for row in rows if score >= CLOSE else ():
                if score > best.get(id(row), (0.0, None))[0]:
                    best[id(row)] = (score, row)
        ranked = sorted(best.values(), key=lambda pair: -pair[0])
        return [row for _score, row in ranked[:MANY]]

    def core(self, text: str) -> str:
        """A name without the words that all of its kind share."""
        plain = plain_name(text)
        for word in self.noise:
            plain = plain.replace(word, "")
        return plain

    def _question(self, text: str, candidates: list[Any]) -> Question:
        name = "".join(text.split())
        choices = [
            Choice(str(number), Both(str(row), str(row))) for number, row in enumerate(candidates)
        ]
        new = self.creatable()
        if new is not None:
            choices.append(Choice(NEW, new.put(name=name)))
        choices.append(Choice(LEAVE_OUT, Both("不导入这些行", "Leave these rows out")))
        return Question(f"{self.code}:{name}", self.ask.put(name=name), choices)
