"""Erased means erased: no name, number or nickname anywhere, and every figure as it was."""

import json
import logging
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone

from shufang.activities.actions.promoting.family_calendar import renew_family_calendar
from shufang.activities.actions.registering.register import Kid, Party, register
from shufang.activities.actions.registering.watch import watch
from shufang.activities.actions.signing_in.sign_in import sign_in
from shufang.activities.choices import Permission, Stage
from shufang.activities.models import (
    Activity,
    Attendee,
    CheckIn,
    FamilyFeed,
    Photo,
    Registration,
    Rules,
    Step,
    Strike,
    Watch,
)
from shufang.lake import ask
from shufang.outbox.actions.send import Address, send
from shufang.outbox.models import Message
from shufang.people.actions.api_tokens import make_token
from shufang.people.actions.family.erase_family import erase_family
from shufang.people.actions.family.give_consent import give_consent
from shufang.people.actions.family.invite import invite
from shufang.people.actions.family.keep_child import remove_child
from shufang.people.actions.family.request_code import request_code
from shufang.people.actions.note_family_access import note_family_access
from shufang.people.choices import Scope
from shufang.people.models import Child, Guardian, Household, IdempotencyKey, OneTimeCode, User
from shufang.places.models import Site
from shufang.shared.models import log
from shufang.shared.period import Period
from shufang.shared.roles import Role
from shufang.shared.secrets import blind
from tests.cast import family_browser, make_card, make_family
from tests.factories.at_the_door import party
from tests.factories.came import check_in
from tests.factories.planned import plan_ahead, with_places

pytestmark = pytest.mark.django_db
PHONE, OTHER_PHONE = "13855558421", "13866661111"
CANARIES = [
    "金丝雀一家",
    "金丝雀妈妈",
    "金丝雀宝",
    "金丝雀贝",
    PHONE,
    OTHER_PHONE,
    "8421",
    "花粉过敏",
]


@pytest.fixture
def family(tea_room: Site) -> Household:
    household = make_family(
        "金丝雀一家", PHONE, ("金丝雀宝", 2020, 6), ("金丝雀贝", 2020, 6), town=tea_room.town
    )
    Guardian.objects.filter(household=household).update(name="金丝雀妈妈")
    make_card(household, f"SL{PHONE}")
    return household


def kids(household: Household) -> tuple[Kid, ...]:
    return tuple(Kid.of(child) for child in household.children.all())


@pytest.fixture
def past(family: Household, tea_room: Site, operator: User) -> Activity:
    """The family was registered, came, and staff wrote about it."""
    starts = timezone.localtime() - timedelta(days=20)
    activity = plan_ahead(tea_room, starts=starts.replace(hour=10, minute=0))
    with_places(activity)
    begins = activity.starts_at or starts
    with time_machine.travel(begins - timedelta(hours=5)):
        made = register(
            activity=activity,
            party=Party(adults=1, kids=kids(family)),
            household=family,
            phone=PHONE,
            name="金丝雀妈妈",
            answers={"allergy": "花粉过敏"},
            photo=True,
        )
    with time_machine.travel(begins):
        check_in = sign_in(
            activity=activity, method="list", key="past", adults=1, children=2,
            registration=made, household=family, name="金丝雀妈妈", user=operator,
        )  # fmt: skip
    CheckIn.objects.filter(pk=check_in.pk).update(reason="金丝雀妈妈忘带手机")
    photo = Photo.objects.create(activity=activity, stored="a.jpg", permission=Permission.AGREED)
    photo.households.add(family)
    log(actor=operator, deed="activities.correct", subject=made, reason="金丝雀宝改名")
    return activity


@pytest.fixture
def ahead(family: Household, tea_room: Site) -> Activity:
    """One place, which the family has; another family waits."""
    activity = plan_ahead(tea_room)
    with_places(activity, 1)
    register(
        activity=activity, party=Party(adults=1, kids=kids(family)), household=family,
        phone=PHONE, name="金丝雀妈妈",
    )  # fmt: skip
    register(
        activity=activity, party=Party(adults=1, kids=(Kid("乐乐", 2020, 1),)),
        phone="13700001234", name="乐乐爸爸",
    )  # fmt: skip
    return activity


