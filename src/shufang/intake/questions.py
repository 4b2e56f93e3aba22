"""What only a person can decide, asked once, and the answers already given."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from shufang.intake.saying import Both

LEAVE_OUT = "-"  # the choice to leave the rows, or the sheet, out
NEW = "+"  # the choice to make a new room or town of a name


@dataclass(frozen=True, slots=True)
class Choice:
    """One possible answer; `code` is what the importer gets."""

    code: str
    label: Both


@dataclass(slots=True)
class Question:
    """Asked once for all rows that wait for it."""

    id: str
    text: Both
    choices: list[Choice]
    rows: int = 0
    kind: str = "name"  # what the answer teaches: a name, a column, a year, a sheet

    @property
    def only_new(self) -> bool:
        """Whether nothing like it is known: the name is new, or the rows stay out."""
        return {choice.code for choice in self.choices} == {NEW, LEAVE_OUT}

    def read(self, answer: str) -> str | None:
        """The code of the choice that an answer names, in either language."""
        plain = _plain(answer)
        for choice in self.choices:
            if plain in {_plain(choice.code), _plain(choice.label.zh), _plain(choice.label.en)}:
                return choice.code
        return None


@dataclass(slots=True)
class Answers:
    """Answers by the question's id or by its text in either language."""

    given: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, given: Mapping[str, str]) -> "Answers":
        return cls({_plain(key): value for key, value in given.items()})

    def to(self, question: Question) -> str | None:
        """The code of the chosen answer; nothing when it is missing or not among the choices."""
        for key in (question.id, question.text.zh, question.text.en):
            answer = self.given.get(_plain(key))
            if answer is not None:
                return question.read(answer)
        return None

    def wants_twice(self, file: str, sheet: str, row: int) -> bool:
        """Whether somebody looked at a duplicate and wants it imported all the same."""
        return self.given.get(_plain(twice(file, sheet, row))) == "yes"


def twice(file: str, sheet: str, row: int) -> str:
    """Under which key it is answered whether a duplicate is imported as well."""
    return f"twice:{file}:{sheet}:{row}"


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()
