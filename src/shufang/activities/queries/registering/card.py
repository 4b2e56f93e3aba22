"""How an activity stands, in the few words that fit its card in a list."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from shufang.activities.choices import Places
from shufang.activities.models import Activity, Rules
from shufang.activities.queries.registering import standing
from shufang.activities.queries.registering.rules import left_words

FEW = 3  # so few places left that it is worth hurrying


@dataclass(frozen=True)
class Sign:
    """The words, and how they are coloured: good, few, or quiet."""

    words: str
    tone: str


def sign_of(activity: Activity, now: datetime) -> Sign | None:
    """还剩 3 组; None where there is nothing to do. Costs no query if `rules` came along."""
    match standing.standing(activity, now):
        case standing.OPEN:
            return Sign(_("随到随进"), "good")
        case standing.AHEAD:
            return Sign(_("还没开始报名"), "quiet")
        case standing.ENDED:
            return Sign(_("报名已截止"), "quiet")
        case standing.REGISTERING:
            return _registering(activity.rules)
    return None


def _registering(rules: Rules) -> Sign:
    if rules.way == Places.DRAW:
        return Sign(_("报名抽签"), "good")
    match standing.room_of(rules):
        case standing.FREE:
            few = rules.places - rules.taken <= FEW
            return Sign(left_words(rules), "few" if few else "good")
        case standing.WAIT:
            return Sign(_("已满，可候补"), "quiet")
    return Sign(_("名额已满"), "quiet")
