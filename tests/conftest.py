"""The cast of all tests: who may, and always somebody who must be refused.

All people and rooms are invented.
"""

from importlib import import_module

import pytest
from django.apps import apps

from shufang.people.models import Household, User
from shufang.places.models import Site
from shufang.shared.catalogues import compile_stale
from shufang.shared.roles import Role
from tests.cast import ClientAs, browser, make_family, make_site, make_user


def pytest_configure() -> None:
    """English pages are tested as they stand in the catalogues now."""
    compile_stale()


@pytest.fixture(autouse=True)
def _shipped_rows(request: pytest.FixtureRequest) -> None:
    """What migrations shipped is there again after a test that emptied the tables."""
    if not {"db", "transactional_db", "live_server"} & set(
        request.fixturenames
    ) and not request.node.get_closest_marker("django_db"):
        return
    request.getfixturevalue("_django_db_helper")
    if not apps.get_model("activities", "Category").objects.exists():
        import_module("shufang.activities.migrations.0002_usual_categories").add(apps, None)
    if not apps.get_model("activities", "DayOff").objects.exists():
        import_module("shufang.activities.migrations.0008_usual_days_off").add(apps, None)


@pytest.fixture
def tea_room(db: None) -> Site:
    """茶园小学智慧书房, the room where 赵晓 works."""
    return make_site("茶园小学智慧书房", "chayuan", town="茶园街道")


@pytest.fixture
def taiping(db: None) -> Site:
    """太平智慧书房, in another town."""
    return make_site("太平智慧书房", "taiping", town="太平镇")


@pytest.fixture
def library(db: None) -> User:
    """王馆长 answers for the network."""
    return make_user("wang", "王馆长", Role.LIBRARY)


@pytest.fixture
def operator(db: None) -> User:
    """李运营 runs all rooms under contract."""
    return make_user("li", "李运营", Role.OPERATOR)


@pytest.fixture
def site_staff(tea_room: Site) -> User:
    """赵晓 works in the tea room only."""
    return make_user("zhao", "赵晓", Role.SITE_STAFF, sites=(tea_room,))


@pytest.fixture
def other_site_staff(taiping: Site) -> User:
    """孙宁 works in 太平 only, so nothing of the tea room is theirs to change."""
    return make_user("sun", "孙宁", Role.SITE_STAFF, sites=(taiping,))


@pytest.fixture
def assessor(db: None) -> User:
    """周评审 reads and scores."""
    return make_user("zhou", "周评审", Role.ASSESSOR)


@pytest.fixture
def auditor(db: None) -> User:
    """吴审计 reads and verifies."""
    return make_user("wu", "吴审计", Role.AUDITOR)


@pytest.fixture
def outsider(db: None) -> User:
    """外人 has an account and no role."""
    return make_user("wairen", "外人")


@pytest.fixture
def superuser(db: None) -> User:
    """The rescue hatch."""
    return make_user("root", "系统管理员", superuser=True)


@pytest.fixture
def client_as(db: None) -> ClientAs:
    """`client_as(operator).get(...)`; `client_as(operator, language="en")` reads English."""
    return browser


@pytest.fixture
def zhang_family(tea_room: Site) -> Household:
    """张家 of the tea room's town: 小米, born June 2020, and 豆豆, born March 2024."""
    children = (("小米", 2020, 6), ("豆豆", 2024, 3))
    return make_family("张家", "13800004821", *children, town=tea_room.town)


@pytest.fixture
def chen_family(taiping: Site) -> Household:
    """陈家 of another town: nothing of 张家 is theirs to see."""
    return make_family("陈家", "13900007733", ("阿哲", 2019, 9), town=taiping.town)
