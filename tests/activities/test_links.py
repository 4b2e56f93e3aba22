"""A media report's link leads to the web, or nowhere."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from shufang.activities.forms.media import MediaReportForm
from shufang.activities.models import Activity, MediaReport
from shufang.places.models import Site
from tests.factories import make_activity

pytestmark = pytest.mark.django_db
TRAPS = [
    *(
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "\x01javascript:alert(1)",
    ),
    *("data:text/html,x", "vbscript:x", "ftp://a.example/x", "file:///etc/passwd", "//a.example/x"),
]


@pytest.fixture
def activity(tea_room: Site) -> Activity:
    return make_activity(tea_room, date(2025, 3, 8))


@pytest.mark.parametrize("link", TRAPS)
def test_a_trap_is_refused_by_the_form_and_by_the_database(activity: Activity, link: str) -> None:
    form = MediaReportForm({"outlet": "禾城日报", "day": "2025-03-08", "link": link})
    assert not form.is_valid() or form.cleaned_data["link"].startswith("https://")
    with transaction.atomic(), pytest.raises(IntegrityError):
        MediaReport.objects.create(activity=activity, outlet="x", day=activity.day, link=link)


@pytest.mark.parametrize(
    "link", ["", "http://a.example/x?b=1", "https://a.example", "HTTPS://A.EXAMPLE"]
)
def test_web_addresses_are_kept(activity: Activity, link: str) -> None:
    assert MediaReportForm({"outlet": "禾城日报", "day": "2025-03-08", "link": link}).is_valid()
    MediaReport.objects.create(activity=activity, outlet="x", day=activity.day, link=link)
