"""Reader cards on the family's own page, and for the staff who look for the family."""

import json
from html import unescape

import pytest
from django.core.serializers import serialize

from shufang.people.models import FamilyAccess, Household, ReaderCard, User
from shufang.people.queries.family.by_card import household_of_card
from shufang.places.models import Site
from shufang.shared.models import LogEntry
from tests.cast import ClientAs, browser, family_browser, make_card
from tests.factories.at_the_door import party
from tests.factories.planned import plan_ahead

pytestmark = pytest.mark.django_db
NUMBER = "SL20250001"
PAGE = "/family/cards/"
SEARCH = "/desk/families/"


@pytest.fixture
def card(zhang_family: Household) -> ReaderCard:
    return make_card(zhang_family, NUMBER)


@pytest.fixture
def at_tea_room(zhang_family: Household, tea_room: Site) -> Household:
    """张家 is registered for something in the tea room."""
    party(plan_ahead(tea_room), "张家", household=zhang_family)
    return zhang_family


class TestOwnPage:
    def test_linked_listed_and_removed(self, zhang_family: Household) -> None:
        client = family_browser(zhang_family)
        assert "还没有连借书证" in client.get(PAGE).content.decode()
        done = client.post(PAGE, {"number": "sl 2025-0001"})
        assert (done.status_code, done["Location"]) == (302, PAGE)
        page = client.get(PAGE).content.decode()
        assert "尾号 0001" in page
        assert NUMBER not in page
        assert household_of_card(NUMBER) == zhang_family
        client.post(f"{PAGE}{zhang_family.cards.get().pk}/remove/")
        assert household_of_card(NUMBER) is None

    def test_it_says_what_it_is_for(self, zhang_family: Household) -> None:
        page = family_browser(zhang_family).get(PAGE).content.decode()
        assert "不读取、也不显示借了什么书" in page
        english = family_browser(zhang_family, language="en").get(PAGE).content.decode()
        assert "neither read nor show what is borrowed" in english

    def test_what_is_no_number_is_said_at_the_field(self, zhang_family: Household) -> None:
        page = family_browser(zhang_family).post(PAGE, {"number": "借书证"}).content.decode()
        assert "4 到 32 个字母或数字" in page
        assert 'aria-invalid="true"' in page
        assert not ReaderCard.objects.exists()

    def test_another_family_neither_sees_takes_nor_removes_it(
        self, card: ReaderCard, chen_family: Household
    ) -> None:
        client = family_browser(chen_family)
        assert "0001" not in client.get(PAGE).content.decode()
        refused = client.post(PAGE, {"number": NUMBER}).content.decode()
        assert "已经连在别的家庭" in refused
        assert "张家" not in refused
        assert client.post(f"{PAGE}{card.pk}/remove/").status_code == 404
        assert browser().post(f"{PAGE}{card.pk}/remove/").status_code == 302
        assert household_of_card(NUMBER) == card.household

    def test_the_file_a_family_takes_along_has_the_number_in_full(
        self, card: ReaderCard, zhang_family: Household, chen_family: Household
    ) -> None:
        make_card(chen_family, "SL20250002")
        own = family_browser(zhang_family).get("/family/data/export.json").content.decode()
        assert json.loads(own)["cards"]["rows"][0]["号码"] == NUMBER
        assert "SL20250002" not in own


class TestStaffSearch:
    def test_a_scanned_card_leads_to_its_family(
        self, client_as: ClientAs, operator: User, card: ReaderCard
    ) -> None:
        found = client_as(operator).post(SEARCH, {"q": "ｓｌ2025 0001"}, follow=True)
        assert found.redirect_chain == [(f"{SEARCH}{card.household_id}/", 302)]
        page = found.content.decode()
        assert "尾号 0001" in page
        assert NUMBER not in page
        assert FamilyAccess.objects.get().account == "li"

    @pytest.mark.parametrize("text", ["SL2025000", "L20250001", "2025000", "00001"])
    def test_a_part_of_a_number_finds_nobody(
        self, client_as: ClientAs, operator: User, card: ReaderCard, text: str
    ) -> None:
        answer = client_as(operator).post(SEARCH, {"q": text}, follow=True)
        assert answer.redirect_chain == []
        assert "没有找到" in answer.content.decode()
        assert not FamilyAccess.objects.exists()

    def test_a_card_of_four_digits_is_found_beside_phones_that_end_so(
        self, client_as: ClientAs, operator: User, zhang_family: Household, chen_family: Household
    ) -> None:
        make_card(chen_family, "4821")
        page = client_as(operator).post(SEARCH, {"q": "4821"}, follow=True).content.decode()
        assert "张家家长" in page
        assert "陈家家长" in page

    def test_names_are_found_as_ever(
        self, client_as: ClientAs, operator: User, zhang_family: Household
    ) -> None:
        assert "张家家长" in unescape(
            client_as(operator).post(SEARCH, {"q": "张家"}, follow=True).content.decode()
        )

    def test_whom_the_family_does_not_concern(
        self,
        client_as: ClientAs,
        site_staff: User,
        other_site_staff: User,
        assessor: User,
        outsider: User,
        at_tea_room: Household,
        card: ReaderCard,
    ) -> None:
        own = client_as(site_staff).post(SEARCH, {"q": NUMBER})
        assert own["Location"] == f"{SEARCH}{at_tea_room.pk}/"
        for user in (other_site_staff, assessor, outsider):
            client = client_as(user)
            assert "张家" not in client.post(SEARCH, {"q": NUMBER}, follow=True).content.decode()
            gone = client.post(f"/desk/families/cards/{card.pk}/remove/", {"reason": "看看"})
            assert gone.status_code in (403, 404)
        assert ReaderCard.objects.filter(pk=card.pk).exists()

    def test_staff_remove_a_wrong_card_and_the_family_reads_why(
        self, client_as: ClientAs, operator: User, card: ReaderCard, zhang_family: Household
    ) -> None:
        url = f"/desk/families/cards/{card.pk}/remove/"
        client_as(operator).post(url, {"reason": " "})
        assert ReaderCard.objects.exists()
        client_as(operator).post(url, {"reason": "卡是陈家的"})
        assert not ReaderCard.objects.exists()
        told = family_browser(zhang_family).get("/family/data/").content.decode()
        assert "移除借书证：卡是陈家的" in told
        assert NUMBER not in serialize("json", LogEntry.objects.all())
