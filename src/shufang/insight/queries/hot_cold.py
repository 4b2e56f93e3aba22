"""Hot and cold: which rooms are lively, which lend, and which do only one of the two.

A room is hot in sign-ins, or in loans, when it has more than the middle room (the median of the
rooms for which both are known). That is a comparison inside the network, not a judgement by any
outside threshold.
"""

from dataclasses import dataclass
from statistics import median

from django.utils.translation import gettext_lazy as _

from shufang.lake import Question, ask_many
from shufang.shared.period import Period

BOTH, LIVELY, LENDING, NEITHER, UNKNOWN = "both", "lively", "lending", "neither", "unknown"
CLASSES = {
    BOTH: _("都热"),
    LIVELY: _("活动热、借阅冷"),
    LENDING: _("借阅热、活动少"),
    NEITHER: _("都冷"),
    UNKNOWN: _("缺数据"),
}
ADVICE = {
    BOTH: _("保持；把做法写下来，给别的书房用。"),
    LIVELY: _("活动当场借书：备好同主题的书，带领人最后五分钟带着借；看选址、开放时间和藏书。"),
    LENDING: _("读者在，活动少：按常来的读者的年龄排几场活动。"),
    NEITHER: _("先看开放时间、位置和周边学校社区，再决定活动和藏书怎么配。"),
    UNKNOWN: _("先把借阅或签到的记录补上，再比较。"),
}


@dataclass(frozen=True)
class RoomState:
    """One room with what it was judged by; a figure that is not known is None."""

    site: int
    name: str
    activities: int
    sign_ins: float | None
    loans: float | None
    state: str

    @property
    def label(self) -> str:
        return str(CLASSES[self.state])

    @property
    def advice(self) -> str:
        return str(ADVICE[self.state])

    @property
    def loans_a_sign_in(self) -> float | None:
        """Loans for every household signed in: the lower, the less activities lead to lending."""
        if self.loans is None or not self.sign_ins:
            return None
        return self.loans / self.sign_ins


@dataclass(frozen=True)
class HotCold:
    rooms: list[RoomState]
    middle_sign_ins: float | None
    middle_loans: float | None

    def of(self, state: str) -> list[RoomState]:
        return [room for room in self.rooms if room.state == state]

    @property
    def coldest(self) -> RoomState | None:
        """Of the lively rooms that lend little, the one with the fewest loans a sign-in."""
        lively = [r for r in self.of(LIVELY) if r.loans_a_sign_in is not None]
        return min(lively, key=lambda room: room.loans_a_sign_in or 0, default=None)


def hot_cold(period: Period) -> HotCold:
    """Every room with activities or loans in the period, most sign-ins first."""
    codes = ("activities_held", "sign_ins", "loans")
    answers = ask_many([Question.of(code, period, ("site",)) for code in codes])
    figures: dict[int, dict[str, float | None]] = {}
    names: dict[int, str] = {}
    for code, answer in zip(codes, answers, strict=True):
        for row in answer.rows:
            site = int(str(row.keys[0]))
            names[site] = row.labels[0]
            figures.setdefault(site, {})[code] = row.value
    known = [f for f in figures.values() if f.get("loans") is not None]
    middle_sign_ins = median([f.get("sign_ins") or 0 for f in known]) if known else None
    middle_loans = median([f["loans"] or 0 for f in known]) if known else None
    rooms = [
        RoomState(
            site=site,
            name=names[site],
            activities=int(found.get("activities_held") or 0),
            sign_ins=found.get("sign_ins"),
            loans=found.get("loans"),
            state=_state(found, middle_sign_ins, middle_loans),
        )
        for site, found in figures.items()
    ]
    rooms.sort(key=lambda room: (-(room.sign_ins or 0), room.name))
    return HotCold(rooms, middle_sign_ins, middle_loans)


def _state(
    found: dict[str, float | None], middle_sign_ins: float | None, middle_loans: float | None
) -> str:
    loans, sign_ins = found.get("loans"), found.get("sign_ins")
    if loans is None or middle_loans is None or middle_sign_ins is None:
        return UNKNOWN
    if sign_ins is None and found.get("activities_held"):
        return UNKNOWN  # activities were held, and nobody wrote down who came
    lively, lending = (sign_ins or 0) > middle_sign_ins, loans > middle_loans
    if lively:
        return BOTH if lending else LIVELY
    return LENDING if lending else NEITHER
