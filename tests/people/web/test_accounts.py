"""The library's pages for accounts."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from shufang.people.models import Membership, User
from shufang.places.models import Site
from shufang.shared.models import LogEntry
from shufang.shared.roles import Role
from tests.cast import ClientAs, make_user

LIST = "/desk/people/accounts/"


@pytest.fixture
def desk(library: User, client_as: ClientAs) -> Client:
    return client_as(library)


def _new(**changes: object) -> dict[str, object]:
    return {"name": "陈乐", "username": "chen", "roles": ["operator"], "sites": [], **changes}


def test_the_one_time_password_is_shown_once_and_kept_nowhere(desk: Client) -> None:
    page = desk.post(f"{LIST}add/", _new())
    account = User.objects.get(username="chen")
    password = page.context["password"]
    assert password in page.content.decode()
    assert account.check_password(password)
    assert "no-store" in page["Cache-Control"]
    for url in (LIST, f"{LIST}{account.pk}/"):
        assert password not in desk.get(url).content.decode()
    assert password not in str(dict(desk.session))
    assert password not in str(list(LogEntry.objects.values()))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"username": "wang"}, "已经有人用了"),
        ({"roles": ["site_staff"]}, "至少一间书房"),
        ({"roles": ["emperor"]}, "emperor"),
        ({"name": ""}, "姓名"),
        ({"username": "a b"}, "用户名"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(
    desk: Client, changes: dict[str, object], words: str
) -> None:
    page = desk.post(f"{LIST}add/", _new(**changes))
    assert page.status_code == 200
    assert words in page.content.decode()
    assert page.context["form"].errors
    assert User.objects.count() == 1


def test_rooms_are_chosen_by_town_and_kept_chosen_after_a_refusal(
    desk: Client, tea_room: Site, taiping: Site
) -> None:
    page = desk.post(f"{LIST}add/", _new(username="", roles=["site_staff"], sites=[taiping.pk]))
    text = page.content.decode()
    assert "茶园街道" in text
    assert f'value="{taiping.pk}" checked' in text
    assert f'value="{tea_room.pk}" checked' not in text


def test_roles_and_rooms_change_together(desk: Client, site_staff: User, taiping: Site) -> None:
    url = f"{LIST}{site_staff.pk}/"
    assert desk.get(url).status_code == 200
    change = {"name": "赵晓", "roles": ["site_staff"], "sites": [taiping.pk], "reason": "调岗"}
    assert desk.post(url, change).status_code == 302
    assert [m.site for m in site_staff.memberships.all()] == [taiping]
    text = desk.get(url).content.decode()
    assert "调岗" in text
    assert "书房工作人员 · 茶园小学智慧书房" in text  # the log says what stood there before


def test_ones_own_library_role_stays(desk: Client, library: User) -> None:
    page = desk.post(f"{LIST}{library.pk}/", {"name": "王馆长", "roles": ["auditor"]})
    assert "另一位图书馆同事" in page.content.decode()
    assert User.objects.get(pk=library.pk).roles == {Role.LIBRARY}


@pytest.mark.parametrize("deed", ["close", "reset"])
def test_ones_own_account_is_neither_closed_nor_reset_here(
    desk: Client, library: User, deed: str
) -> None:
    before = User.objects.get(pk=library.pk).password
    desk.post(f"{LIST}{library.pk}/{deed}/", {"reason": "试试"})
    after = User.objects.get(pk=library.pk)
    assert after.is_active
    assert after.password == before


def test_closing_needs_a_reason(desk: Client, operator: User) -> None:
    desk.post(f"{LIST}{operator.pk}/close/", {"reason": ""})
    assert User.objects.get(pk=operator.pk).is_active
    desk.post(f"{LIST}{operator.pk}/close/", {"reason": "合同到期"})
    assert not User.objects.get(pk=operator.pk).is_active
    desk.post(f"{LIST}{operator.pk}/open/", {"reason": "续约"})
    assert User.objects.get(pk=operator.pk).is_active


@pytest.mark.parametrize("deed", ["", "close/", "open/", "reset/"])
def test_a_superusers_account_is_out_of_the_librarys_reach(
    desk: Client, superuser: User, deed: str
) -> None:
    before = User.objects.filter(pk=superuser.pk).values().get()
    page = desk.post(
        f"{LIST}{superuser.pk}/{deed}", {"reason": "x", "name": "x", "roles": ["library"]}
    )
    assert page.status_code == 404
    assert User.objects.filter(pk=superuser.pk).values().get() == before
    assert f"{LIST}{superuser.pk}/" not in desk.get(LIST).content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "赵"}, ["赵晓"]),
        ({"q": "zhao"}, ["赵晓"]),
        ({"q": "茶园"}, ["赵晓"]),
        ({"role": "operator"}, ["李运营"]),
        ({"role": "emperor"}, ["李运营", "王馆长", "赵晓"]),
        ({"state": "closed"}, []),
        ({"q": "无此人"}, []),
    ],
)
def test_the_list_can_be_narrowed(
    desk: Client, operator: User, site_staff: User, query: dict[str, str], found: list[str]
) -> None:
    page = desk.get(LIST, query)
    assert sorted(a.name for a in page.context["page_obj"]) == sorted(found)


def test_staff_of_two_rooms_stand_in_the_list_once(
    desk: Client, site_staff: User, taiping: Site
) -> None:
    Membership.objects.create(user=site_staff, role=Role.SITE_STAFF, site=taiping)
    page = desk.get(LIST, {"q": "书房"})
    assert [a.name for a in page.context["page_obj"]] == ["赵晓"]


def test_the_list_costs_the_same_for_many(desk: Client, tea_room: Site) -> None:
    desk.get(LIST)  # the first page of a session also writes the session
    costs = []
    for count in (1, 3):
        for n in range(count):
            make_user(f"u{count}{n}", f"员工{n}", Role.SITE_STAFF, sites=(tea_room,))
        with CaptureQueriesContext(connection) as queries:
            desk.get(LIST)
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 8


@pytest.mark.parametrize("who", ["operator", "site_staff", "assessor", "auditor", "outsider"])
def test_only_the_library_sees_accounts(
    request: pytest.FixtureRequest, client_as: ClientAs, who: str
) -> None:
    canary = make_user("canary", "金丝雀", Role.OPERATOR)
    client = client_as(request.getfixturevalue(who))
    for url in (LIST, f"{LIST}add/", f"{LIST}{canary.pk}/"):
        page = client.get(url)
        assert page.status_code == 403
        assert "金丝雀" not in page.content.decode()
    client.post(f"{LIST}{canary.pk}/close/", {"reason": "x"})
    assert User.objects.get(pk=canary.pk).is_active
