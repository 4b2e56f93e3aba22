"""What families and guests send is read with care: whatever else stands in a form is not there."""

from typing import Any

import pytest
from django.http import QueryDict
from django.utils import timezone

from shufang.activities.forms.registering import (
    OLDEST,
    numbers,
    questions,
    wish_of_family,
    wish_of_guest,
)
from shufang.activities.models import Activity, Rules
from shufang.activities.queries.registering.party import Kid
from shufang.people.models import Household
from shufang.places.models import Site
from tests.factories.planned import plan_ahead, with_places

pytestmark = pytest.mark.django_db
ASKED = [
    {"code": "food", "text": "忌口", "kind": "text", "needed": True},
    {"code": "seat", "text": "坐哪里", "kind": "choice", "choices": "前排、后排"},
    {"code": "first", "text": "第一次来吗", "kind": "yes_no"},
]


@pytest.fixture
def activity(tea_room: Site) -> Activity:
    found = plan_ahead(tea_room)
    with_places(found, 5)
    return found


def sent(**values: Any) -> QueryDict:
    data = QueryDict(mutable=True)
    said = {"name": "米妈", "phone": "13800000001", "adults": "1", **values}
    for name, value in said.items():
        data.setlist(name.replace("_", "-"), value if isinstance(value, list) else [value])
    return data


def test_a_guest_says_who_they_are(activity: Activity) -> None:
    wish = wish_of_guest(sent(nickname_0=" 阿米 ", born_0="2020-06"), activity)
    assert (wish.errors, wish.name, wish.phone) == ({}, "米妈", "13800000001")
    assert wish.party.kids == (Kid("阿米", 2020, 6),)
    for name in ("", "  ", "\u200b"):
        assert set(wish_of_guest(sent(name=name), activity).errors) == {"name"}
    for phone in ("", "12345", "1380000000x"):
        assert set(wish_of_guest(sent(phone=phone), activity).errors) == {"phone"}


def test_a_row_for_a_child_is_whole_or_empty(activity: Activity) -> None:
    rows = sent(born_0="2020-06", nickname_1="阿豆", nickname_2="阿米", born_2="2020-06")
    wish = wish_of_guest(rows, activity)
    assert set(wish.errors) == {"nickname-0", "born-1"}
    assert wish.party.kids == (Kid("阿米", 2020, 6),)


def test_when_a_child_may_have_been_born(activity: Activity) -> None:
    today = timezone.localdate()
    oldest = today.year - OLDEST
    for born in (f"{oldest}-01", f"{today:%Y-%m}"):
        assert not wish_of_guest(sent(nickname_0="阿米", born_0=born), activity).errors, born
    wrong = [f"{oldest - 1}-12", f"{today.year + 1}-01"]
    wrong += [f"{today.year}-12"] if today.month < 12 else []
    for born in wrong:
        wish = wish_of_guest(sent(nickname_0="阿米", born_0=born), activity)
        assert (set(wish.errors), wish.party.kids) == ({"born-0"}, ()), born


def test_answers_are_answers_to_what_was_asked(activity: Activity) -> None:
    Rules.objects.update(questions=ASKED)
    activity.refresh_from_db()
    said = sent(q_food="花生", q_seat="前排", q_first="yes", q_other="没有问")
    assert wish_of_guest(said, activity).answers == {"food": "花生", "seat": "前排", "first": "yes"}
    made_up = sent(q_food="花生", q_seat="台上", q_first="maybe")
    assert wish_of_guest(made_up, activity).answers == {"food": "花生"}
    unsaid = wish_of_guest(sent(q_food="  "), activity)
    assert (unsaid.answers, set(unsaid.errors)) == ({}, {"q-food"})


def test_rows_that_are_no_questions_are_none() -> None:
    rules = Rules(questions=["忌口", {}, {"text": ""}, {"text": "坐哪里", "choices": ["前排", ""]}])
    (question,) = questions(rules)
    assert (question.text, list(question.choices), question.needed) == ("坐哪里", ["前排"], False)


def test_a_family_ticks_children_of_its_own(
    activity: Activity, zhang_family: Household, chen_family: Household
) -> None:
    own = {child.pk: child for child in zhang_family.children.all()}
    other = chen_family.children.get()
    first = min(own)
    wish = wish_of_family(sent(child=[str(first), str(other.pk), "x", "-1"]), activity, own)
    assert [kid.child for kid in wish.party.kids] == [own[first]]


@pytest.mark.parametrize("text", ["-1", "1.5", "１", "", "1" * 10, None, "x"])
def test_numbers_are_plain_and_small(text: Any) -> None:
    assert numbers([text, "7"]) == [7]
