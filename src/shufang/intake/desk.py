"""What importers and recognition share while a set of files is looked at."""

from collections.abc import Callable
from typing import Any, TypeVar

from shufang.intake import registry
from shufang.intake.importer import Importer
from shufang.intake.models import Mapping
from shufang.intake.names import NameBook
from shufang.intake.plan import Preview, Stated, Tally
from shufang.intake.progress import Tell, nobody
from shufang.intake.questions import Answers, Question
from shufang.intake.recognition import sheets
from shufang.intake.recognition.matching import Match
from shufang.intake.summary import SummaryImporter

T = TypeVar("T")


class Desk:
    """The answers given, the questions still open, the books of names, and what is planned."""

    def __init__(
        self, *, answers: Answers | None = None, forced_kind: str = "", tell: Tell = nobody
    ) -> None:
        self.preview = Preview()
        self.tally = Tally()
        self.stated: list[Stated] = []
        self.answers = answers or Answers()
        self.forced_kind = forced_kind
        self.confirmed: dict[str, tuple[str, dict[str, str]]] = {}
        self._tell = tell
        self._ticks = self._rows = 0
        self._asked: dict[str, Question] = {}
        self._mappings = {m.shape: (m.kind, m.columns) for m in Mapping.objects.all()}
        self._shared: dict[type, Any] = {}
        self._words: frozenset[str] | None = None
        self.books: dict[str, NameBook] = {}
        for code, book in registry.books().items():
            self.books[code] = book(self)
        kinds: list[type[Importer]] = [*registry.importers(), SummaryImporter]
        self.importers = {kind.kind: kind(self) for kind in kinds}

    # For importers.

    def ask(self, question: Question) -> str | None:
        """The answer's code; without one, the question joins those shown to the user, once."""
        choice = self.answers.to(question)
        if choice is None and question.id not in self._asked:
            self._asked[question.id] = question
            self.preview.questions.append(question)
        return choice

    def shared(self, kind: Callable[["Desk"], T]) -> T:
        """The one object of this class that several importers work on together."""
        if kind not in self._shared:
            self._shared[kind] = kind(self)  # type: ignore[index]
        found: T = self._shared[kind]  # type: ignore[index]
        return found

    def tick(self) -> None:
        """One more row is planned."""
        self._ticks += 1
        if self._ticks % 1000 == 0:
            self._tell("checking", self._ticks, max(self._rows, self._ticks))

    # For recognition.

    def kinds(self) -> list[type[Importer]]:
        every = [type(importer) for importer in self.importers.values()]
        if self.forced_kind:
            return [kind for kind in every if kind.kind in {self.forced_kind, "summary"}]
        return every

    def words(self) -> frozenset[str]:
        """Every heading that some field usually has."""
        if self._words is None:
            self._words = frozenset(
                word
                for kind in self.kinds()
                for column in kind.columns
                for word in (*column.usual, *column.also)
            )
        return self._words

    def mapping(self, shape: str) -> tuple[str, dict[str, str]] | None:
        """What a person confirmed about sheets with these headings."""
        found = self.confirmed.get(shape) or self._mappings.get(shape)
        return found if found and found[0] in self.importers else None

    def confirm(self, match: Match) -> None:
        """Remember, at commit, what an answer taught about these headings."""
        columns = {match.headings[column].text: code for code, column in match.columns.items()}
        self.confirmed[sheets.shape_of(match.headings)] = (match.importer.kind, columns)
