"""By what sign-ins are proven, registrations and satisfaction, on the dashboard and behind it."""

from datetime import date

import pytest

from shufang.activities.choices import Grade, Stage
from shufang.people.models import User
from shufang.places.models import Site
from tests.cast import ClientAs, make_family
from tests.factories import make_activity, state_count
from tests.factories.came import answered, check_in, registered
from tests.insight.links import links

pytestmark = pytest.mark.django_db
PERIOD = "from=2024-07-12&to=2025-07-11&cutoff=2025-07-11"
DAY = date(2024, 9, 7)


@pytest.fixture
def lively(tea_room: Site) -> None:
    family = make_family("金丝雀", "13800000001", ("小满", 2019, 5))
    activity = make_activity(tea_room, DAY, title="皮影戏")
    check_in(activity, household=family, name="金丝雀", first_time=True)
    check_in(activity, grade=Grade.B)
    for stage in (Stage.ATTENDED, Stage.ATTENDED, Stage.ABSENT, Stage.WAITING):
        registered(activity, stage, name="金丝雀")
    answered(activity, 5, 5, 4, words="金丝雀说的话")


def test_the_dashboard_tells_grades_registrations_and_satisfaction(
    client_as: ClientAs, assessor: User, lively: None
) -> None:
    page = client_as(assessor).get(f"/desk/?{PERIOD}").content.decode()
    for words in ("签到凭什么作数", "A 工作人员扫码或点名", "到场率", "66.7", "满意率", "3 份回答"):
        assert words in page, words
    assert "金丝雀" not in page


def test_nothing_is_said_where_there_are_only_totals(
    client_as: ClientAs, assessor: User, tea_room: Site
) -> None:
    state_count(make_activity(tea_room, DAY), sign_ins=30)
    page = client_as(assessor).get(f"/desk/?{PERIOD}").content.decode()
    assert "taking-part" not in page


def test_every_figure_of_it_opens_to_titles_and_never_to_people(
    client_as: ClientAs, assessor: User, lively: None
) -> None:
    client = client_as(assessor)
    page = client.get(f"/desk/?{PERIOD}").content.decode()
    found = [
        link for link in links(page[page.index("taking-part") :]) if "/desk/figures/" in link.href
    ]
    rows = [link for link in found if "/rows/" in link.href and link.text.strip() != "0"]
    opened = [client.get(link.href) for link in rows[:9]]
    assert len(opened) == 9
    for answer in opened:
        assert answer.status_code == 200
        text = answer.content.decode()
        assert "皮影戏" in text
        assert "金丝雀" not in text


def test_grades_speak_english(client_as: ClientAs, assessor: User, lively: None) -> None:
    client = client_as(assessor, language="en")
    page = client.get(f"/desk/figures/sign_ins/by/grade/?{PERIOD}").content.decode()
    assert "A Seen by staff" in page
    assert "皮影戏" in client.get(f"/desk/figures/sign_ins/rows/?{PERIOD}").content.decode()


def test_nobody_satisfied_and_nobody_new_is_told_too(
    client_as: ClientAs, assessor: User, tea_room: Site
) -> None:
    """None of those asked is a figure, and not nothing."""
    family = make_family("张家", "13800000001", ("小满", 2019, 5))
    activity = make_activity(tea_room, DAY, title="皮影戏")
    check_in(activity, household=family, first_time=False)
    answered(activity, 1, 2, 1)
    page = client_as(assessor).get(f"/desk/?{PERIOD}").content.decode()
    told = {link.href.split("/")[3]: link.text for link in links(page) if "/figures/" in link.href}
    assert "0" in told["satisfaction_rate"]
    assert "0" in told["first_time_households"]
    assert "registrations" not in told


def test_english_says_one_party_and_two_parties(
    client_as: ClientAs, assessor: User, lively: None
) -> None:
    client = client_as(assessor)
    client.cookies["language"] = "en"
    rows = {
        code: client.get(f"/desk/figures/{code}/rows/?{PERIOD}").content.decode()
        for code in ("waiting", "registrations")
    }
    assert '<small class="muted">party</small>' in rows["waiting"]
    assert '<small class="muted">parties</small>' in rows["registrations"]
    served = client.get(f"/desk/figures/households_served/rows/?{PERIOD}").content.decode()
    assert '<small class="muted">household</small>' in served
    assert "1 of them lacks this number and is left out" in served
