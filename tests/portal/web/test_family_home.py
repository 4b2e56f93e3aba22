"""我家: what is coming and what is asked, what there was, and nothing of another family."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from shufang.activities.choices import State
from shufang.activities.models import Activity, CheckIn, Strike
from shufang.people.models import Household
from shufang.places.models import Site
from shufang.shared.days import moment_words
from tests.cast import browser, family_browser
from tests.factories.at_the_door import party
from tests.factories.planned import plan_ahead, with_places

pytestmark = pytest.mark.django_db
PHONE = "13800004821"


def planned(site: Site, title: str, days: int = 1, **rules: object) -> Activity:
    starts = (timezone.localtime() + timedelta(days=days)).replace(hour=10, minute=0)
    activity = plan_ahead(site, title=title, starts=starts)
    with_places(activity, **rules)  # type: ignore[arg-type]
    return activity


def home(household: Household, language: str = "zh-hans") -> str:
    return family_browser(household, language=language).get("/family/").content.decode()


def test_whoever_is_not_signed_in_goes_to_the_phone_page() -> None:
    assert browser().get("/family/")["Location"] == "/family/sign-in/?next=/family/"


def test_what_is_coming_in_words_with_the_way_to_change_it(
    zhang_family: Household, chen_family: Household, tea_room: Site
) -> None:
    one, two = planned(tea_room, "皮影戏"), planned(tea_room, "共读", 3)
    kept = party(one, "张家", household=zhang_family, phone=PHONE)
    party(two, "张家", household=zhang_family, phone=PHONE, stage="waiting")
    page = home(zhang_family)
    assert page.index("皮影戏") < page.index("共读")
    assert "已报名" in page
    assert "候补" in page
    assert f"/join/{kept.link_token}/" in page
    assert "小米" in page
    other = home(chen_family)
    assert "皮影戏" not in other
    assert "还没有报名" in other


def test_an_offer_stands_first(zhang_family: Household, tea_room: Site) -> None:
    party(planned(tea_room, "早的"), "张家", household=zhang_family, phone=PHONE)
    until = timezone.now() + timedelta(hours=3)
    offered = party(
        planned(tea_room, "有名额的", 5), "张家", household=zhang_family, phone=PHONE,
        stage="offered", offered_until=until,
    )  # fmt: skip
    page = home(zhang_family)
    assert "「有名额的」有名额了" in page
    assert page.index("有名额的") < page.index("早的")
    assert moment_words(until) in page
    assert f"/join/{offered.link_token}/" in page


def test_a_cancelled_activity_says_so(zhang_family: Household, tea_room: Site) -> None:
    activity = planned(tea_room, "不办了")
    party(activity, "张家", household=zhang_family, phone=PHONE)
    Activity.objects.filter(pk=activity.pk).update(state=State.CANCELLED)
    assert "活动已取消" in home(zhang_family)


def test_soon_it_is_asked_whether_they_still_come(zhang_family: Household, tea_room: Site) -> None:
    near = planned(tea_room, "快到了", reconfirm_hours=72)
    kept = party(near, "张家", household=zhang_family, phone=PHONE)
    assert "「快到了」还来吗？" in home(zhang_family)
    kept.reconfirmed_at = timezone.now()
    kept.save()
    assert "还来吗" not in home(zhang_family)


def test_what_was_missed_can_be_appealed(zhang_family: Household, tea_room: Site) -> None:
    gone = party(planned(tea_room, "没去成", -5), "张家", household=zhang_family, stage="absent")
    strike = Strike.objects.create(
        registration=gone, household=zhang_family, expires_at=timezone.now() + timedelta(days=5)
    )
    page = home(zhang_family)
    assert "有 1 次报了没来" in page
    assert f"/missed/{gone.link_token}/" in page
    assert "看看，或申诉" in page
    strike.appealed_at = timezone.now()
    strike.save()
    assert "已申诉，等答复" in home(zhang_family)
    strike.decided_at, strike.lifted = timezone.now(), False
    strike.save()
    assert "看答复" in home(zhang_family)
    strike.lifted = True
    strike.save()
    assert "报了没来" not in home(zhang_family)


def test_what_there_was(zhang_family: Household, tea_room: Site) -> None:
    past = planned(tea_room, "来过的那场", -9)
    came = party(past, "张家", household=zhang_family, stage="attended")
    CheckIn.objects.create(
        activity=past, registration=came, household=zhang_family, adults=1, children=1,
        grade="A", method="scan", key="came",
    )  # fmt: skip
    page = home(zhang_family)
    assert page.count("来过的那场") == 1
    assert "已签到" in page


def test_each_stands_once_either_ahead_or_behind(zhang_family: Household, tea_room: Site) -> None:
    now = timezone.now()
    for title, starts, stage in (
        ("今天签过到", now + timedelta(minutes=10), "attended"),
        ("今天办完了", now - timedelta(hours=3), "confirmed"),
        ("今天还没开始", now + timedelta(minutes=30), "confirmed"),
    ):
        party(plan_ahead(tea_room, title=title, starts=starts), "张家", household=zhang_family,
              stage=stage)  # fmt: skip
    no_end = plan_ahead(tea_room, title="几点还没定")
    Activity.objects.filter(pk=no_end.pk).update(starts_at=None, ends_at=None)
    party(no_end, "张家", household=zhang_family)
    here = Activity.objects.get(title="今天签过到")
    CheckIn.objects.create(activity=here, registration=here.registrations.get(),
        household=zhang_family, adults=1, children=1, grade="B", method="rotating", key="k",
    )  # fmt: skip
    page = home(zhang_family)
    ahead, behind = page.split('id="been"')
    for title in ("今天还没开始", "几点还没定"):
        assert (ahead.count(title), behind.count(title)) == (1, 0)
    for title in ("今天签过到", "今天办完了"):
        assert (ahead.count(title), behind.count(title)) == (0, 1)


def test_english_has_no_chinese_of_ours(zhang_family: Household, tea_room: Site) -> None:
    party(planned(tea_room, "Puppets"), "Zhang", household=zhang_family, phone=PHONE)
    page = home(zhang_family, "en")
    assert "Coming up" in page
    assert "接下来" not in page


def test_more_registrations_ask_no_more_questions(zhang_family: Household, tea_room: Site) -> None:
    client = family_browser(zhang_family)

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get("/family/").status_code == 200
        return len(queries)

    party(planned(tea_room, "一"), "张家", household=zhang_family, phone=PHONE)
    few = asked()
    for number in range(2, 5):
        party(planned(tea_room, f"第{number}", number), "张家", household=zhang_family, phone=PHONE)
    assert asked() == few
