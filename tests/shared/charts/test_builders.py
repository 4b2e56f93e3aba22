"""Charts say what is known, and don't invent the rest."""

import json
from datetime import date
from typing import Any

from shufang.shared.charts import (
    Bar,
    Dot,
    Group,
    Line,
    Marker,
    Place,
    Point,
    Spec,
    Tile,
    bars,
    draw,
    lines,
    points_map,
    scatter,
    tiles,
)
from shufang.shared.charts.geometry import Box, median, place_labels, ticks
from shufang.shared.charts.theme import figure

MONTHS = [date(2024, month, 1) for month in range(1, 13)]


def _svg(spec: Spec | None) -> str:
    assert spec is not None
    return draw(spec).decode()


def _values(spec: Spec | None, mark: str) -> list[dict[str, Any]]:
    assert spec is not None
    found: list[dict[str, Any]] = []
    for layer in spec["layer"]:
        kind = layer.get("mark", {}).get("type")
        if kind == mark:
            found += layer["data"]["values"]
    return found


def test_nothing_known_is_no_chart() -> None:
    assert bars([]) is None
    assert bars([Bar("a", None)]) is None
    assert lines([Line("a", ())]) is None
    assert lines([Line("a", (Point(MONTHS[0], None),))]) is None
    assert scatter([Dot("a", None, 1)], x_title="x", y_title="y") is None
    assert points_map([]) is None
    assert tiles([]) is None


def test_one_bar_and_all_zero_draw() -> None:
    assert "太平 12 场" in _svg(bars([Bar("太平", 12)], unit="场"))
    assert _svg(bars([Bar("太平", 0)]))


def test_an_unknown_bar_is_a_dash_not_a_zero() -> None:
    spec = bars([Bar("1月", 3), Bar("2月", None)])
    assert [row["label"] for row in _values(spec, "bar")] == ["1月"]
    assert [row["text"] for row in _values(spec, "text")] == ["3", "—"]


def test_an_estimate_is_pale_and_marked() -> None:
    spec = bars([Bar("a", 30, estimated=True), Bar("b", 30)], unit="人")
    pale, sure = _values(spec, "bar")
    assert pale["opacity"] < sure["opacity"]
    assert pale["figure"] == "≈30"
    assert pale["name"] == "a ≈30 人"


def test_bars_begin_at_zero() -> None:
    spec = bars([Bar("a", 1000), Bar("b", 1001)])
    assert spec is not None
    assert spec["layer"][0]["encoding"]["y"]["scale"]["domain"][0] == 0


def test_many_rooms_and_long_names_lie_down() -> None:
    rooms = [Bar(f"一个名字特别长的城市书房{i}", i) for i in range(31)]
    spec = bars(rooms, width=330)
    assert spec is not None
    assert spec["height"] == 31 * 27
    assert any(row["text"].endswith("…") for row in _values(spec, "text"))
    assert spec["width"] + spec["padding"]["left"] + spec["padding"]["right"] <= 331


def test_highlighting_steps_the_others_back() -> None:
    first, second = _values(bars([Bar("a", 1), Bar("b", 2)], highlight=["b"]), "bar")
    assert first["colour"] != second["colour"]


def test_a_month_without_a_value_is_a_gap_in_the_line() -> None:
    points = tuple(Point(m, None if m.month == 5 else 10.0) for m in MONTHS if m.month != 8)
    rows = _values(lines([Line("a", points)]), "line")
    assert [row["y"] is None for row in rows].count(True) == 2
    assert len(rows) == 12


def test_the_year_before_lies_under_this_one() -> None:
    now = Line("now", tuple(Point(m, 10) for m in MONTHS))
    before = Line("before", tuple(Point(m.replace(year=2023), 5) for m in MONTHS), before=True)
    rows = _values(lines([now, before]), "line")
    assert [row["x"] for row in rows[:12]] == [row["x"] for row in rows[12:]]


def test_markers_outside_the_months_are_left_out() -> None:
    line = Line("a", tuple(Point(m, 10) for m in MONTHS))
    marks = [Marker(date(2024, 3, 2), "皮影", href="/a/1"), Marker(date(2026, 1, 1), "晚")]
    svg = _svg(lines([line], markers=marks))
    assert 'href="/a/1"' in svg
    assert "2024-03-02 皮影" in svg
    assert "晚" not in svg


def test_names_of_lines_that_end_together_stand_apart() -> None:
    spec = lines([Line(n, tuple(Point(m, v) for m in MONTHS)) for n, v in (("a", 10), ("b", 10))])
    ends = [row["y"] for row in _values(spec, "text")]
    assert abs(ends[0] - ends[1]) >= 14


def test_no_label_lies_on_another() -> None:
    dots = [(50.0 + i % 4, 50.0 + i // 4, 4.0, f"书房{i % 10}") for i in range(16)]
    frame = Box(0, 0, 200, 200)
    found = place_labels(dots, frame=frame)
    boxes = [Box(x - 14, y - 6, x + 14, y + 6) for x, y in (spot for spot in found if spot)]
    assert boxes
    assert not any(a.meets(b) for i, a in enumerate(boxes) for b in boxes[:i])


def test_places_keep_their_directions() -> None:
    spec = points_map([Place("北", 120.0, 31.0, 5), Place("南", 120.0, 30.0, None)])
    north, south = sorted(_values(spec, "circle"), key=lambda row: row["label"])
    assert north["y"] < south["y"]
    assert south["fill"] == "transparent"


def test_tiles_name_room_value_and_class() -> None:
    rooms = [Tile("太平", None, href="/r/1"), Tile("茶园", 11, "hot")]
    svg = _svg(tiles(rooms, groups=[Group("hot", "都热", "#cfe3da")], unit="户"))
    assert 'aria-label="太平 —"' in svg
    assert 'aria-label="茶园 11 户 都热"' in svg


def test_round_ends_and_the_middle() -> None:
    assert ticks(0, 32) == [0, 10, 20, 30, 40]
    assert ticks(0, 0)[-1] > 0
    assert ticks(0, 1, whole=True) == [0, 1]
    assert ticks(0, 5, whole=True) == [0, 2, 4, 6]
    assert median([3, 1, 2]) == 2
    assert median([1, 2, 3, 4]) == 2.5


def test_figures_print_as_tables_print_them() -> None:
    assert [figure(v) for v in (3955, 16.25, 1234.56, 0.0)] == ["3,955", "16.3", "1,234.6", "0"]


def test_as_many_months_are_named_as_there_is_room_for() -> None:
    def named(width: int) -> list[str]:
        months = [date(2024 + (6 + i) // 12, (6 + i) % 12 + 1, 1) for i in range(11)]
        spec = lines([Line("外借", tuple(Point(month, 100) for month in months))], width=width)
        assert spec is not None
        labels = spec["layer"][0]["encoding"]["x"]["axis"]["labelExpr"]
        return list(json.loads(labels[len("split(") : labels.index("}") + 1]).values())

    assert named(640)[:4] == ["7月\n2024", "8月", "9月", "10月"]
    assert named(330)[:4] == ["7月\n2024", "", "9月", ""]
