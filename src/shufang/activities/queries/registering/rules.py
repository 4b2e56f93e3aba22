"""The rules of an activity's places, in words, as readers see them before they register."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shufang.activities.choices import Counted, Places, Queue
from shufang.activities.models import Activity, Rules
from shufang.activities.queries.no_shows import rules_text
from shufang.activities.queries.registering.party import BRINGS_SMALL_ONES, least_places
from shufang.activities.queries.registering.priority import priorities
from shufang.activities.queries.words import heads_words
from shufang.shared.days import moment_words


@dataclass(frozen=True)
class Said:
    """One heading and the sentences below it."""

    code: str
    title: str
    lines: list[str]


def published_rules(activity: Activity) -> list[Said]:
    """Everything that decides who gets a place; nothing else does."""
    rules: Rules = activity.rules
    found = [
        Said("party", _("谁可以来"), _party(activity, rules)),
        Said("places", _("名额怎么给"), _places(activity, rules)),
        Said("waiting", _("满员以后"), _waiting(activity, rules)),
        Said("cancel", _("不能来时"), [cancel_words(rules), *rules_text(rules)]),
    ]
    return [said for said in found if said.lines]


def left_words(rules: Rules) -> str:
    """还剩 3 组."""
    left = max(rules.places - rules.taken, 0)
    if rules.way == Places.DRAW:
        return ngettext("%(n)s 个名额，抽签决定", "%(n)s 个名额，抽签决定", rules.places) % {
            "n": rules.places
        }
    if left == 0 or rules.waiting:
        return _("名额已满")
    match rules.counted:
        case Counted.CHILD:
            text = ngettext("还剩 %(n)s 个儿童名额", "还剩 %(n)s 个儿童名额", left)
        case Counted.PERSON:
            text = ngettext("还剩 %(n)s 人", "还剩 %(n)s 人", left)
        case _:
            text = ngettext("还剩 %(n)s 组", "还剩 %(n)s 组", left)
    return text % {"n": left}


def party_words(activity: Activity, rules: Rules) -> str:
    """每组最多 3 孩 2 大."""
    if not takes_children(activity):
        return ngettext("每组最多 %(adults)s 人", "每组最多 %(adults)s 人", rules.adults_most) % {
            "adults": rules.adults_most
        }
    return _("每组最多 %(party)s") % {"party": heads_words(rules.children_most, rules.adults_most)}


def takes_children(activity: Activity) -> bool:
    return activity.audience in (*BRINGS_SMALL_ONES, "children")


def full_words(rules: Rules) -> str:
    """What happens to who comes when all places are taken: one line."""
    if rules.way == Places.DRAW:
        return _("没抽中的按抽出的次序候补")
    if not rules.waiting_places:
        return _("满员后不设候补，可以留号码等空位")
    if rules.queue == Queue.PARTIAL and rules.counted != Counted.PARTY:
        return _("满员后可候补，有几个名额先问几个")
    return _("满员后可候补，一家人一起排，不拆开")


def _party(activity: Activity, rules: Rules) -> list[str]:
    lines = []
    if takes_children(activity) and (activity.age_from is not None or activity.age_to is not None):
        lines.append(_("年龄按活动当天算到月；生日当月，前后两个年龄都可以。"))
        if activity.age_from is not None and activity.audience in BRINGS_SMALL_ONES:
            lines.append(_("更小的弟弟妹妹可以随家长入场，不算参加的孩子。"))
    if takes_children(activity) and rules.adults_least:
        lines.append(
            ngettext("至少 %(n)s 位大人陪同。", "至少 %(n)s 位大人陪同。", rules.adults_least)
            % {"n": rules.adults_least}
        )
    if rules.household_limit:
        lines.append(
            ngettext(
                "同类活动，每户 %(days)s 天内最多报 %(n)s 场。",
                "同类活动，每户 %(days)s 天内最多报 %(n)s 场。",
                rules.household_limit,
            )
            % {"days": rules.limit_days, "n": rules.household_limit}
        )
    if rules.child_limit:
        lines.append(
            ngettext(
                "同类活动，每个孩子 %(days)s 天内最多报 %(n)s 场。",
                "同类活动，每个孩子 %(days)s 天内最多报 %(n)s 场。",
                rules.child_limit,
            )
            % {"days": rules.limit_days, "n": rules.child_limit}
        )
    return lines


def _places(activity: Activity, rules: Rules) -> list[str]:
    lines = [
        _("%(when)s之前，先由%(who)s报名。") % {"when": moment_words(rule.until), "who": rule.words}
        for rule in priorities(activity, rules)
    ]
    if rules.way == Places.FIRST_COME:
        lines.append(_("先报先得；同一家、同一个手机号只报一次。"))
    if rules.way == Places.DRAW:
        lines.append(_("报名截止后抽签，和报名先后无关；种子事先公布哈希，谁都可以重算。"))
    if rules.guests_prove:
        lines.append(_("没有登录的，先用短信验证码验证手机号，再给名额。"))
    if rules.walk_ins:
        lines.append(_("开始前 1 小时起，空着的名额留给直接来的家庭。"))
    return lines


def _waiting(activity: Activity, rules: Rules) -> list[str]:
    """The rule of `queue.py`, point by point. Whoever is not drawn waits, however many they are."""
    drawn = rules.way == Places.DRAW
    if not rules.waiting_places and not drawn:
        return [_("不设候补。可以留下手机号，有空位时发一次消息，先到先得。")]
    lines = [_("没抽中的都候补，次序就是抽出的次序。")] if drawn else []
    lines.append(_("有名额空出来，从候补的第一家往后看，轮到谁不由人定。"))
    if rules.counted != Counted.PARTY:
        if rules.queue == Queue.PARTIAL:
            lines.append(_("名额不够一家全来时，先问这家要不要其中几个；要一起来的可以继续等。"))
            if (least := least_places(activity, rules)) > 1:
                lines.append(
                    ngettext(
                        "至少空出 %(n)s 个才问，再少一家来不了。",
                        "至少空出 %(n)s 个才问，再少一家来不了。",
                        least,
                    )
                    % {"n": least}
                )
        lines.append(
            ngettext(
                "一家人一起排，不拆开。名额不够这家时，后面人少的家可以先进，但同一家最多被越过"
                " %(n)s 次，之后名额为它留着。",
                "一家人一起排，不拆开。名额不够这家时，后面人少的家可以先进，但同一家最多被越过"
                " %(n)s 次，之后名额为它留着。",
                rules.skips,
            )
            % {"n": rules.skips}
        )
    if rules.offer_hours:
        lines.append(
            ngettext(
                "轮到时发消息，请在 %(n)s 小时内确认，最晚到开始前 30 分钟；过时名额给下一家。",
                "轮到时发消息，请在 %(n)s 小时内确认，最晚到开始前 30 分钟；过时名额给下一家。",
                rules.offer_hours,
            )
            % {"n": rules.offer_hours}
        )
    else:
        lines.append(_("轮到时直接报上并发消息；不能来请尽快取消。"))
    return lines


def cancel_words(rules: Rules) -> str:
    """Until when one may cancel."""
    hours, minutes = divmod(rules.cancel_minutes, 60)
    if minutes == 0 and hours:
        return ngettext(
            "不能来请在开始 %(n)s 小时前取消。", "不能来请在开始 %(n)s 小时前取消。", hours
        ) % {"n": hours}
    return _("不能来请在开始 %(n)s 分钟前取消。") % {"n": rules.cancel_minutes}
