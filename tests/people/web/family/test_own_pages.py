"""A family's own pages: children, household, consents, code, data."""

import io
import json
import re
import zipfile
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from shufang.people import family_data
from shufang.people.actions.family.give_consent import give_consent
from shufang.people.actions.family.invite import invite, join_household, leave_household
from shufang.people.actions.family.keep_child import MOST_CHILDREN, add_child, change_child
from shufang.people.actions.note_family_access import note_family_access
from shufang.people.choices import Purpose
from shufang.people.consent_texts import TEXTS, current
from shufang.people.models import Child, Guardian, Household, Invitation, User
from shufang.people.queries.family.ages import age_words, years_on
from shufang.people.queries.family.by_code import household_of_code
from shufang.people.queries.family.consents import agrees
from shufang.people.queries.family.own_code import own_code
from tests.cast import ClientAs, browser, family_browser
from tests.people.web.family.steps import code_for

pytestmark = pytest.mark.django_db
CHEN_PAGES = [
    "children/", "household/", "security/", "consents/", "data/", "code/", "data/export.json", "",
]  # fmt: skip
ZHANG = ["张家", "小米", "豆豆", "4821"]


@pytest.mark.parametrize("page", CHEN_PAGES)
def test_another_family_reads_nothing_of_zhang(
    zhang_family: Household, chen_family: Household, page: str
) -> None:
    seen = family_browser(chen_family).get(f"/family/{page}").content.decode()
    assert [canary for canary in ZHANG if canary in seen] == []
    own = family_browser(zhang_family).get(f"/family/{page}").content.decode()
    assert "张家" in own or page in ("security/", "consents/", "children/")


class TestChildren:
    def test_another_family_s_child_is_not_found(
        self, zhang_family: Household, chen_family: Household
    ) -> None:
        child, client = zhang_family.children.first(), family_browser(chen_family)
        assert child is not None
        values = {"nickname": "偷改", "born": "2020-01"}
        assert client.get(f"/family/children/{child.pk}/").status_code == 404
        assert client.post(f"/family/children/{child.pk}/", values).status_code == 404
        assert client.post(f"/family/children/{child.pk}/remove/").status_code == 404
        child.refresh_from_db()
        assert child.nickname == "小米"

    def test_added_and_back_to_the_activity(self, zhang_family: Household) -> None:
        done = family_browser(zhang_family).post(
            "/family/children/add/",
            {"nickname": "小三", "born": "22.2", "next": "/activities/"},
        )
        assert done["Location"] == "/activities/"
        assert zhang_family.children.filter(nickname="小三").exists()

    def test_twins_have_two_names(self, zhang_family: Household) -> None:
        add_child(household=zhang_family, nickname="大宝", year=2021, month=5)
        add_child(household=zhang_family, nickname="二宝", year=2021, month=5)
        with pytest.raises(ValidationError) as refused:
            add_child(household=zhang_family, nickname=" 大 宝", year=2021, month=5)
        assert "换一个" in refused.value.messages[0]

    def test_a_birthday_is_corrected_under_the_same_name(self, zhang_family: Household) -> None:
        child = zhang_family.children.get(nickname="小米")
        change_child(child=child, nickname="小米", year=2020, month=7)
        assert zhang_family.children.get(nickname="小米").birth_month == 7
        with pytest.raises(ValidationError, match="换一个"):
            change_child(child=child, nickname="豆豆", year=2020, month=7)
        for month in (0, 13):
            with pytest.raises(ValidationError):
                change_child(child=child, nickname="小米", year=2020, month=month)

    def test_is_corrected_on_its_page(self, zhang_family: Household) -> None:
        child, client = zhang_family.children.get(nickname="小米"), family_browser(zhang_family)
        address = f"/family/children/{child.pk}/"
        wrong = client.post(address, {"nickname": "豆豆", "born": "2020-06"})
        assert "换一个" in wrong.content.decode()
        client.post(address, {"nickname": "小米", "born": "13.13"})
        child.refresh_from_db()
        assert (child.nickname, child.birth_month) == ("小米", 6)
        assert client.post(address, {"nickname": "米米", "born": "2020-07"}).status_code == 302
        child.refresh_from_db()
        assert (child.nickname, child.birth_year, child.birth_month) == ("米米", 2020, 7)

    def test_a_child_of_two_households_is_two_profiles(
        self, zhang_family: Household, chen_family: Household
    ) -> None:
        add_child(household=chen_family, nickname="小米", year=2020, month=6)
        other = chen_family.children.get(nickname="小米")
        change_child(child=other, nickname="小米", year=2021, month=7)
        mine = zhang_family.children.get(nickname="小米")
        assert (mine.birth_year, mine.birth_month) == (2020, 6)

    @pytest.mark.parametrize("nickname", ["", "   ", "　", "\u200b", "\ufeff"])
    def test_a_name_that_shows_nothing_is_none(
        self, zhang_family: Household, nickname: str
    ) -> None:
        with pytest.raises(ValidationError):
            add_child(household=zhang_family, nickname=nickname, year=2021, month=5)

    def test_a_month_to_come_is_refused_this_month_is_not(self, zhang_family: Household) -> None:
        today = timezone.localdate()
        nxt = (today.replace(day=28) + timedelta(days=5)).replace(day=1)
        with pytest.raises(ValidationError):
            add_child(household=zhang_family, nickname="未来", year=nxt.year, month=nxt.month)
        add_child(household=zhang_family, nickname="新生", year=today.year, month=today.month)

    @pytest.mark.parametrize(("years", "fine"), [(17, True), (18, False), (90, False)])
    def test_grown_ups_are_no_children(
        self,
        zhang_family: Household,
        years: int,
        fine: bool,
    ) -> None:
        today = timezone.localdate()
        if fine:
            add_child(
                household=zhang_family, nickname="大", year=today.year - years, month=today.month
            )
            return
        with pytest.raises(ValidationError) as refused:
            add_child(
                household=zhang_family, nickname="大", year=today.year - years, month=today.month
            )
        assert "已满 18 岁" in refused.value.messages[0]

    def test_so_many_and_no_more(self, chen_family: Household) -> None:
        for number in range(MOST_CHILDREN - 1):
            add_child(household=chen_family, nickname=f"第{number}个", year=2020, month=1)
        with pytest.raises(ValidationError):
            add_child(household=chen_family, nickname="再一个", year=2020, month=1)

    def test_removed_without_a_trace_where_nothing_refers_to_it(
        self, zhang_family: Household
    ) -> None:
        child = zhang_family.children.get(nickname="豆豆")
        family_browser(zhang_family).post(f"/family/children/{child.pk}/remove/")
        assert not Child.objects.filter(pk=child.pk).exists()

    def test_ages_in_words(self) -> None:
        today = timezone.localdate()
        assert years_on(today, today.year - 6, today.month) == 6
        baby = Child(birth_year=today.year, birth_month=today.month)
        assert age_words(baby) == "0 个月"


