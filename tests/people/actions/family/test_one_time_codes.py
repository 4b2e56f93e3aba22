"""One-time codes: sent, limited, used once, and written down nowhere."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.serializers import serialize
from django.db import connection

from shufang.outbox.models import Message
from shufang.outbox.templates import template
from shufang.people.actions.family.check_code import check_code
from shufang.people.actions.family.limits import TooOftenError
from shufang.people.actions.family.request_code import FROM_ONE_ADDRESS, request_code
from shufang.people.actions.family.tidy import tidy
from shufang.people.models import Attempt, OneTimeCode
from shufang.people.one_time_codes import TRIES, code_of

pytestmark = pytest.mark.django_db
PHONE, OTHER = "13800004821", "13900007733"
NOON = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> Any:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def asked(phone: str = PHONE, address: str = "here") -> str:
    """The code that was sent."""
    row = request_code(phone=phone, address=address, language="zh-hans")
    return code_of(row.phone_print, row.made_at)


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06}"


def test_the_right_code_opens_once(clock: Any) -> None:
    code = asked()
    assert len(code) == 6
    assert code.isdigit()
    check_code(phone=PHONE, typed=f" {code[:3]} {code[3:]} ")
    with pytest.raises(ValidationError):
        check_code(phone=PHONE, typed=code)


def test_a_code_is_for_one_phone(clock: Any) -> None:
    code = asked()
    asked(OTHER)
    with pytest.raises(ValidationError):
        check_code(phone=OTHER, typed=code)
    with pytest.raises(ValidationError):
        check_code(phone="13700000000", typed=code)


@pytest.mark.parametrize(("seconds", "fine"), [(299, True), (301, False)])
def test_it_lasts_five_minutes(clock: Any, seconds: int, fine: bool) -> None:
    code = asked()
    clock.shift(seconds)
    if fine:
        check_code(phone=PHONE, typed=code)
    else:
        with pytest.raises(ValidationError) as refused:
            check_code(phone=PHONE, typed=code)
        assert refused.value.code == "expired"


def test_five_wrong_tries_end_it(clock: Any) -> None:
    code = asked()
    for _ in range(TRIES):
        with pytest.raises(ValidationError) as refused:
            check_code(phone=PHONE, typed=wrong(code))
        assert refused.value.code == "wrong"
    with pytest.raises(ValidationError) as refused:
        check_code(phone=PHONE, typed=code)
    assert refused.value.code == "tries"


def test_the_latest_counts(clock: Any) -> None:
    first = asked()
    clock.shift(61)
    second = asked()
    if first != second:
        with pytest.raises(ValidationError):
            check_code(phone=PHONE, typed=first)
    check_code(phone=PHONE, typed=second)


def test_one_a_minute_and_five_an_hour(clock: Any) -> None:
    asked()
    with pytest.raises(TooOftenError) as refused:
        asked()
    assert "60 秒" in refused.value.messages[0]
    for _ in range(4):
        clock.shift(61)
        asked()
    clock.shift(61)
    with pytest.raises(TooOftenError):
        asked()
    asked(OTHER)  # somebody else is not held up
    clock.shift(3600)
    asked()


def test_a_refused_request_sends_nothing(clock: Any) -> None:
    asked()
    with pytest.raises(TooOftenError):
        asked()
    assert OneTimeCode.objects.count() == Message.objects.count() == 1


def test_one_address_asks_for_so_many(clock: Any) -> None:
    for number in range(FROM_ONE_ADDRESS):
        asked(f"138{number:08}", "one address")
    with pytest.raises(TooOftenError):
        asked(OTHER, "one address")
    asked(OTHER, "another address")


def test_the_message_says_the_code_and_the_database_does_not(clock: Any) -> None:
    code = asked()
    message = Message.objects.get()
    made = template("one_time_code")
    assert made is not None
    text = made.text(message)
    assert text is not None
    assert code in text.body
    for model in (Message, OneTimeCode, Attempt):
        assert code not in serialize("json", model.objects.all())
        assert PHONE not in serialize("json", model.objects.all())


def test_a_message_out_of_date_is_not_sent(clock: Any) -> None:
    made = template("one_time_code")
    assert made is not None
    code = asked()
    first = Message.objects.get()
    clock.shift(61)
    asked()
    assert made.text(first) is None  # a newer one is on its way
    latest = Message.objects.exclude(pk=first.pk).get()
    clock.shift(301)
    assert made.text(latest) is None
    assert code


def test_what_is_over_is_forgotten_after_a_day(clock: Any) -> None:
    asked()
    clock.shift(timedelta(hours=23))
    tidy()
    assert OneTimeCode.objects.exists()
    clock.shift(timedelta(hours=2))
    tidy()
    assert not OneTimeCode.objects.exists()
    assert not Attempt.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_many_guesses_at_once_get_no_more_tries() -> None:
    code = asked()

    def guess(_number: int) -> str:
        try:
            check_code(phone=PHONE, typed=wrong(code))
        except ValidationError as refused:
            return str(refused.code)
        finally:
            connection.close()
        return "in"

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(guess, range(24)))
    assert answers.count("wrong") == TRIES
    assert answers.count("tries") == 24 - TRIES


@pytest.mark.django_db(transaction=True)
def test_many_requests_at_once_send_one_message() -> None:
    def ask(_number: int) -> bool:
        try:
            asked()
        except TooOftenError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(6) as pool:
        sent = list(pool.map(ask, range(12)))
    assert sent.count(True) == 1
    assert Message.objects.count() == 1


def test_the_app_has_no_other_place_for_codes() -> None:
    fields = {f.name for f in apps.get_model("people", "OneTimeCode")._meta.get_fields()}
    assert fields == {"id", "phone_print", "code_hash", "made_at", "tries", "used_at"}