@pytest.fixture
def everything(
    family: Household, past: Activity, ahead: Activity, tea_room: Site, library: User
) -> Household:
    """As much about one family as the product can hold."""
    guest = plan_ahead(tea_room, title="只用手机号报的")
    with_places(guest)
    register(
        activity=guest, party=Party(adults=1, kids=(Kid("金丝雀宝", 2020, 6),)),
        phone=PHONE, name="金丝雀妈妈",
    )  # fmt: skip
    by_staff = plan_ahead(tea_room, title="别的号码报的")
    with_places(by_staff)
    register(
        activity=by_staff, party=Party(adults=1, kids=kids(family)), household=family,
        phone=OTHER_PHONE, name="金丝雀妈妈", way="staff",
    )  # fmt: skip
    watch(activity=by_staff, phone=PHONE)
    missed = Registration.objects.filter(activity=past).get()
    Strike.objects.create(
        registration=missed, household=family, phone_print=missed.phone_print,
        expires_at=timezone.now() + timedelta(days=9), appeal="金丝雀宝那天发烧",
    )  # fmt: skip
    guardian = family.guardians.get()
    give_consent(guardian=guardian, purpose="photo", given=True)
    invite(guardian=guardian)
    request_code(phone=PHONE, address="x", language="zh-hans")
    renew_family_calendar(family)
    note_family_access(library, [family], "签到名单")
    log(actor=library, deed="people.show_phone", subject=family, reason="金丝雀宝的书包落下了")
    family_browser(family).get("/family/data/")
    return family


def everything_written() -> Iterator[tuple[str, str]]:
    """Every value of every row of every table."""
    for model in apps.get_models(include_auto_created=True):
        for row in model._default_manager.values():
            for name, value in row.items():
                text = json.dumps(value, ensure_ascii=False, default=str)
                yield f"{model._meta.label}.{name} of {row.get('pk', row.get('id'))}", text
    for session in Session.objects.all():
        yield "sessions", str(session.get_decoded())


def found() -> list[str]:
    """Where a canary sings."""
    return [
        f"{place}: {canary}"
        for place, text in everything_written()
        for canary in CANARIES
        if canary in text
    ]


def test_the_canaries_sing_before(everything: Household) -> None:
    """Else the silence after would prove nothing."""
    places = {line.split(" of ")[0] for line in found()}
    assert {
        "people.Household.name", "people.Guardian.name", "people.Guardian.last_four",
        "people.Child.nickname", "activities.Registration.name", "activities.Attendee.nickname",
        "activities.Registration.answers", "activities.CheckIn.name", "activities.CheckIn.reason",
        "activities.Strike.appeal", "shared.LogEntry.reason",
    } <= places  # fmt: skip


def test_nothing_personal_is_left_in_any_table(everything: Household) -> None:
    erase_family(household=everything)
    assert found() == []


def test_no_fingerprint_of_a_number_is_left(everything: Household) -> None:
    guardian = everything.guardians.get()
    marks = [guardian.phone_print, guardian.phone_sealed, everything.code]
    marks += list(Registration.objects.values_list("token", flat=True).filter(household=everything))
    marks += list(
        Message.objects.filter(recipient__in=_recipients()).values_list("recipient", flat=True)
    )
    erase_family(household=everything)
    left = [f"{place}" for place, text in everything_written() if any(m in text for m in marks)]
    assert left == []
    assert not OneTimeCode.objects.exists()
    assert not Watch.objects.exists()


def _recipients() -> list[str]:
    return [blind(f"sms {phone}", "address") for phone in (PHONE, OTHER_PHONE)]


def test_no_message_goes_to_an_erased_family(everything: Household) -> None:
    assert Message.objects.filter(recipient__in=_recipients(), status="queued").exists()
    erase_family(household=everything)
    assert not Message.objects.filter(recipient__in=_recipients()).exists()
    queued = Message.objects.filter(status="queued")
    assert {message.address_sealed for message in queued} != {""}  # the other family's goes out
    assert all(message.address_sealed for message in queued)


def test_the_place_of_an_erased_family_goes_to_who_waits(
    everything: Household, ahead: Activity
) -> None:
    waiting = Registration.objects.get(activity=ahead, name="乐乐爸爸")
    assert waiting.stage == Stage.WAITING
    erase_family(household=everything)
    waiting.refresh_from_db()
    assert waiting.stage in (Stage.OFFERED, Stage.CONFIRMED)
    assert Rules.objects.get(activity=ahead).taken == 1


def test_figures_are_what_they_were(everything: Household, past: Activity) -> None:
    today = timezone.localdate()
    period = Period(today - timedelta(days=60), today - timedelta(days=1))
    codes = ["activities_held", "sign_ins", "attendees", "households_served", "registrations"]

    def figures() -> list[Any]:
        return [
            [(row.names, row.value, row.missing) for row in ask(code, period).rows]
            for code in codes
        ]

    before = figures()
    erase_family(household=everything)
    Activity.objects.filter(pk=past.pk).update(note="")
    assert figures() == before