class TestTogether:
    def link_of(self, household: Household) -> str:
        page = family_browser(household).post("/family/household/invite/").content.decode()
        found = re.search(r'value="http://testserver(/family/join/[^"]+)"', page)
        assert found is not None
        return found[1]

    def test_a_new_guardian_joins_by_the_link(self, zhang_family: Household) -> None:
        link, client = self.link_of(zhang_family), browser()
        assert "张家" in client.get(link).content.decode()
        assert client.post(link)["Location"].startswith("/family/sign-in/")
        client.post("/family/sign-in/code/", {"code": code_for(client, "13611112222", link)})
        page = client.get("/family/welcome/").content.decode()
        assert "张家" in page
        assert "child-0" not in page
        client.post(
            "/family/welcome/",
            {"name": "张爷爷", "relation": "grandparent", "agreed": "on", "rows": "1"},
        )
        new = Guardian.objects.get(name="张爷爷")
        assert new.household == zhang_family
        assert Household.objects.count() == 1
        assert "小米" in client.get("/family/children/").content.decode()

    def test_the_link_works_once(self, zhang_family: Household, chen_family: Household) -> None:
        token = invite(guardian=zhang_family.guardians.get())
        guardian = chen_family.guardians.get()
        chen_family.children.all().delete()
        join_household(guardian=guardian, token=token)
        assert browser().get(f"/family/join/{token}/").status_code == 404
        guardian.refresh_from_db()
        assert guardian.household == zhang_family

    def test_who_has_an_account_joins_and_leaves_on_the_pages(
        self, zhang_family: Household, chen_family: Household
    ) -> None:
        link, client = self.link_of(zhang_family), family_browser(chen_family)
        refused = client.post(link, follow=True)
        assert "已经有自己的家庭记录" in refused.content.decode()
        assert chen_family.guardians.exists()
        chen_family.children.all().delete()
        assert "你们现在是一家了" in client.post(link, follow=True).content.decode()
        assert zhang_family.guardians.count() == 2
        page = client.post("/family/household/leave/", follow=True).content.decode()
        assert "你已离开" in page
        assert zhang_family.guardians.count() == 1
        alone = family_browser(zhang_family).post("/family/household/leave/", follow=True)
        assert "最后一位家长" in alone.content.decode()
        assert zhang_family.guardians.count() == 1

    def test_it_runs_out(self, zhang_family: Household) -> None:
        token = invite(guardian=zhang_family.guardians.get())
        Invitation.objects.update(until=timezone.now())
        assert browser().get(f"/family/join/{token}/").status_code == 404

    def test_another_link_ends_the_first(self, zhang_family: Household) -> None:
        first = invite(guardian=zhang_family.guardians.get())
        invite(guardian=zhang_family.guardians.get())
        assert browser().get(f"/family/join/{first}/").status_code == 404

    def test_the_database_holds_no_link(self, zhang_family: Household) -> None:
        token = invite(guardian=zhang_family.guardians.get())
        assert Invitation.objects.get().token != token

    def test_a_household_with_children_of_its_own_is_not_merged(
        self, zhang_family: Household, chen_family: Household
    ) -> None:
        token = invite(guardian=zhang_family.guardians.get())
        with pytest.raises(ValidationError):
            join_household(guardian=chen_family.guardians.get(), token=token)
        assert chen_family.guardians.count() == 1
        assert Invitation.objects.get().used_at is None

    def test_leaving_takes_nothing_from_the_others(
        self, zhang_family: Household, chen_family: Household
    ) -> None:
        token = invite(guardian=zhang_family.guardians.get())
        chen_family.children.all().delete()
        guardian = chen_family.guardians.get()
        join_household(guardian=guardian, token=token)
        client = family_browser(guardian.household)
        assert client.get("/family/children/").status_code == 200
        leave_household(guardian=guardian)
        assert guardian.household != zhang_family
        assert zhang_family.children.count() == 2
        assert guardian.household.children.count() == 0

    def test_the_family_s_no_to_pictures_stands_whoever_joins_or_leaves(
        self, zhang_family: Household, chen_family: Household
    ) -> None:
        mother, newcomer = zhang_family.guardians.get(), chen_family.guardians.get()
        give_consent(guardian=mother, purpose="photo", given=False)
        give_consent(guardian=newcomer, purpose="service", given=True)
        give_consent(guardian=newcomer, purpose="photo", given=True)
        chen_family.children.all().delete()
        join_household(guardian=newcomer, token=invite(guardian=mother))
        assert not agrees(zhang_family, Purpose.PHOTO)
        assert agrees(zhang_family, Purpose.SERVICE)
        give_consent(guardian=newcomer, purpose="photo", given=True)
        leave_household(guardian=newcomer)
        assert agrees(zhang_family, Purpose.PHOTO)
        assert agrees(newcomer.household, Purpose.SERVICE)
        assert not agrees(newcomer.household, Purpose.PHOTO)

    def test_who_looked_before_is_not_lost_by_joining(
        self, zhang_family: Household, chen_family: Household, library: User
    ) -> None:
        note_family_access(library, [chen_family], "家庭资料")
        chen_family.children.all().delete()
        token = invite(guardian=zhang_family.guardians.get())
        join_household(guardian=chen_family.guardians.get(), token=token)
        assert zhang_family.accesses.count() == 1

    def test_the_last_one_cannot_leave(self, zhang_family: Household) -> None:
        with pytest.raises(ValidationError):
            leave_household(guardian=zhang_family.guardians.get())


