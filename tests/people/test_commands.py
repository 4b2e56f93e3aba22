"""Ways in from the command line: the first account, and the rescue hatch."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from shufang.people.models import User
from shufang.people.policy import sites_of
from shufang.places.models import Site
from shufang.shared.models import LogEntry
from shufang.shared.roles import Role
from tests.cast import PASSWORD


def _run(*args: str) -> str:
    out = StringIO()
    call_command("account", *args, stdout=out)
    return out.getvalue()


def test_the_first_account_can_be_made_without_a_browser(db: None) -> None:
    said = _run("--username", "wang", "--name", "王馆长", "--role", "library")
    account = User.objects.get(username="wang")
    password = said.split("一次性密码: ")[1].split()[0]
    assert account.check_password(password)
    assert account.must_change_password
    assert account.roles == {Role.LIBRARY}
    assert LogEntry.objects.get().actor == "shufang"


def test_rooms_are_named_by_name_or_address(tea_room: Site, taiping: Site) -> None:
    _run(
        "--username", "zhao", "--role", "site_staff", "--role", "operator",
        "--site", "茶园小学书房", "--site", "taiping",
    )  # fmt: skip
    account = User.objects.get(username="zhao")
    assert sites_of(account, Role.SITE_STAFF) == frozenset({tea_room.pk, taiping.pk})
    assert sites_of(account, Role.OPERATOR) is None


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("--role", "site_staff"), "至少一间书房"),
        (("--role", "site_staff", "--site", "无此书房"), "没有叫"),
        (("--role", "operator", "--site", "chayuan"), "--site"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_written(
    tea_room: Site, args: tuple[str, ...], words: str
) -> None:
    with pytest.raises(CommandError, match=words):
        _run("--username", "zhao", *args)
    assert not User.objects.exists()


def test_a_name_already_taken_is_refused(operator: User) -> None:
    with pytest.raises(CommandError, match="已经有人用"):
        _run("--username", "li")


def test_a_lost_password_can_be_reset(operator: User) -> None:
    password = _run("--username", "li", "--reset").split("一次性密码: ")[1].split()[0]
    account = User.objects.get(pk=operator.pk)
    assert account.check_password(password)
    assert not account.check_password(PASSWORD)
    with pytest.raises(CommandError, match="没有叫"):
        _run("--username", "nobody", "--reset")


def test_the_rescue_hatch_works_with_our_accounts(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
    call_command(
        "createsuperuser", "--noinput", "--username", "root", "--name", "管理员",
        stdout=StringIO(),
    )  # fmt: skip
    account = User.objects.get(username="root")
    assert account.roles == frozenset(Role)
    assert sites_of(account, Role.LIBRARY) is None
