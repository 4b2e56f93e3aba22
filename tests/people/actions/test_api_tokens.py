"""Programs are let in for what their role may do, and shut out at once."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from shufang.people.actions.api_tokens import forget_requests, make_token, note_use, revoke_token
from shufang.people.choices import Scope
from shufang.people.models import ApiToken, IdempotencyKey, User
from shufang.people.queries.api_tokens import MAY, has_scope, token_of
from shufang.places.models import Site
from shufang.shared.models import LogEntry
from shufang.shared.roles import Role
from shufang.shared.secrets import fingerprint

pytestmark = pytest.mark.django_db


def test_the_secret_stands_nowhere(library: User) -> None:
    token, secret = make_token(
        actor=library, name="市民卡", role=Role.OPERATOR, scopes=[Scope.MEASURES]
    )
    assert token_of(secret) == token
    assert token.fingerprint == fingerprint(secret)
    assert secret not in str(ApiToken.objects.values())
    assert secret not in str(LogEntry.objects.values())
    assert token_of(token.fingerprint) is None  # whoever reads the database can't use it


@pytest.mark.parametrize("role", list(Role))
def test_no_program_gets_more_than_its_role_may(library: User, tea_room: Site, role: Role) -> None:
    for scope in Scope:
        if scope in MAY[role]:
            token, _secret = make_token(
                actor=library, name="x", role=role, scopes=[scope], site=tea_room
            )
            assert [each for each in Scope if has_scope(token, each)] == [scope]
        else:
            with pytest.raises(ValidationError):
                make_token(actor=library, name="x", role=role, scopes=[scope], site=tea_room)


def test_a_role_that_lost_a_scope_loses_it_for_its_tokens(library: User) -> None:
    token, _secret = make_token(
        actor=library, name="x", role=Role.OPERATOR, scopes=[Scope.CHECK_INS]
    )
    token.role = Role.AUDITOR
    assert not has_scope(token, Scope.CHECK_INS)


@pytest.mark.parametrize(
    "wrong", [{"scopes": []}, {"days": 0}, {"days": 731}, {"role": Role.SITE_STAFF}]
)
def test_what_makes_no_sense_is_refused(library: User, wrong: dict[str, object]) -> None:
    values: dict[str, object] = {
        "name": "x", "role": Role.OPERATOR, "scopes": [Scope.MEASURES], **wrong
    }  # fmt: skip
    with pytest.raises(ValidationError):
        make_token(actor=library, **values)  # type: ignore[arg-type]
    assert not ApiToken.objects.exists()


@pytest.mark.parametrize("days", [1, 730])
def test_a_day_is_enough_and_two_years_are_the_most(library: User, days: int) -> None:
    token, _secret = make_token(
        actor=library, name="x", role=Role.OPERATOR, scopes=[Scope.MEASURES], days=days
    )
    assert ApiToken.objects.get() == token


def test_it_ends_by_itself_and_at_once(library: User) -> None:
    token, secret = make_token(
        actor=library, name="x", role=Role.AUDITOR, scopes=[Scope.MEASURES], days=3
    )
    with time_machine.travel(timezone.now() + timedelta(days=3, seconds=1), tick=False):
        assert token_of(secret) is None
    assert token_of(secret) is not None
    revoke_token(actor=library, token=token)
    revoke_token(actor=library, token=token)
    assert token_of(secret) is None
    assert LogEntry.objects.filter(deed="people.revoke_token").count() == 1


def test_its_use_is_noted_by_the_hour(library: User) -> None:
    token, secret = make_token(actor=library, name="x", role=Role.AUDITOR, scopes=[Scope.MEASURES])
    note_use(token)
    first = ApiToken.objects.get().used_at
    assert first is not None
    again = token_of(secret)
    assert again is not None
    note_use(again)
    assert ApiToken.objects.get().used_at == first


def test_old_requests_are_forgotten(library: User) -> None:
    token, _secret = make_token(actor=library, name="x", role=Role.AUDITOR, scopes=[Scope.MEASURES])
    for days in (1, 8):
        IdempotencyKey.objects.create(
            token=token, route="r", key=f"k{days}", body_hash="", status=200,
            made_at=timezone.now() - timedelta(days=days),
        )  # fmt: skip
    assert forget_requests() == 1
    assert IdempotencyKey.objects.get().key == "k1"