class TestConsents:
    def test_given_and_taken_back_with_the_words_agreed_to(self, zhang_family: Household) -> None:
        client = family_browser(zhang_family)
        for given in ("1", "1", "0", "1"):
            client.post("/family/consents/", {"purpose": "photo", "given": given})
        rows = list(zhang_family.consents.order_by("pk"))
        assert [row.given for row in rows] == [True, False, True]  # nothing twice
        assert rows[0].text_hash in current(Purpose.PHOTO).hashes
        assert agrees(zhang_family, Purpose.PHOTO)
        assert not agrees(zhang_family, Purpose.MEDIA)

    def test_english_words_have_their_own_hash(self, zhang_family: Household) -> None:
        family_browser(zhang_family, language="en").post(
            "/family/consents/", {"purpose": "photo", "given": "1"}
        )
        row = zhang_family.consents.get()
        (text,) = (t for t in TEXTS[Purpose(row.purpose)] if t.version == row.version)
        assert row.text_hash in text.hashes

    def test_the_service_is_taken_back_by_erasing(self, zhang_family: Household) -> None:
        client = family_browser(zhang_family)
        client.post("/family/consents/", {"purpose": "service", "given": "1"})
        client.post("/family/consents/", {"purpose": "service", "given": "0"})
        assert agrees(zhang_family, Purpose.SERVICE)

    def test_an_unknown_purpose_is_refused(self, zhang_family: Household) -> None:
        family_browser(zhang_family).post("/family/consents/", {"purpose": "x", "given": "1"})
        assert not zhang_family.consents.exists()

    def test_every_purpose_has_a_text_and_every_text_two_languages(self) -> None:
        assert set(TEXTS) == set(Purpose)
        for texts in TEXTS.values():
            assert len({text.version for text in texts}) == len(texts)
            for text in texts:
                assert text.chinese
                assert text.english.isascii()


