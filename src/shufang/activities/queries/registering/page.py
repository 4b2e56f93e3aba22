"""What the page of an activity shows to the one who reads it."""

from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from shufang.activities.choices import Places, Stage
from shufang.activities.models import Activity, Registration, Rules
from shufang.activities.queries.no_shows import paused_until
from shufang.activities.queries.registering import standing
from shufang.activities.queries.registering.party import ALONG, FIT, OLD, fits
from shufang.activities.queries.registering.past import of_household
from shufang.activities.queries.registering.rules import (
    Said,
    full_words,
    left_words,
    party_words,
    published_rules,
    takes_children,
)
from shufang.activities.queries.registering.standing import FREE, FULL
from shufang.activities.queries.words import ages_words, until_words
from shufang.people.models import Child, Guardian
from shufang.people.queries.family.ages import years_on


@dataclass(frozen=True)
class Row:
    """One child of the family on the form."""

    child: Child
    age: int
    fit: str
    note: str

    @property
    def may_come(self) -> bool:
        return self.fit in (FIT, ALONG)


@dataclass(frozen=True)
class Corner:
    """An activity at the same time for the grown-ups who came along."""

    activity: Activity
    left: str  # in words; "" where nobody registers for it
    full: bool


@dataclass(frozen=True)
class View:
    """How the activity stands for this reader; the template asks for nothing else."""

    activity: Activity
    now: datetime
    where: str  # of `standing`
    rules: Rules | None
    guardian: Guardian | None
    mine: Registration | None = None
    children: list[Row] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    parallel: list[Corner] = field(default_factory=list)
    paused: datetime | None = None  # until when this family may not register

    @property
    def room(self) -> str:
        """As `standing.room_of` says it; whoever may apply to a draw finds room."""
        return FREE if self.rules is None or self.is_draw else standing.room_of(self.rules)

    @property
    def is_draw(self) -> bool:
        return self.rules is not None and self.rules.way == Places.DRAW and not self.is_drawn

    @property
    def is_drawn(self) -> bool:
        draw = getattr(self.activity, "draw", None)
        return draw is not None and draw.drawn_at is not None

    @property
    def may_register(self) -> bool:
        open_to_all = self.where == standing.REGISTERING and self.room != FULL
        return open_to_all and self.mine is None and self.paused is None

    @property
    def takes_children(self) -> bool:
        return takes_children(self.activity)

    @property
    def left(self) -> str:
        return left_words(self.rules) if self.rules else ""

    @property
    def per_party(self) -> str:
        return party_words(self.activity, self.rules) if self.rules else ""

    @property
    def when_full(self) -> str:
        return full_words(self.rules) if self.rules else ""

    @property
    def ages(self) -> str:
        """4–8 岁; 4 岁以上."""
        return ages_words(self.activity)

    @property
    def opens_in(self) -> str:
        if self.rules is None or self.rules.opens_at is None:
            return ""
        return until_words(self.rules.opens_at - self.now)

    @property
    def adults(self) -> range:
        """How many grown-ups one may choose."""
        assert self.rules is not None
        return range(self.rules.adults_least, self.rules.adults_most + 1)

    @property
    def offer_is_open(self) -> bool:
        mine = self.mine
        return mine is not None and mine.stage == Stage.OFFERED


def view_of(activity: Activity, guardian: Guardian | None) -> View:
    """Everything of the page that is not the room's: the state, the form, the rules."""
    now = timezone.now()
    where = standing.standing(activity, now)
    rules: Rules | None = getattr(activity, "rules", None)
    if rules is None or not standing.needs_registration(activity):
        return View(activity, now, where, None, guardian)
    household = guardian.household if guardian else None
    mine = of_household(household, activity)
    children: list[Row] = []
    if household is not None and mine is None and takes_children(activity):
        profiles = household.children.filter(removed_at=None)
        children = [_row(activity, child) for child in profiles]
    beside, paused = [], None
    if where == standing.REGISTERING and mine is None:
        paused = paused_until(household) if household is not None else None
        beside = list(activity.parallel.select_related("rules", "zone", "site"))
    return View(
        activity, now, where, rules, guardian, mine, children, published_rules(activity),
        [_corner(other) for other in beside if standing.standing(other, now) in _JOINABLE],
        paused,
    )  # fmt: skip


_JOINABLE = (standing.REGISTERING, standing.OPEN)


def _corner(activity: Activity) -> Corner:
    if not standing.needs_registration(activity):
        return Corner(activity, "", full=False)
    rules: Rules = activity.rules
    full = rules.way != Places.DRAW and standing.room_of(rules) != FREE
    return Corner(activity, left_words(rules), full)


def _row(activity: Activity, child: Child) -> Row:
    fit = fits(activity, child.birth_year, child.birth_month)
    note = ""
    if fit == ALONG:
        note = _("未到 %(age)s 岁，可随家长入场") % {"age": activity.age_from}
    elif fit == OLD:
        note = _("超过 %(age)s 岁") % {"age": activity.age_to}
    elif fit != FIT:
        note = _("未到 %(age)s 岁") % {"age": activity.age_from}
    return Row(child, years_on(activity.day, child.birth_year, child.birth_month), fit, note)
