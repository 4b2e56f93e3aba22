"""A room's year in figures, asked of the lake."""

from datetime import date

from shufang.activities.models import StatedCount
from shufang.places.models import Site
from shufang.portal.queries.figures import network_figures, room_year
from shufang.shared.period import Period
from tests.portal.making import held_at, lent

YEAR = Period(date(2024, 7, 12), date(2025, 7, 11), date(2025, 5, 31))


def test_a_rooms_year_stands_beside_the_year_before(tea_room: Site, taiping: Site) -> None:
    activity = held_at(tea_room, date(2025, 3, 8))
    StatedCount.objects.create(activity=activity, sign_ins=12)
    held_at(taiping, date(2025, 3, 9))
    lent(tea_room, date(2025, 3, 1), 700)
    lent(tea_room, date(2024, 3, 1), 300)
    lent(taiping, date(2025, 3, 1), 9)
    year = room_year(tea_room, YEAR)
    assert [(f.code, f.value, f.before) for f in year.figures] == [
        ("activities_held", 1, 0),
        ("sign_ins", 12, 0),
        ("loans", 700, 300),
    ]
    march = next(m for m in year.months if m.month == date(2025, 3, 1))
    assert (march.value, march.before, march.activities) == (700, 300, 1)
    assert [a.pk for a in year.activities] == [activity.pk]
    assert len(year.months) == 11


def test_a_room_without_counts_has_no_curve(tea_room: Site) -> None:
    assert not room_year(tea_room, YEAR).has_curve


def test_the_network_adds_its_rooms_up(tea_room: Site, taiping: Site) -> None:
    lent(tea_room, date(2025, 3, 1), 700)
    lent(taiping, date(2025, 3, 1), 9)
    assert network_figures(YEAR)[2].value == 709
