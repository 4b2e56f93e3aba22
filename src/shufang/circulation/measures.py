"""What is counted from loans, visits and new cards."""

from shufang.circulation import facts
from shufang.lake import Measure, Ratio, registry

_SOURCE_ZH = "来源：各书房按日或按月的统计；整月数记在当月16日，被统计期切断的月份计为估计。"
_SOURCE_EN = (
    "Source: each room's counts by day or month; a month's count lies on its 16th, and a month "
    "cut by the edge of the period is marked as estimated."
)
_VALUE, _KNOWN = "sum(f.value)", "f.value is not null"

LOANS = Measure(
    "loans",
    "外借册次",
    "Loans",
    unit="册次",
    unit_en="loans",
    definition_zh=f"统计期内借出的书刊册数，每借出一册计一次；没有统计的不当作0。{_SOURCE_ZH}",
    definition_en="Items lent in the period, each time an item is lent; what nobody counted is "
    f"not taken as 0. {_SOURCE_EN}",
    fact=facts.LOANS,
    value=_VALUE,
    known=_KNOWN,
)
VISITS = Measure(
    "visits",
    "进馆人次",
    "Visits",
    unit="人次",
    unit_en="visits",
    definition_zh="统计期内进入书房的人次，同一人多次进入多次计；"
    f"活动签到不另加；没有统计的不当作0。{_SOURCE_ZH}",
    definition_en="Entries at the rooms in the period, every entry of the same person counted; "
    f"sign-ins are not added; what nobody counted is not taken as 0. {_SOURCE_EN}",
    fact=facts.VISITS,
    value=_VALUE,
    known=_KNOWN,
)
NEW_CARDS = Measure(
    "new_cards",
    "新增读者证",
    "New cards",
    unit="张",
    unit_en="cards",
    definition_zh=f"统计期内新办的读者证，补证换证不计；没有统计的不当作0。{_SOURCE_ZH}",
    definition_en="Readers' cards issued in the period, replacements left out; what nobody "
    f"counted is not taken as 0. {_SOURCE_EN}",
    fact=facts.NEW_CARDS,
    value=_VALUE,
    known=_KNOWN,
)
LOANS_PER_VISIT = Ratio(
    "loans_per_visit",
    "每人次外借",
    "Loans per visit",
    unit="册/人次",
    unit_en="loans per visit",
    definition_zh="外借册次除以进馆人次，只取两者都有统计的书房和月份；缺其中一项的月份不计入，"
    "其数目列为缺失。",
    definition_en="Loans divided by visits, over the rooms and months in which both are known; "
    "room-months that lack one of them are left out and counted as missing.",
    top=LOANS,
    bottom=VISITS,
    dimensions=frozenset({"site", "town", "month", "year"}),
)


def register() -> None:
    registry.add(facts.METHOD, facts.LOANS, facts.VISITS, facts.NEW_CARDS)
    registry.add(LOANS, VISITS, NEW_CARDS, LOANS_PER_VISIT)
