"""The sign-in sheet: its totals stand on the page of its rows."""

import io
from datetime import UTC, datetime

import pytest
from django.utils import translation
from pypdf import PdfReader

from shufang.activities.choices import Stage
from shufang.activities.models import Attendee
from shufang.activities.queries.signing_in.sheet import row_code
from shufang.places.models import Site
from shufang.reports.sheets.sign_in import sign_in_pdf
from tests.factories.came import registered
from tests.factories.planned import plan_ahead, with_places


@pytest.mark.parametrize("parties", [0, 14, 15])
def test_a_sheet_of_few_families_is_one_page_in_english_too(tea_room: Site, parties: int) -> None:
    activity = plan_ahead(tea_room)
    with_places(activity)
    for _number in range(parties):
        registered(activity, Stage.CONFIRMED, name="张家")
    with translation.override("en"):
        pages = PdfReader(io.BytesIO(sign_in_pdf(activity))).pages
    assert len(pages) == 1
    assert "Entered by" in pages[0].extract_text()


@pytest.mark.parametrize("title", ["小羊过桥" * 15, "The Little Goats Who Crossed a Bridge " * 5])
def test_a_long_title_costs_empty_rows_and_no_second_page(tea_room: Site, title: str) -> None:
    activity = plan_ahead(tea_room, title=title, leader="欧阳陈丽娜·司徒文博")
    with_places(activity)
    for _number in range(10):
        registered(activity, Stage.CONFIRMED, name="张家")
    with translation.override("en"):
        pages = PdfReader(io.BytesIO(sign_in_pdf(activity))).pages
    assert len(pages) == 1
    text = pages[0].extract_text()
    assert "Entered by" in text
    assert row_code(activity, "W4") in text


def test_children_are_as_old_as_on_that_day(tea_room: Site) -> None:
    """Born in December: not yet six in October."""
    activity = plan_ahead(tea_room, starts=datetime(2030, 10, 5, 10, tzinfo=UTC))
    party = registered(activity, Stage.CONFIRMED, name="张家")
    Attendee.objects.create(
        activity=activity, registration=party, nickname="小米", birth_year=2024, birth_month=12
    )
    text = PdfReader(io.BytesIO(sign_in_pdf(activity))).pages[0].extract_text()
    assert "5 岁" in text
    assert "6 岁" not in text
