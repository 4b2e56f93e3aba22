"""The categories' pages."""

import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shufang.activities.models import Category, CategoryAlias
from shufang.people.models import User
from shufang.places.models import Site
from tests.activities.stating import DAY
from tests.cast import ClientAs
from tests.factories import make_activity

LIST = "/desk/activities/categories/"
TYPED = {
    "name": "科普", "name_en": "Science", "national_type": "lecture", "colour": "adult",
    "order": 7, "active": "on", "aliases": "科学课、实验\n观星",
}  # fmt: skip


def test_the_library_adds_and_changes_a_category(client_as: ClientAs, library: User) -> None:
    client = client_as(library)
    assert client.post(f"{LIST}add/", TYPED).headers["Location"] == LIST
    category = Category.objects.get(name="科普")
    assert {alias.name for alias in category.aliases.all()} == {"科学课", "实验", "观星"}
    shown = client.get(f"{LIST}{category.pk}/").content.decode()
    assert "观星" in shown
    client.post(f"{LIST}{category.pk}/", {**TYPED, "aliases": "实验", "active": ""})
    category.refresh_from_db()
    assert (category.active, category.aliases.count()) == (False, 1)


def test_refusals_stand_at_their_fields(client_as: ClientAs, library: User) -> None:
    for changes, field in (
        ({"name": "故事剧场"}, "name"),
        ({"aliases": "银龄阅读"}, "aliases"),
        ({"aliases": "长" * 61}, "aliases"),
    ):
        answer = client_as(library).post(f"{LIST}add/", {**TYPED, **changes})
        assert field in answer.context["form"].errors
    assert Category.objects.count() == 6


@pytest.mark.parametrize("who", ["operator", "site_staff", "assessor", "auditor", "outsider"])
def test_others_change_no_category(
    who: str, request: pytest.FixtureRequest, client_as: ClientAs
) -> None:
    client = client_as(request.getfixturevalue(who))
    category = Category.objects.order_by("pk")[0]
    for address in (f"{LIST}add/", f"{LIST}{category.pk}/"):
        assert client.post(address, TYPED).status_code == 403
    assert Category.objects.count() == 6
    assert client.get(LIST).status_code == (403 if who == "outsider" else 200)


def test_the_list_costs_the_same_with_more_rows(
    client_as: ClientAs, operator: User, tea_room: Site
) -> None:
    client = client_as(operator)
    client.get(LIST)  # the first visit moves the session on
    with CaptureQueriesContext(connection) as few:
        client.get(LIST)
    for name in ("甲", "乙"):
        added = Category.objects.create(name=name)
        CategoryAlias.objects.create(category=added, name=f"{name}类", plain=f"{name}类")
        make_activity(tea_room, DAY, category=name)
    with CaptureQueriesContext(connection) as more:
        page = client.get(LIST).content.decode()
    assert "甲类" in page
    assert len(more) == len(few) <= 6


def test_the_export_holds_the_table(client_as: ClientAs, auditor: User, tea_room: Site) -> None:
    make_activity(tea_room, DAY)
    answer = client_as(auditor).get(f"{LIST}export.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.getvalue())).active
    assert sheet is not None
    rows = {row[0]: row for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert len(rows) == 6
    assert rows["亲子阅读"][4] == 1
    assert "亲子活动" in str(rows["亲子阅读"][3])
    assert client_as(auditor).get(f"{LIST}999/").status_code == 403