def test_counts_and_the_household_s_number_stay(everything: Household, past: Activity) -> None:
    before = list(CheckIn.objects.values_list("pk", "household", "adults", "children", "grade"))
    erase_family(household=everything)
    after = list(CheckIn.objects.values_list("pk", "household", "adults", "children", "grade"))
    assert after == before
    people = Attendee.objects.filter(activity=past)
    assert list(people.values_list("birth_year", "birth_month")) == [(2020, 1), (2020, 1)]
    assert not Child.objects.filter(household=everything).exists()
    assert everything.consents.count() == 1
    assert everything.consents.get().guardian is None
    assert everything.accesses.exists()


def test_who_is_there_or_was_stays_registered(
    everything: Household, ahead: Activity, past: Activity
) -> None:
    """A place is given up only for what is to come, and not by who has come."""
    here = plan_ahead(past.site, title="今天来了")
    with_places(here)
    Activity.objects.filter(pk=here.pk).update(day=timezone.localdate())
    missed = plan_ahead(past.site, title="昨天没签到")
    with_places(missed)
    Activity.objects.filter(pk=missed.pk).update(day=timezone.localdate() - timedelta(days=1))
    for activity, stage in ((here, Stage.ATTENDED), (missed, Stage.CONFIRMED)):
        party(activity, "金丝雀妈妈", household=everything, stage=stage)
    erase_family(household=everything)
    stages = dict(Registration.objects.values_list("activity__title", "stage").filter(name=""))
    assert (stages["今天来了"], stages["昨天没签到"]) == (Stage.ATTENDED, Stage.CONFIRMED)
    assert Registration.objects.filter(activity=ahead, stage=Stage.CANCELLED).exists()


def test_messages_by_e_mail_stop_too(everything: Household) -> None:
    Guardian.objects.filter(household=everything).update(email="canary@example.org")
    subject = Registration.objects.latest("pk")
    for value in ("canary@example.org", "other@example.org"):
        send(to=Address("email", value), template="places_free", subject=subject)
    erase_family(household=everything)
    gone, kept = Message.objects.filter(channel="email").order_by("pk")
    assert (gone.status, gone.address_sealed) == ("dropped", "")
    assert gone.recipient != blind("email canary@example.org", "address")
    assert (kept.status, kept.recipient) == ("queued", blind("email other@example.org", "address"))


def test_what_a_program_was_answered_about_it_is_forgotten(
    everything: Household, library: User
) -> None:
    scopes = [Scope.REGISTRATIONS_WRITE]
    token, _secret = make_token(actor=library, name="x", role=Role.OPERATOR, scopes=scopes)
    for key, name in (("ours", "金丝雀妈妈"), ("another", "乐乐爸爸")):
        IdempotencyKey.objects.create(
            token=token, route="r", key=key, body_hash="", status=201, answer={"name": name}
        )
    erase_family(household=everything)
    kept = dict(IdempotencyKey.objects.values_list("key", "answer"))
    assert kept == {"ours": {}, "another": {"name": "乐乐爸爸"}}


def test_a_child_that_is_taken_off_the_page_is_named_nowhere_and_still_counted(
    everything: Household, past: Activity
) -> None:
    gone = everything.children.get(nickname="金丝雀宝")
    remove_child(child=gone)
    gone.refresh_from_db()
    assert (gone.nickname, gone.removed_at is not None) == ("", True)
    people = Attendee.objects.filter(activity=past).order_by("child")
    assert sorted(who.nickname for who in people) == ["", "金丝雀贝"]
    assert [who.birth_year for who in people] == [2020, 2020]
    assert not any("金丝雀宝" in c.nickname for c in everything.children.filter(removed_at=None))


def test_pictures_are_no_longer_tied_to_it_nor_used(everything: Household) -> None:
    erase_family(household=everything)
    photo = Photo.objects.get()
    assert list(photo.households.all()) == []
    assert photo.permission == Permission.REFUSED


