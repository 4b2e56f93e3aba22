"""Accounts are made, changed, closed and reset by the library, and every deed is logged."""

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.exceptions import ValidationError
from django.test.utils import override_settings

from shufang.people.actions.change_account import change_roles, rename_account
from shufang.people.actions.create_account import create_account
from shufang.people.actions.deactivate_account import deactivate_account, reactivate_account
from shufang.people.actions.grants import Grant
from shufang.people.actions.reset_password import change_own_password, reset_password
from shufang.people.models import User
from shufang.places.models import Site
from shufang.shared.models import LogEntry
from shufang.shared.roles import Role
from tests.cast import PASSWORD


def test_a_new_account_has_its_roles_and_a_one_time_password(
    library: User, tea_room: Site, taiping: Site
) -> None:
    grants = [Grant(Role.SITE_STAFF, tea_room), Grant(Role.SITE_STAFF, taiping)]
    account, password = create_account(actor=library, username=" chen ", name="陈乐", grants=grants)
    account = User.objects.get(pk=account.pk)
    assert account.username == "chen"
    assert account.must_change_password
    assert account.check_password(password)
    assert account.held == {
        (Role.SITE_STAFF, tea_room.pk),
        (Role.SITE_STAFF, taiping.pk),
    }
    entry = LogEntry.objects.get(deed="people.create_account")
    assert entry.actor == "王馆长"
    assert password not in str(entry.detail) + entry.reason


def test_one_time_passwords_differ_and_hold_no_lookalikes(library: User) -> None:
    passwords = {
        create_account(actor=library, username=f"u{n}", name="某", grants=[])[1] for n in range(20)
    }
    assert len(passwords) == 20
    assert not set("".join(passwords)) & set("0o1il")


