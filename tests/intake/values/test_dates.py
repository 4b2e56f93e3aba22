"""Days, times and months as ledgers write them."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shufang.intake.reading import Cell
from shufang.intake.values import Bad
from shufang.intake.values.dates import Day, day, month, times

D = date(2024, 7, 20)
AT = datetime.fromisoformat

WHOLE = [
    "2024-07-20 ",
    "2024.07.20",
    "2024年7月20日",
    "2024/7/20",
    "2024年07月20号",
    "20240720",
    "24.7.20",
    "24年7月20日",
    "'24-7-20",
    "２０２４年７月２０日",
    "2024 年 7 月 20 日",
    "2024-07-20 00:00:00",
    "20 July 2024",
    "20th July 2024",
    "July 20, 2024",
    "20-Jul-24",
    "Sat, 20 July 2024",
    "2024年7月20日（周六）",
    "2024年7月20日 星期六",
    "2024-07-20 (Saturday)",
    "7/20/2024",
    "二〇二四年七月二十日",
    "\ufeff2024-07-20\u3000",
    "2024年7月20日上午",
    "2024年7月20日 全天",
    "45493",
    45493,
    45493.0,
    20240720,
    D,
    AT("2024-07-20T00:00"),
    "2024年7月20日周末",
]


@pytest.mark.parametrize("cell", WHOLE)
def test_one_day_in_every_spelling(cell: Cell) -> None:
    assert day(cell) == Day(D)


@pytest.mark.parametrize(
    ("cell", "start", "end"),
    [
        ("2024年7月20日(周六)下午2:30-4:00", time(14, 30), time(16)),
        ("2024年7月20日 周六 14:00—15:30", time(14), time(15, 30)),
        ("2024年7月20日14时30分至16时", time(14, 30), time(16)),
        ("2024-07-20T14:30", time(14, 30), None),
        ("2024-07-20T14:30:00+08:00", time(14, 30), None),
        ("2024-07-20 14:30:00", time(14, 30), None),
        ("2024.7.20 9：00～10：00", time(9), time(10)),
        ("2024/7/20 下午2点半", time(14, 30), None),
        (AT("2024-07-20T14:30"), time(14, 30), None),
        (45493.604166667, time(14, 30), None),
    ],
)
def test_a_day_with_its_times(cell: Cell, start: time, end: time | None) -> None:
    assert day(cell) == Day(D, start, end)


@pytest.mark.parametrize(
    "cell",
    ["7月20日", "7.20", "7/20", "7-20", "７月２０日", "七月二十日", "7月20日（周六）", 7.21 - 0.01],
)
def test_a_day_without_a_year_takes_the_sheets(cell: Cell) -> None:
    if isinstance(cell, float):  # 7.20 typed as a number is 7.2
        with pytest.raises(Bad, match="7月2日还是 7月20日"):
            day(cell, 2024)
        return
    assert day(cell, 2024) == Day(D)
    with pytest.raises(Bad, match="没有写年份"):
        day(cell)


def test_a_written_year_wins_over_the_sheets() -> None:
    assert day("2023年7月20日", 2024).date == date(2023, 7, 20)
    assert day(7.21, 2024).date == date(2024, 7, 21)


@pytest.mark.parametrize(
    ("cell", "until"),
    [
        ("2024年7月20日-21日", date(2024, 7, 21)),
        ("2024年7月20日至7月22日", date(2024, 7, 22)),
        ("2024.7.20-7.21", date(2024, 7, 21)),
        ("2024-07-20~2024-07-21", date(2024, 7, 21)),
        ("2024年7月20、21日", date(2024, 7, 21)),
        ("2024年7月20日（周六）-21日（周日） 9:00-10:00", date(2024, 7, 21)),
    ],
)
def test_several_days_start_with_the_first(cell: str, until: date) -> None:
    assert (day(cell).date, day(cell).until) == (D, until)


def test_several_days_run_over_new_year() -> None:
    assert day("12月30日-1月2日", 2024).until == date(2025, 1, 2)


def test_numbers_count_from_1904_where_the_book_does() -> None:
    assert day(44031, date1904=True) == Day(D)
    assert day(45493 - 1462 + 0.5, date1904=True) == Day(D, time(12))


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("2024-13-45", "13 月"),
        ("2024年2月30日", "没有 30 日"),
        ("2月30日", "没有 30 日"),
        ("2023-02-29", "不是闰年"),
        (20230229, "不是闰年"),
        ("2024-00-10", "0 月"),
        ("1989-12-31", "1990"),
        ("2101-01-01", "1990"),
        ("0001-01-01", "1990"),
        ("9999-12-31", "1990"),
        (date(1900, 1, 12), "1990"),
        ("农历七月初七", "农历"),
        ("正月十五", "农历"),
        ("2024年腊月初八", "农历"),
        ("民国113年7月20日", "民国"),
        ("113.7.20", "民国"),
        ("2024年7月", "没有日"),
        ("5/6/2024", "分不清"),
        ("2024年7月20日（周日）", "星期六"),
        ("Sunday, 20 July 2024", "星期六"),
        ("2024年7月20日-19日", "早于第一天"),
        ("2024年7月20日雨天改期", "移到备注"),
        ("2024年7月20日 15:30-14:30", "早于开始"),
        ("2024年7月20日 25:00", "没有"),
        ("七月十五", "不是日期"),
        ("小计", "不是日期"),
        ("15场", "不是日期"),
        ("²", "不是日期"),
        ("٢٠٢٤-٠٧-٢٠", "不是日期"),
        ("{{7*7}}", "不是日期"),
        ("2" * 10_000, "不是日期"),
        (12, "不是日期"),
        (1e300, "不是日期"),
        (float("nan"), "不是日期"),
        (float("inf"), "不是日期"),
        (True, "不是日期"),
        (time(14), "不是日期"),
        (timedelta(1), "不是日期"),
        (None, "没有写日期"),
        ("", "没有写日期"),
        ("—", "没有写日期"),
    ],
)
def test_no_such_day_has_its_own_sentence(cell: Cell, reason: str) -> None:
    with pytest.raises(Bad, match=reason) as caught:
        day(cell, 2024)
    assert caught.value.reason_en.endswith(".")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("14:30", (time(14, 30), None)),
        ("14:30-15:30", (time(14, 30), time(15, 30))),
        ("14：30 — 15：30", (time(14, 30), time(15, 30))),
        ("下午2:30-4:00", (time(14, 30), time(16))),
        ("上午9:00—11:30", (time(9), time(11, 30))),
        ("上午10:00-2:00", (time(10), time(14))),
        ("上午10点至下午2点", (time(10), time(14))),
        ("14点半", (time(14, 30), None)),
        ("下午三点一刻", (time(15, 15), None)),
        ("9：00～10：00", (time(9), time(10))),
        ("9.00-10.30", (time(9), time(10, 30))),
        ("9点-11点30分", (time(9), time(11, 30))),
        ("晚上7:00", (time(19), None)),
        ("中午12:00-1:30", (time(12), time(13, 30))),
        ("凌晨12:30", (time(0, 30), None)),
        ("2:30pm", (time(14, 30), None)),
        ("10am-2pm", (time(10), time(14))),
        ("12 pm", (time(12), None)),
        ("2:30 PM - 4:00 PM", (time(14, 30), time(16))),
        ("14:30开始", (time(14, 30), None)),
        ("14:00-14:00", (time(14), None)),
        ("22:00-24:00", (time(22), time(23, 59))),
        ("晚上10点-12点", (time(22), time(23, 59))),
        ("00:00", (time(0), None)),
        ("全天", (None, None)),
        ("", (None, None)),
        ("—", (None, None)),
        (None, (None, None)),
        (time(14, 30), (time(14, 30), None)),
        (AT("1899-12-31T14:30"), (time(14, 30), None)),
        (timedelta(hours=14.5), (time(14, 30), None)),
        (0.604166667, (time(14, 30), None)),
        (0, (time(0), None)),
    ],
)
def test_times_of_day(cell: Cell, expected: tuple[time | None, time | None]) -> None:
    assert times(cell) == expected


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("25:00", "没有"),
        ("24:30", "没有"),
        ("14:75", "没有"),
        ("24:00", "下一天"),
        ("上午14:30", "自相矛盾"),
        ("14:30-13:30", "早于"),
        ("23:59–00:30", "早于"),
        ("9:00-10:00、14:00-15:00", "几段"),
        ("14:30 雨天", "雨天"),
        ("下", "不是时间"),
        (14, "不是时间"),
        (1.0, "不是时间"),
        (-0.1, "不是时间"),
        (float("nan"), "不是时间"),
        (D, "不是时间"),
        (True, "不是时间"),
        ("1" * 5000, "不是时间"),
    ],
)
def test_no_such_time(cell: Cell, reason: str) -> None:
    with pytest.raises(Bad, match=reason):
        times(cell)


@pytest.mark.parametrize(
    "cell",
    [
        "2024年7月",
        "2024-07",
        "2024/7",
        "202407",
        202407,
        "2024.07",
        2024.07,
        "24年7月",
        "2024年07月份",
        "２０２４年７月",
        "二〇二四年七月",
        "Jul-24",
        "July 2024",
        "2024 Jul",
        D,
        45493,
        "2024-07-01",
        AT("2024-07-01T00:00"),
    ],
)
def test_one_month_in_every_spelling(cell: Cell) -> None:
    assert month(cell) == date(2024, 7, 1)


@pytest.mark.parametrize("cell", ["7月", "７月", "七月", "7月份", 7])
def test_a_month_without_a_year_takes_the_sheets(cell: Cell) -> None:
    assert month(cell, 2024) == date(2024, 7, 1)
    with pytest.raises(Bad):
        month(cell)


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("2024年13月", "13 月"),
        (202413, "13 月"),
        (2024.1, "2024-10"),
        ("2024年第三季度", "不是一个月"),
        ("1899年7月", "1990"),
        ("合计", "不是日期"),
        ("农历七月", "农历"),
        (13, "不是日期"),
        (None, "没有写日期"),
        (True, "不是日期"),
    ],
)
def test_no_such_month(cell: Cell, reason: str) -> None:
    with pytest.raises(Bad, match=reason):
        month(cell, 2024)


DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))


@given(DAYS)
def test_each_spelling_gives_the_day_back(found: date) -> None:
    y, m, d = found.year, found.month, found.day
    sign = "一二三四五六日"[found.weekday()]
    for text in (
        f"{y}-{m:02}-{d:02}",
        f"{y}/{m}/{d}",
        f"{y}.{m}.{d}",
        f"{y}年{m}月{d}日",
        f"{y}{m:02}{d:02}",
        f"{y}年{m}月{d}日（周{sign}）",
        f"{found:%d %B %Y}",
        f"{found:%A, %B %d, %Y}",
        f"{m}月{d}日",
    ):
        assert day(text, y) == Day(found)
    assert day((found - date(1899, 12, 30)).days) == Day(found)
    assert day((found - date(1904, 1, 1)).days, date1904=True) == Day(found)
    assert month(f"{y}年{m}月") == found.replace(day=1)


@given(DAYS, st.integers(0, 6))
def test_a_wrong_weekday_never_passes(found: date, said: int) -> None:
    text = f"{found:%Y-%m-%d}（周{'一二三四五六日'[said]}）"
    if said == found.weekday():
        assert day(text) == Day(found)
    else:
        with pytest.raises(Bad, match="对不上"):
            day(text)


@given(st.times(), st.times())
def test_periods_come_back_or_are_refused(first: time, last: time) -> None:
    first, last = (t.replace(second=0, microsecond=0) for t in (first, last))
    text = f"{first:%H:%M}-{last:%H:%M}"
    if last < first and last != time(0):
        with pytest.raises(Bad):
            times(text)
    elif last == time(0):
        assert times(text) == (first, time(23, 59))
    else:
        assert times(text) == (first, last if last > first else None)


@given(st.one_of(st.text(max_size=200), st.floats(), st.integers(), st.booleans()))
def test_anything_is_read_or_refused_in_words(cell: Cell) -> None:
    for read in (day, times, month):
        try:
            read(cell)
        except Bad as problem:
            assert problem.reason_zh.endswith(("。", "）"))  # noqa: PT017 (either end is right)
