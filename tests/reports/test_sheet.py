"""The sign-in sheet: its totals stand on the page of its rows."""

import io

import pytest
from django.utils import translation
from pypdf import PdfReader

from shufang.activities.choices import Stage
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
