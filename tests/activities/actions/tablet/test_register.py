"""A tablet of a room: registered, paired by a code that works once, revoked."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from shufang.activities.actions.tablet.register import (
    pair,
    pairing_code,
    register_tablet,
    rename_tablet,
    revoke_tablet,
)
from shufang.activities.models import Device
from shufang.activities.queries.tablet.access import device_by_token
from shufang.people.models import User
from shufang.places.models import Site
from shufang.shared.models import LogEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def device(operator: User, tea_room: Site) -> Device:
    return register_tablet(actor=operator, site=tea_room, name="  门口  平板 ")


def test_nothing_is_known_of_it_before_it_is_paired(device: Device) -> None:
    assert device.name == "门口 平板"
    assert device.paired_at is None
    assert device_by_token("") is None


def test_a_code_gives_a_token_once(operator: User, device: Device) -> None:
    code = pairing_code(actor=operator, device=device)
    paired = pair(code=f"{code[:4].lower()} {code[4:]}")
    assert device_by_token(paired.token) == device
    with pytest.raises(ValidationError):
        pair(code=code)


def test_neither_code_nor_token_lies_in_the_database(operator: User, device: Device) -> None:
    code = pairing_code(actor=operator, device=device)
    device.refresh_from_db()
    assert code not in str(device.__dict__)
    token = pair(code=code).token
    device.refresh_from_db()
    assert token not in str(device.__dict__)
    assert not LogEntry.objects.filter(detail__icontains=code).exists()


def test_after_ten_minutes_it_is_too_late(operator: User, device: Device) -> None:
    code = pairing_code(actor=operator, device=device)
    with (
        time_machine.travel(timezone.now() + timedelta(minutes=11)),
        pytest.raises(ValidationError),
    ):
        pair(code=code)


def test_a_new_code_ends_the_old_one(operator: User, device: Device) -> None:
    old = pairing_code(actor=operator, device=device)
    new = pairing_code(actor=operator, device=device)
    with pytest.raises(ValidationError):
        pair(code=old)
    assert pair(code=new).device == device


def test_a_new_pairing_ends_the_old_token(operator: User, device: Device) -> None:
    first = pair(code=pairing_code(actor=operator, device=device)).token
    second = pair(code=pairing_code(actor=operator, device=device)).token
    assert device_by_token(first) is None
    assert device_by_token(second) == device


@pytest.mark.parametrize("code", ["", "AAAA", "AAAAAAAA", "x" * 5000, "书书书书书书书书"])
def test_wrong_codes_open_nothing(device: Device, code: str) -> None:
    with pytest.raises(ValidationError):
        pair(code=code)


def test_a_revoked_tablet_is_not_paired_again(operator: User, device: Device) -> None:
    code = pairing_code(actor=operator, device=device)
    revoke_tablet(actor=operator, device=device, reason="丢了")
    with pytest.raises(ValidationError):
        pair(code=code)
    with pytest.raises(ValidationError):
        pairing_code(actor=operator, device=device)


def test_revoking_needs_a_reason(operator: User, device: Device) -> None:
    with pytest.raises(ValidationError):
        revoke_tablet(actor=operator, device=device, reason=" ")
    device.refresh_from_db()
    assert device.revoked_at is None


def test_revoked_twice_it_was_revoked_the_first_time(operator: User, device: Device) -> None:
    revoke_tablet(actor=operator, device=device, reason="丢了")
    first = device.revoked_at
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        revoke_tablet(actor=operator, device=device, reason="又点了一次")
    device.refresh_from_db()
    assert device.revoked_at == first
    assert LogEntry.objects.get(deed="activities.revoke_tablet").reason == "丢了"


def test_names_are_different_in_one_room(operator: User, device: Device, taiping: Site) -> None:
    with pytest.raises(ValidationError):
        register_tablet(actor=operator, site=device.site, name="门口 平板")
    with pytest.raises(ValidationError):
        rename_tablet(actor=operator, device=device, name=" ")
    register_tablet(actor=operator, site=taiping, name="门口 平板")
    rename_tablet(actor=operator, device=device, name="里间")
    rename_tablet(actor=operator, device=device, name=" 里间 ")  # its own name is not taken
    device.refresh_from_db()
    assert device.name == "里间"
    assert LogEntry.objects.get(deed="activities.rename_tablet").detail == {
        "name": ["门口 平板", "里间"]
    }
    revoke_tablet(actor=operator, device=device, reason="坏了")
    register_tablet(actor=operator, site=device.site, name="里间")  # its name is free again
