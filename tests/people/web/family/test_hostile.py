"""Families type whatever they like: nothing breaks, nothing comes back as markup."""

import pytest
from django.test import Client

from shufang.people.models import Household
from shufang.people.queries.family.by_code import household_of_code
from tests.cast import browser, family_browser
from tests.house.payloads import ADDRESSES, EVERYTHING, MARK, MARKUP
from tests.people.web.family.steps import code_for

pytestmark = pytest.mark.django_db
CHILD = {"nickname": "小三", "born": "2021-05"}
OWN = {
    "name": "小米妈妈", "relation": "parent", "household_name": "张家", "town": "",
    "language": "zh-hans",
}  # fmt: skip
FORMS: dict[str, dict[str, str]] = {
    "/family/children/add/": CHILD,
    "/family/household/": OWN,
    "/family/consents/": {"purpose": "photo", "given": "1"},
    "/family/security/phone/": {"phone": "13611112222"},
    "/family/security/phone/code/": {"code": "123456"},
}
PAGES = ["", "children/", "household/", "consents/", "data/", "code/", "security/"]


def clean(text: str) -> str:
    """As a browser sends it."""
    return text.encode("utf-8", "replace").decode()


def shows(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("address", FORMS)
def test_a_family_s_forms_take_whatever_is_typed(zhang_family: Household, address: str) -> None:
    client = family_browser(zhang_family)
    for field in FORMS[address]:
        for text in EVERYTHING:
            answer = client.post(address, {**FORMS[address], field: clean(text)})
            assert answer.status_code in (200, 302), (field, text[:40])
            if answer.status_code == 200:
                page = answer.content.decode()
                assert f"<script>{MARK}" not in page
                assert "<img src=x" not in page
                assert "<svg onload" not in page


def test_names_come_back_as_text(zhang_family: Household) -> None:
    client = family_browser(zhang_family)
    for text in MARKUP:
        client.post("/family/household/", {**OWN, "household_name": text[:20], "name": text[:20]})
        client.post("/family/children/add/", {**CHILD, "nickname": text[:20]})
        for path in PAGES:
            page = shows(client, f"/family/{path}")
            assert text[:20] not in page or "<" not in text[:20]


@pytest.mark.parametrize("step", ["/family/sign-in/", "/family/sign-in/password/"])
def test_strangers_type_whatever_they_like(step: str) -> None:
    client = browser()
    for text in EVERYTHING:
        answer = client.post(step, {"phone": clean(text), "password": clean(text)})
        assert answer.status_code == 200
        assert f"<script>{MARK}" not in answer.content.decode()


def test_codes_of_every_kind(zhang_family: Household) -> None:
    client = browser()
    code_for(client, "13800004821")
    for text in EVERYTHING:
        answer = client.post("/family/sign-in/code/", {"code": clean(text)})
        assert answer.status_code == 200
    assert client.get("/family/children/").status_code == 302


def test_the_first_page_takes_whatever_is_typed() -> None:
    client = browser()
    client.post("/family/sign-in/code/", {"code": code_for(client, "13611112222")})
    values = {"name": "a", "relation": "parent", "agreed": "", "rows": "1"}
    for field in ("name", "relation", "rows", "child-0-nickname", "child-0-born", "more"):
        for text in EVERYTHING:
            answer = client.post("/family/welcome/", {**values, field: clean(text)})
            assert answer.status_code == 200, (field, text[:40])


def test_next_leads_nowhere_else(zhang_family: Household) -> None:
    client = family_browser(zhang_family)
    for number, address in enumerate(ADDRESSES):
        values = {**CHILD, "nickname": f"第{number}个", "next": address}
        assert client.post("/family/children/add/", values)["Location"] == "/family/"
        assert client.get("/family/sign-in/", {"next": address})["Location"] == "/family/"


def test_what_is_scanned_may_be_anything(zhang_family: Household) -> None:
    for text in EVERYTHING:
        assert household_of_code(text) is None