@pytest.mark.parametrize(
    ("username", "field"),
    [("wang", "username"), ("WANG", "username"), ("wang lei", "username"), ("", "username")],
)
def test_a_user_name_that_exists_or_cannot_be_is_refused(
    library: User, username: str, field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        create_account(actor=library, username=username, name="王二", grants=[])
    assert field in refused.value.message_dict
    assert User.objects.count() == 1


def test_an_account_without_a_name_is_refused(library: User) -> None:
    with pytest.raises(ValidationError) as refused:
        create_account(actor=library, username="noname", name=" ", grants=[])
    assert "name" in refused.value.message_dict


def test_site_staff_need_a_room_and_others_take_none(
    library: User, operator: User, tea_room: Site
) -> None:
    with pytest.raises(ValidationError, match="至少一间书房"):
        change_roles(actor=library, account=operator, grants=[Grant(Role.SITE_STAFF)])
    with pytest.raises(ValidationError, match="整个网络"):
        change_roles(actor=library, account=operator, grants=[Grant(Role.OPERATOR, tea_room)])
    assert User.objects.get(pk=operator.pk).roles == {Role.OPERATOR}


def test_changing_roles_keeps_what_stays_and_says_what_changed(
    library: User, site_staff: User, tea_room: Site, taiping: Site
) -> None:
    kept = site_staff.memberships.get()
    change_roles(
        actor=library,
        account=site_staff,
        grants=[Grant(Role.SITE_STAFF, tea_room), Grant(Role.OPERATOR)],
        reason="兼任",
    )
    assert site_staff.roles == {Role.SITE_STAFF, Role.OPERATOR}
    assert kept in site_staff.memberships.all()
    entry = LogEntry.objects.get(deed="people.change_roles")
    assert entry.reason == "兼任"
    assert entry.detail == {
        "roles": [
            ["site_staff@茶园小学智慧书房"],
            ["operator", "site_staff@茶园小学智慧书房"],
        ]
    }


def test_roles_that_stay_the_same_leave_no_trace(library: User, operator: User) -> None:
    change_roles(actor=library, account=operator, grants=[Grant(Role.OPERATOR)])
    assert not LogEntry.objects.exists()


def test_nobody_takes_the_library_role_from_oneself(library: User, superuser: User) -> None:
    with pytest.raises(ValidationError, match="另一位图书馆同事"):
        change_roles(actor=library, account=library, grants=[Grant(Role.OPERATOR)])
    assert User.objects.get(pk=library.pk).roles == {Role.LIBRARY}
    change_roles(actor=superuser, account=library, grants=[])
    assert User.objects.get(pk=library.pk).roles == frozenset()


def test_one_may_add_a_role_to_oneself(library: User) -> None:
    change_roles(
        actor=library, account=library, grants=[Grant(r) for r in (Role.LIBRARY, Role.AUDITOR)]
    )
    assert library.roles == {Role.LIBRARY, Role.AUDITOR}


def test_a_name_can_be_changed_but_not_taken_away(library: User, operator: User) -> None:
    rename_account(actor=library, account=operator, name=" 李运 ")
    assert User.objects.get(pk=operator.pk).name == "李运"
    assert LogEntry.objects.get().detail == {"name": ["李运营", "李运"]}
    with pytest.raises(ValidationError):
        rename_account(actor=library, account=operator, name=" ")


def test_the_log_tells_the_name_that_stood_there(library: User, operator: User) -> None:
    """Both have the page open: the second one does not see what the first one did."""
    open_page = User.objects.get(pk=operator.pk)
    rename_account(actor=library, account=operator, name="李运")
    rename_account(actor=library, account=open_page, name="李云")
    assert LogEntry.objects.latest("pk").detail == {"name": ["李运", "李云"]}


def test_closing_an_account_owes_a_reason_and_takes_every_role(
    library: User, operator: User
) -> None:
    with pytest.raises(ValidationError):
        deactivate_account(actor=library, account=operator, reason=" ")
    deactivate_account(actor=library, account=operator, reason="离职")
    account = User.objects.get(pk=operator.pk)
    assert not account.is_active
    assert account.roles == frozenset()
    assert LogEntry.objects.get().reason == "离职"
    deactivate_account(actor=library, account=account, reason="又点了一次")
    assert LogEntry.objects.get().reason == "离职"
    reactivate_account(actor=library, account=account, reason="返聘")
    assert User.objects.get(pk=operator.pk).roles == {Role.OPERATOR}


def test_nobody_closes_their_own_account(library: User) -> None:
    with pytest.raises(ValidationError):
        deactivate_account(actor=library, account=library, reason="误操作")
    assert User.objects.get(pk=library.pk).is_active


def test_a_reset_ends_the_old_password_and_is_logged_without_the_new(
    library: User, operator: User
) -> None:
    password = reset_password(actor=library, account=operator)
    account = User.objects.get(pk=operator.pk)
    assert account.check_password(password)
    assert not account.check_password(PASSWORD)
    assert account.must_change_password
    entry = LogEntry.objects.get()
    assert (entry.deed, entry.detail) == ("people.reset_password", {})


def test_ones_own_password_is_not_reset_but_changed(library: User) -> None:
    with pytest.raises(ValidationError):
        reset_password(actor=library, account=library)
    assert User.objects.get(pk=library.pk).check_password(PASSWORD)


@pytest.mark.parametrize(
    ("old", "new", "field", "words"),
    [
        ("wrong", "bamboo-rain-77", "old", "现在的密码不对"),
        (PASSWORD, PASSWORD, "new", "不同"),
        (PASSWORD, "short", "new", "密码太短：至少 10 个字符"),
        (PASSWORD, "1234567890123", "new", "数字"),
        (PASSWORD, "password123", "new", "常见"),
    ],
)
def test_a_password_that_the_rules_refuse_is_not_written(
    operator: User, old: str, new: str, field: str, words: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        change_own_password(account=operator, old=old, new=new)
    assert words in "".join(refused.value.message_dict[field])
    assert User.objects.get(pk=operator.pk).check_password(PASSWORD)


def test_a_password_like_ones_own_name_is_refused(operator: User) -> None:
    operator.name = "liyunying-hecheng"
    with pytest.raises(ValidationError, match="姓名"):
        change_own_password(account=operator, old=PASSWORD, new="liyunying-hecheng1")


def test_a_changed_password_opens_the_door_for_good(library: User, operator: User) -> None:
    one_time = reset_password(actor=library, account=operator)
    change_own_password(account=operator, old=one_time, new="bamboo-rain-77")
    account = User.objects.get(pk=operator.pk)
    assert account.check_password("bamboo-rain-77")
    assert not account.must_change_password


def test_passwords_are_kept_as_argon2(operator: User) -> None:
    from shufang.config import settings

    with override_settings(PASSWORD_HASHERS=settings.PASSWORD_HASHERS):
        operator.set_password(PASSWORD)
        assert operator.password.startswith("argon2")
        assert operator.check_password(PASSWORD)


def test_one_attempt_takes_little_memory_and_old_passwords_are_rewritten(operator: User) -> None:
    """Wrong passwords are checked too, and strangers send them: 16 at once stay below 600 MB."""
    from shufang.config import settings

    with override_settings(PASSWORD_HASHERS=settings.PASSWORD_HASHERS):
        operator.password = Argon2PasswordHasher().encode(PASSWORD, "salt-of-old")
        assert "m=102400" in operator.password
        assert operator.check_password(PASSWORD)
        assert operator.password.startswith("argon2$argon2id$v=19$m=32768,t=3,p=1$")
