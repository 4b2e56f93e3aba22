"""The page of a debrief: who may open it, what it says, how it closes."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shufang.activities.actions.reviewing.pictures import add_photo, check_photo
from shufang.activities.choices import Permission, Stage, Way
from shufang.activities.models import Activity, Photo, Plan
from shufang.activities.queries.registering.roster import counts
from shufang.activities.queries.signing_in.heads import heads_at
from shufang.people.models import FamilyAccess, User
from shufang.places.models import Site
from tests.cast import ClientAs, make_family
from tests.factories import make_activity
from tests.factories.came import check_in, registered
from tests.factories.planned import with_places
from tests.factories.reviewed import WRITTEN, agree, held_yesterday, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def over(tea_room: Site) -> Activity:
    return held_yesterday(tea_room)


def typed(activity: Activity, **changes: object) -> dict[str, object]:
    said: dict[str, object] = {
        **WRITTEN.__dict__,
        "cost": "350.00",
        "category": activity.category_id,
        "audience": activity.audience,
        "sign_ins": 12,
        "attendees": 30,
        "no_media": "on",
        "no_pictures": "on",
    }
    return said | changes


def test_saving_and_closing_in_one_go(
    client_as: ClientAs, site_staff: User, over: Activity
) -> None:
    address = f"/desk/review/{over.pk}/"
    client = client_as(site_staff)
    page = client.get(address).content.decode()
    assert "结项还缺" in page
    assert "认识非遗皮影" in page  # what it was for
    answer = client.post(address, typed(over, close="1"), follow=True)
    assert "已结项" in answer.content.decode()
    over.refresh_from_db()
    assert over.closed_at is not None
    assert over.review.cost == 35000
    shown = client.get(f"/desk/activities/{over.pk}/").content.decode()
    assert "提前一小时搭幕布" in shown
    assert "350 元" in shown


def test_the_page_says_what_became_of_registrations_and_the_budget(
    client_as: ClientAs, operator: User, over: Activity
) -> None:
    with_places(over, 5)
    Plan.objects.filter(activity=over).update(
        budget=[{"item": "皮影", "unit_price": 12050, "quantity": 2, "source": ""}]
    )
    for stage in (Stage.ATTENDED, Stage.ATTENDED, Stage.ABSENT, Stage.CANCELLED):
        registered(over, stage)
    registered(over, Stage.ATTENDED, way=Way.WALK_IN)
    page = client_as(operator).get(f"/desk/review/{over.pk}/").content.decode()
    assert "报名 4 组：到场 2 组，未到 1 组，取消 1 组；直接来的 1 组。" in page
    assert "（3/5）" in page
    assert "60" in page
    assert "策划时的预算是 241 元。" in page


def test_whoever_stayed_away_is_counted_on_the_page_of_a_closed_activity(
    client_as: ClientAs, operator: User, over: Activity
) -> None:
    with_places(over, 5)
    came, away = (registered(over, Stage.CONFIRMED) for _n in range(2))
    check_in(over, registration=came)
    came.stage = Stage.ATTENDED
    came.save(update_fields=["stage"])
    client = client_as(operator)
    client.post(f"/desk/review/{over.pk}/", typed(over, close="1"))
    away.refresh_from_db()
    assert away.stage == Stage.ABSENT
    assert heads_at(over).missing == 1
    assert counts(over).seated == 2
    assert "人到场" in client.get(f"/desk/activities/{over.pk}/").content.decode()


def test_less_than_a_fen_is_refused_with_what_to_write(
    client_as: ClientAs, site_staff: User, over: Activity
) -> None:
    sent = typed(over, cost="12.345")
    page = client_as(site_staff).post(f"/desk/review/{over.pk}/", sent).content.decode()
    assert "最多写到分，如 12.50。" in page


def test_closing_says_what_is_missing_and_keeps_what_was_written(
    client_as: ClientAs, operator: User, over: Activity
) -> None:
    answer = client_as(operator).post(
        f"/desk/review/{over.pk}/", typed(over, close="1", problems=""), follow=True
    )
    text = answer.content.decode()
    assert "还不能结项" in text
    assert "问题：还没有写" in text
    over.refresh_from_db()
    assert over.closed_at is None
    assert over.review.highlights == WRITTEN.highlights


def test_staff_of_another_room_and_the_library_do_not_write_it(
    client_as: ClientAs, other_site_staff: User, library: User, over: Activity
) -> None:
    for user in (other_site_staff, library):
        address = f"/desk/review/{over.pk}/"
        assert client_as(user).get(address).status_code in (403, 404)
        assert client_as(user).post(address, typed(over)).status_code in (403, 404)


def test_what_waits_is_told_on_the_list_and_on_the_dashboard(
    client_as: ClientAs, operator: User, tea_room: Site, over: Activity
) -> None:
    client = client_as(operator)
    assert over.title in client.get("/desk/review/").content.decode()
    check_in(make_activity(tea_room, over.day))
    assert "场活动已经结束，待复盘" in client.get("/desk/").content.decode()


def test_looking_at_pictures_with_families_is_noted(
    client_as: ClientAs, operator: User, over: Activity
) -> None:
    family = make_family("张家", "13800000001")
    check_in(over, household=family)
    add_photo(actor=operator, activity=over, upload=upload())
    client_as(operator).get(f"/desk/review/{over.pk}/")
    assert FamilyAccess.objects.filter(household=family).count() == 1


def test_readers_see_a_picture_only_as_long_as_those_on_it_agree(
    client_as: ClientAs, operator: User, tea_room: Site
) -> None:
    activity = make_activity(tea_room, date(2025, 3, 8))
    family = make_family("张家", "13800000001")
    check_in(activity, household=family)
    photo = add_photo(actor=operator, activity=activity, upload=upload())
    anybody = client_as()
    address = f"/pictures/{photo.pk}.jpg"
    assert anybody.get(address).status_code == 404
    agree(family)
    check_photo(actor=operator, photo=photo, permission=Permission.AGREED, households=[family])
    shown = anybody.get(address)
    assert shown.status_code == 200
    assert shown.headers["Content-Type"] == "image/jpeg"
    agree(family, given=False)
    assert anybody.get(address).status_code == 404
    assert anybody.get(f"/desk/review/photos/{photo.pk}.jpg").status_code == 302


@pytest.mark.parametrize("number", ["1000000000000000000000000000000", "-1", "x", "1\x00"])
def test_a_family_that_is_not_shown_is_on_no_picture(
    client_as: ClientAs, operator: User, over: Activity, number: str
) -> None:
    photo = add_photo(actor=operator, activity=over, upload=upload())
    said = {"permission": "agreed", "households": [number]}
    answer = client_as(operator).post(
        f"/desk/review/photos/{photo.pk}/check/",
        {f"photo{photo.pk}-{name}": value for name, value in said.items()},
    )
    assert answer.status_code == 302
    photo.refresh_from_db()
    assert (photo.permission, photo.households.count()) == ("unchecked", 0)


def test_pictures_come_through_the_form(
    client_as: ClientAs, operator: User, over: Activity
) -> None:
    client = client_as(operator)
    client.post(f"/desk/review/{over.pk}/photos/", {"picture": upload(), "caption": "上台"})
    photo = Photo.objects.get()
    prefix = f"photo{photo.pk}"
    client.post(
        f"/desk/review/photos/{photo.pk}/check/",
        {f"{prefix}-caption": "合影", f"{prefix}-permission": "nobody"},
    )
    photo.refresh_from_db()
    assert (photo.caption, photo.permission, photo.checked_by) == ("合影", "nobody", operator)
    assert client.get(f"/desk/review/photos/{photo.pk}.jpg").status_code == 200
    client.post(f"/desk/review/photos/{photo.pk}/remove/")
    assert not Photo.objects.exists()


def test_in_english(client_as: ClientAs, operator: User, over: Activity) -> None:
    add_photo(actor=operator, activity=over, upload=upload())
    page = client_as(operator, language="en").get(f"/desk/review/{over.pk}/").content.decode()
    assert "Missing before closing" in page


def test_the_readers_page_shows_the_pictures_that_may_be_shown(
    client_as: ClientAs, operator: User, tea_room: Site
) -> None:
    activity = make_activity(tea_room, date(2025, 3, 8))
    shown = add_photo(actor=operator, activity=activity, upload=upload(), caption="谢幕")
    hidden = add_photo(actor=operator, activity=activity, upload=upload(), caption="别用")
    check_photo(actor=operator, photo=shown, permission=Permission.NOBODY)
    check_photo(actor=operator, photo=hidden, permission=Permission.REFUSED)
    page = client_as().get(f"/activities/{activity.pk}/").content.decode()
    assert "谢幕" in page
    assert "别用" not in page


def test_more_pictures_cost_no_more_looks_for_the_families(
    client_as: ClientAs, operator: User, over: Activity
) -> None:
    check_in(over, household=make_family("周家", "13800002222"))
    client, address = client_as(operator), f"/desk/review/{over.pk}/"

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            assert "周家" in client.get(address).content.decode()
        return len(found)

    add_photo(actor=operator, activity=over, upload=upload(), caption="")
    queries()  # whatever is looked up once only
    one = queries()
    for _n in range(3):
        add_photo(actor=operator, activity=over, upload=upload(), caption="")
    assert queries() <= one