def test_logs_media_and_the_lake_hold_nothing(
    everything: Household, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    today = timezone.localdate()
    with caplog.at_level(logging.DEBUG, logger="shufang"):
        ask("sign_ins", Period(today - timedelta(days=60), today))
        erase_family(household=everything)
        ask("sign_ins", Period(today - timedelta(days=60), today))
    written = caplog.text + "".join(capsys.readouterr())
    for path in settings.SHUFANG_HOME.rglob("*"):
        if path.is_file() and "sqlite3" not in path.name:
            written += path.read_bytes().decode("utf-8", "ignore")
    assert [c for c in CANARIES if len(c) > 4 and c in written] == []


def test_another_family_of_the_same_name_keeps_everything(everything: Household) -> None:
    other = make_family("金丝雀一家", "13900009999", ("金丝雀宝", 2020, 6))
    erase_family(household=everything)
    other.refresh_from_db()
    assert other.name == "金丝雀一家"
    assert [c.nickname for c in other.children.all()] == ["金丝雀宝"]


def test_a_family_beside_it_keeps_every_word(
    everything: Household, past: Activity, tea_room: Site, library: User
) -> None:
    """At the same activities, on the same pictures, with words of its own everywhere."""
    phone = "13911119753"
    other = make_family("白鹭一家", phone, ("白鹭宝", 2019, 7), town=tea_room.town)
    guardian = other.guardians.get()
    make_card(other, f"SL{phone}")
    made = party(
        past, "白鹭妈妈", household=other, phone=phone, stage=Stage.ATTENDED,
        answers={"allergy": "白鹭海鲜过敏"}, photo=True,
    )  # fmt: skip
    guest = party(past, "白鹭外婆", phone="13911118642", answers={"allergy": "白鹭没有"})
    child = other.children.get()
    Attendee.objects.create(
        registration=made, activity=past, child=child, nickname="白鹭宝", birth_year=2019,
        birth_month=7,
    )  # fmt: skip
    came = check_in(past, registration=made, household=other, name="白鹭妈妈")
    CheckIn.objects.filter(pk=came.pk).update(reason="白鹭妈妈补的", void_reason="白鹭妈妈")
    Step.objects.create(registration=made, before="", after="", actor="白鹭妈妈", reason="白鹭宝")
    Strike.objects.create(
        registration=made, household=other, phone_print=made.phone_print, appeal="白鹭宝发烧",
        answer="白鹭宝多休息", expires_at=timezone.now() + timedelta(days=9),
    )  # fmt: skip
    photo = Photo.objects.get()
    photo.households.add(other)
    give_consent(guardian=guardian, purpose="photo", given=True)
    watch(activity=Activity.objects.select_related("rules").get(title="别的号码报的"), phone=phone)
    invite(guardian=guardian)
    request_code(phone=phone, address="x", language="zh-hans")
    renew_family_calendar(other)
    note_family_access(library, [other], "签到名单")
    for row in (other, made, guest, came, child):
        log(
            actor=library, deed="people.show_phone", subject=row, reason="白鹭宝的书包",
            detail={"name": ["", "白鹭宝"]},
        )  # fmt: skip
    alone = Photo.objects.create(activity=past, stored="b.jpg", permission=Permission.AGREED)
    alone.households.add(other)

    def kept() -> list[Any]:
        marks = ["白鹭", "9753", "8642", guardian.phone_print, made.phone_print, guest.phone_print]
        rows = [line for line in everything_written() if any(mark in line[1] for mark in marks)]
        counts = (other.invitations.count(), other.cards.count(), other.consents.count())
        feeds = FamilyFeed.objects.filter(household=other).count()
        ages = list(Attendee.objects.filter(registration=made).values_list("birth_month", "child"))
        return [rows, counts, feeds, ages]

    before = kept()
    assert len(before[0]) > 25
    erase_family(household=everything)
    assert kept() == before
    assert list(photo.households.all()) == [other]
    assert Photo.objects.get(pk=alone.pk).permission == Permission.AGREED


def test_half_an_erasure_is_none(everything: Household, monkeypatch: pytest.MonkeyPatch) -> None:
    """What fails at the end takes everything back."""

    def fail(**_values: Any) -> None:
        raise RuntimeError

    before = found()
    monkeypatch.setattr("shufang.people.actions.family.erase_family.log", fail)
    with pytest.raises(RuntimeError):
        erase_family(household=everything)
    assert found() == before


def test_the_link_sent_before_opens_nothing(everything: Household, past: Activity) -> None:
    token = Registration.objects.get(activity=past).link_token
    client = family_browser(make_family("陈家", "13900007733"))
    assert client.get(f"/join/{token}/").status_code == 200
    erase_family(household=everything)
    assert client.get(f"/join/{token}/").status_code == 404


def test_the_page_asks_twice_and_signs_out(everything: Household) -> None:
    client = family_browser(everything)
    client.post("/family/erase/", {})
    assert found()
    client.post("/family/erase/", {"sure": "on"})
    assert found() == []
    assert client.get("/family/data/").status_code == 302


def test_the_number_can_start_anew(everything: Household) -> None:
    erase_family(household=everything)
    make_family("新的一家", PHONE)
    assert Guardian.objects.count() == 1