class TestTheCode:
    def test_staff_find_the_household_by_it(self, zhang_family: Household) -> None:
        client = family_browser(zhang_family)
        client.post("/family/code/new/")
        zhang_family.refresh_from_db()
        code = own_code(zhang_family)
        assert code not in (zhang_family.code, zhang_family.code_sealed)
        assert household_of_code(code) == zhang_family
        assert household_of_code(f" {code.lower()[:4]} {code.lower()[4:]} ") == zhang_family
        assert household_of_code(code[:-1]) is None
        assert household_of_code("x" * 10_000) is None
        page = client.get("/family/code/").content.decode()
        assert "<svg" in page
        assert code[:4] in page

    def test_another_code_ends_the_first(self, zhang_family: Household) -> None:
        client = family_browser(zhang_family)
        client.post("/family/code/new/")
        zhang_family.refresh_from_db()
        first = own_code(zhang_family)
        client.post("/family/code/new/")
        assert household_of_code(first) is None

    def test_a_family_without_a_readable_code_makes_one(self, zhang_family: Household) -> None:
        Household.objects.update(code_sealed="1.broken")
        assert "重新生成" in family_browser(zhang_family).get("/family/code/").content.decode()

    def test_the_page_is_light(self, zhang_family: Household) -> None:
        client = family_browser(zhang_family)
        client.post("/family/code/new/")
        assert len(client.get("/family/code/").content) < 20_000


class TestTheData:
    def test_everything_as_json(self, zhang_family: Household) -> None:
        answer = family_browser(zhang_family).get("/family/data/export.json")
        told = json.loads(answer.content)
        assert [row["小名"] for row in told["children"]["rows"]] == ["小米", "豆豆"]
        assert told["guardians"]["rows"][0]["手机号"] == "13800004821"
        assert "attachment" in answer["Content-Disposition"]
        assert (
            answer["Cache-Control"] == "private, no-store" or "no-store" in answer["Cache-Control"]
        )

    def test_everything_as_spreadsheets(self, zhang_family: Household) -> None:
        Child.objects.filter(nickname="豆豆").update(nickname="=1+1")
        packed = family_browser(zhang_family).get("/family/data/export.zip").content
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            name = next(n for n in archive.namelist() if "children" in n)
            sheet = load_workbook(io.BytesIO(archive.read(name))).active
        assert sheet is not None
        cells = [cell for row in sheet.iter_rows() for cell in row]
        assert "小米" in {cell.value for cell in cells}
        assert all(cell.data_type != "f" for cell in cells)

    def test_no_other_format(self, zhang_family: Household) -> None:
        client = family_browser(zhang_family)
        assert client.get("/family/data/export.exe").status_code == 404

    def test_who_looked_is_read_in_both_languages(
        self, zhang_family: Household, client_as: ClientAs, library: User
    ) -> None:
        client_as(library).get(f"/desk/families/{zhang_family.pk}/")
        assert "家庭资料" in family_browser(zhang_family).get("/family/data/").content.decode()
        english = family_browser(zhang_family, language="en").get("/family/data/").content.decode()
        assert "王馆长" in english
        assert "家庭资料" not in english

    def test_other_apps_tell_theirs(self) -> None:
        assert "activities" in [source.code for source in family_data.sources()]


class TestTheNumber:
    def test_a_new_number_is_proven_first(self, zhang_family: Household) -> None:
        client = family_browser(zhang_family)
        client.post("/family/security/phone/", {"phone": "136 1111 2222"})
        assert zhang_family.guardians.get().phone == "13800004821"
        page = client.get("/family/security/phone/code/").content.decode()
        code = re.search(r'num">(\d{6})<', page)
        assert code is not None
        client.post("/family/security/phone/code/", {"code": code[1]})
        guardian = zhang_family.guardians.get()
        assert (guardian.phone, guardian.last_four) == ("13611112222", "2222")
        assert client.get("/family/children/").status_code == 200

    def test_somebody_else_s_number_is_not_taken_over(
        self, zhang_family: Household, chen_family: Household
    ) -> None:
        client = family_browser(chen_family)
        client.post("/family/security/phone/", {"phone": "13800004821"})
        page = client.get("/family/security/phone/code/").content.decode()
        code = re.search(r'num">(\d{6})<', page)
        assert code is not None
        answer = client.post("/family/security/phone/code/", {"code": code[1]})
        assert "已经有自己的账号" in answer.content.decode()
        assert zhang_family.guardians.get().phone == "13800004821"
        assert chen_family.guardians.get().phone == "13900007733"


def test_the_note_is_for_everybody() -> None:
    for language, said in (("zh-hans", "一直到你删除"), ("en", "until you erase it")):
        page = browser(language=language).get(reverse("family:privacy"))
        assert (page.status_code, said in page.content.decode()) == (200, True)
