"""What a family, a guest or a member of staff sends when they register: clean values, no writes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from shufang.activities.models import Activity, Attendee, Rules
from shufang.activities.queries.registering.party import Kid, Party
from shufang.people.births import read_month
from shufang.people.models import Child
from shufang.people.phones import clean_phone
from shufang.shared.text import plain_name, typed

LONGEST_ANSWER, LONGEST_KEY = 300, 64
OLDEST = 18  # who is older comes as an adult


@dataclass
class Wish:
    """A registration as typed: what the action takes, what was wrong, and what the page shows
    again."""

    party: Party = field(default_factory=Party)
    phone: str = ""
    name: str = ""
    answers: dict[str, str] = field(default_factory=dict)
    photo: bool | None = None
    key: str = ""
    errors: dict[str, str] = field(default_factory=dict)
    new: tuple[Kid, ...] = ()  # children of a family that it has not told us of before


@dataclass(frozen=True)
class Question:
    """One of the activity's own questions, for the page."""

    code: str
    text: str
    kind: str  # "text", "choice", "yes_no"
    choices: Sequence[str]
    needed: bool


def questions(rules: Rules) -> list[Question]:
    found: list[Question] = []
    for row in rules.questions:
        if not isinstance(row, dict) or not row.get("text"):
            continue
        choices = row.get("choices") or []
        if isinstance(choices, str):
            choices = [part.strip() for part in choices.replace(",", "、").split("、")]
        found.append(
            Question(
                str(row.get("code", f"q{len(found) + 1}")),
                str(row["text"]),
                str(row.get("kind", "text")),
                [str(choice) for choice in choices if str(choice)],
                bool(row.get("needed")),
            )
        )
    return found


def asked(question: Question, said: str) -> str:
    """The answer, if it is one to this question; else nothing."""
    answer = typed(said, LONGEST_ANSWER)
    if question.kind == "choice" and answer not in question.choices:
        return ""
    return "" if question.kind == "yes_no" and answer not in ("yes", "no") else answer


def likely_born(year: int, month: int) -> bool:
    """Whether a child may have been born then."""
    today = timezone.localdate()
    return year >= today.year - OLDEST and (year, month) <= (today.year, today.month)


def wish_of_family(data: QueryDict, activity: Activity, children: Mapping[int, Child]) -> Wish:
    """What a signed-in family sends: ticked children of its own, new ones, and how many
    grown-ups."""
    chosen = [children[pk] for pk in numbers(data.getlist("child")) if pk in children]
    wish = Wish()
    wish.new = _typed_kids(data, activity.rules.children_most * 2, wish.errors)
    wish.party = _party(data, tuple(Kid.of(child) for child in chosen))
    _rest(wish, data, activity)
    return wish


def wish_of_guest(data: QueryDict, activity: Activity) -> Wish:
    """What somebody without an account sends: a phone number, a name, and typed children."""
    wish = Wish()
    wish.name = typed(data.get("name", ""), 40)
    if not plain_name(wish.name):
        wish.errors["name"] = _("请写怎么称呼你，例如“米妈”。")
    try:
        wish.phone = clean_phone(data.get("phone", ""))
    except ValidationError as refusal:
        wish.errors["phone"] = " ".join(refusal.messages)
    kids = _typed_kids(data, activity.rules.children_most * 2, wish.errors)
    wish.party = _party(data, kids)
    _rest(wish, data, activity)
    return wish


def _party(data: QueryDict, kids: tuple[Kid, ...]) -> Party:
    adults = numbers([data.get("adults", "0")])
    return Party(
        adults=adults[0] if adults else 0,
        kids=kids,
        beside=frozenset(numbers(data.getlist("beside"))),
        whole=data.get("whole") == "1",
    )


def _rest(wish: Wish, data: QueryDict, activity: Activity) -> None:
    wish.key = data.get("key", "")[:LONGEST_KEY]
    wish.photo = data.get("photo") == "1"
    for question in questions(activity.rules):
        if answer := asked(question, data.get(f"q-{question.code}", "")):
            wish.answers[question.code] = answer
        elif question.needed:
            wish.errors[f"q-{question.code}"] = _("请回答：%(question)s") % {
                "question": question.text
            }


def _typed_kids(data: QueryDict, most: int, errors: dict[str, str]) -> tuple[Kid, ...]:
    kids = []
    for row in range(most):
        nickname = typed(data.get(f"nickname-{row}", ""), 20)
        born = data.get(f"born-{row}", "").strip()
        if not (plain_name(nickname) or born):
            continue
        if not plain_name(nickname):
            errors[f"nickname-{row}"] = _("请写一个小名，在家怎么叫就怎么写。")
            continue
        try:
            year, month = read_month(born)
        except ValidationError:
            errors[f"born-{row}"] = _("请写%(child)s的出生年月，例如 2019-06。") % {
                "child": nickname
            }
            continue
        if not likely_born(year, month):
            errors[f"born-{row}"] = _("请再看一下%(child)s的出生年月。") % {"child": nickname}
        else:
            kids.append(Kid(nickname, year, month))
    return tuple(kids)


def typed_answers(
    rules: Rules, values: Mapping[str, str], errors: Mapping[str, str]
) -> list[dict[str, Any]]:
    """The activity's own questions on the page, with what was typed and what is wrong with it."""
    found = []
    for question in questions(rules):
        name = f"q-{question.code}"
        found.append(
            {
                "q": question,
                "name": name,
                "value": values.get(name, ""),
                "error": errors.get(name, ""),
            }
        )
    return found


def typed_rows(
    values: Mapping[str, str], errors: Mapping[str, str], count: int
) -> list[dict[str, Any]]:
    """The rows for children on the page, with what was typed and what is wrong with it."""
    return [
        {
            "n": n,
            "nickname": values.get(f"nickname-{n}", ""),
            "born": values.get(f"born-{n}", ""),
            "error": errors.get(f"nickname-{n}", "") or errors.get(f"born-{n}", ""),
        }
        for n in range(count)
    ]


def numbers(texts: Sequence[Any]) -> list[int]:
    """Those that are plain small numbers; whatever else a stranger sends is not there."""
    return [
        int(text)
        for text in texts
        if isinstance(text, str) and text.isascii() and text.isdigit() and len(text) < 10
    ]


def wish_of_change(data: QueryDict, children: Sequence[Child], people: Sequence[Attendee]) -> Party:
    """Who comes instead: a family ticks its children, a guest keeps some of those it typed."""
    chosen = set(numbers(data.getlist("child")))
    kept = set(numbers(data.getlist("keep")))
    kids = [Kid.of(child) for child in children if child.pk in chosen]
    kids += [
        Kid(who.nickname, who.birth_year, who.birth_month)
        for who in people
        if who.pk in kept and who.child_id is None and who.birth_year and who.birth_month
    ]
    return _party(data, tuple(kids))
