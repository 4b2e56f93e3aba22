"""Staff find a family by four digits, see no more than they need, and are seen looking."""

import pytest
from django.core.serializers import serialize

from shufang.people.models import FamilyAccess, Household, User
from shufang.places.models import Site
from shufang.shared.models import LogEntry
from tests.cast import ClientAs, family_browser
from tests.factories.at_the_door import party
from tests.factories.planned import plan_ahead

pytestmark = pytest.mark.django_db
PHONE = "13800004821"


@pytest.fixture
def at_tea_room(zhang_family: Household, tea_room: Site) -> Household:
    """张家 is registered for something in the tea room."""
    party(plan_ahead(tea_room), "张家", household=zhang_family, phone=PHONE)
    return zhang_family


def searched(client_as: ClientAs, user: User, text: str) -> str:
    return client_as(user).get("/desk/families/", {"q": text}).content.decode()


def test_a_family_reads_who_looked_in_its_own_language(
    client_as: ClientAs, operator: User, at_tea_room: Household
) -> None:
    """Whatever the language of the page that was looked at."""
    activity = at_tea_room.registrations.get().activity
    client_as(operator, language="en").get(f"/desk/registrations/{activity.pk}/")
    page = family_browser(at_tea_room).get("/family/data/").content.decode()
    assert "报名名单" in page
    assert "List of registrations" not in page


class TestSearch:
    @pytest.mark.parametrize("text", ["4821", "张家", "４８２１", "张家家长"])
    def test_by_digits_or_name(
        self, client_as: ClientAs, operator: User, zhang_family: Household, text: str
    ) -> None:
        page = searched(client_as, operator, text)
        assert f"/desk/families/{zhang_family.pk}/" in page
        assert PHONE not in page
        assert "小米" not in page

    @pytest.mark.parametrize("text", ["", " ", "张", "482", "48211", "1", "%", "_"])
    def test_too_little_lists_nobody(
        self, client_as: ClientAs, operator: User, zhang_family: Household, text: str
    ) -> None:
        assert f"/desk/families/{zhang_family.pk}/" not in searched(client_as, operator, text)

    def test_staff_of_a_room_find_its_families_only(
        self,
        client_as: ClientAs,
        site_staff: User,
        other_site_staff: User,
        at_tea_room: Household,
        chen_family: Household,
    ) -> None:
        assert "张家" in searched(client_as, site_staff, "4821")
        assert "张家家长" not in searched(client_as, other_site_staff, "4821")
        assert "陈家家长" not in searched(client_as, site_staff, "7733")

    def test_an_erased_family_is_gone(
        self, client_as: ClientAs, operator: User, zhang_family: Household
    ) -> None:
        family_browser(zhang_family).post("/family/erase/", {"sure": "on"})
        assert "张家家长" not in searched(client_as, operator, "4821")
        assert client_as(operator).get(f"/desk/families/{zhang_family.pk}/").status_code == 404

    def test_every_look_is_written_down(
        self, client_as: ClientAs, operator: User, zhang_family: Household, chen_family: Household
    ) -> None:
        searched(client_as, operator, "4821")
        client_as(operator).get(f"/desk/families/{zhang_family.pk}/")
        lines = FamilyAccess.objects.filter(household=zhang_family).order_by("pk")
        assert [(each.actor, each.account, each.page) for each in lines] == [
            ("李运营", "li", "查找家庭"),
            ("李运营", "li", "家庭资料"),
        ]
        assert not FamilyAccess.objects.filter(household=chen_family).exists()
        assert "李运营" in family_browser(zhang_family).get("/family/data/").content.decode()


class TestOneFamily:
    def test_no_more_than_is_needed(
        self, client_as: ClientAs, library: User, zhang_family: Household
    ) -> None:
        page = client_as(library).get(f"/desk/families/{zhang_family.pk}/").content.decode()
        assert "4821" in page
        assert "小米" in page
        assert PHONE not in page
        assert zhang_family.guardians.get().phone_print not in page

    def test_whom_it_does_not_concern(
        self,
        client_as: ClientAs,
        other_site_staff: User,
        assessor: User,
        auditor: User,
        outsider: User,
        at_tea_room: Household,
    ) -> None:
        guardian = at_tea_room.guardians.get()
        for user in (other_site_staff, assessor, auditor, outsider):
            client = client_as(user)
            assert client.get(f"/desk/families/{at_tea_room.pk}/").status_code in (403, 404)
            asked = client.post(
                f"/desk/families/guardians/{guardian.pk}/phone/", {"reason": "想知道"}
            )
            assert asked.status_code in (403, 404)
            assert PHONE not in asked.content.decode()
        assert not FamilyAccess.objects.exists()


class TestTheWholeNumber:
    def test_it_takes_a_reason_and_is_written_down_twice(
        self, client_as: ClientAs, site_staff: User, at_tea_room: Household
    ) -> None:
        guardian = at_tea_room.guardians.get()
        url = f"/desk/families/guardians/{guardian.pk}/phone/"
        assert PHONE not in client_as(site_staff).post(url, {}, follow=True).content.decode()
        page = client_as(site_staff).post(url, {"reason": "书包落下了"}).content.decode()
        assert PHONE in page
        entry = LogEntry.objects.get(deed="people.show_phone")
        assert (entry.actor, entry.reason) == ("赵晓", "书包落下了")
        assert PHONE not in serialize("json", LogEntry.objects.all())
        told = family_browser(at_tea_room).get("/family/data/").content.decode()
        assert "完整手机号：书包落下了" in told

    def test_reading_does_not_show_it(
        self, client_as: ClientAs, operator: User, zhang_family: Household
    ) -> None:
        guardian = zhang_family.guardians.get()
        url = f"/desk/families/guardians/{guardian.pk}/phone/"
        assert client_as(operator).get(url).status_code == 405
