"""The grid of rooms and months: what nobody counted is never a zero."""

from datetime import date

from shufang.circulation.choices import Counted, Span
from shufang.circulation.queries.counts import grid, grid_table, months_of_data, rows_of, rows_table
from shufang.places.models import Site
from tests.factories import make_count

MARCH, APRIL = date(2025, 3, 1), date(2025, 4, 1)


def test_cells_lines_and_sums(tea_room: Site, taiping: Site) -> None:
    make_count(Counted.LOANS, tea_room, MARCH, 100)
    make_count(Counted.LOANS, tea_room, APRIL, None)
    for day, value in ((1, 5), (2, None), (3, 6)):
        make_count(Counted.LOANS, taiping, date(2025, 4, day), value, span=Span.DAY)
    make_count(Counted.VISITS, tea_room, MARCH, 9999)
    assert months_of_data(Counted.LOANS) == (MARCH, APRIL)
    assert months_of_data(Counted.NEW_CARDS) is None
    found = grid(Counted.LOANS, MARCH, APRIL)
    values = {
        line.site.name: [cell and (cell.value, cell.missing) for cell in line.cells]
        for line in found.lines
    }
    assert values == {
        "太平智慧书房": [None, (11, 1)],
        "茶园小学智慧书房": [(100, 0), (None, 1)],
    }
    assert (found.totals, found.total, found.has_gaps) == ([100, 11], 111, True)


def test_a_room_nobody_counted_has_no_sum(tea_room: Site) -> None:
    make_count(Counted.LOANS, tea_room, MARCH, None)
    found = grid(Counted.LOANS, MARCH, MARCH)
    assert [line.total for line in found.lines] == [None]
    assert (found.totals, found.total, found.has_gaps) == ([None], None, False)
    rows = list(grid_table(Counted.LOANS, found).rows)
    assert rows == [["茶园小学智慧书房", None, None], ["合计", None, None]]


def test_the_rows_of_a_cell(tea_room: Site, taiping: Site) -> None:
    make_count(Counted.LOANS, tea_room, date(2025, 3, 31), 3, span=Span.DAY, method="gate")
    make_count(Counted.LOANS, tea_room, APRIL, 4)
    make_count(Counted.LOANS, taiping, MARCH, 5)
    table = rows_table(Counted.LOANS, rows_of(Counted.LOANS, tea_room, MARCH))
    assert list(table.rows) == [["2025-03-31", 3, "", "门禁", ""]]
