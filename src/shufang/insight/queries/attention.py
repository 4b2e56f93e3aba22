"""What needs somebody's attention, said in a sentence with the way to it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shufang.activities.queries.reviewing.waiting import awaiting_review
from shufang.insight.queries.hot_cold import HotCold
from shufang.insight.queries.lending import loans_by_year
from shufang.insight.queries.overview import KeyFigure
from shufang.intake.models import ImportRun
from shufang.people.models import User
from shufang.places.models import Site
from shufang.shared.period import Period
from shufang.shared.roles import Role


@dataclass(frozen=True)
class Notice:
    """One thing to look at; `tone` is warn, good, ask or bad."""

    tone: str
    icon: str
    text: str
    url: str
    action: str


def notices(
    period: Period, figures: Sequence[KeyFigure], warmth: HotCold, *, user: User, may_import: bool
) -> list[Notice]:
    """What the page's own figures, and the imports, leave to do; the most pressing first."""
    found = [
        _gaps(period, figures),
        _unfinished() if may_import else None,
        _unreviewed(user),
        _cold(warmth),
        _risen(period),
        _idle(warmth),
    ]
    return [notice for notice in found if notice is not None]


def _gaps(period: Period, figures: Sequence[KeyFigure]) -> Notice | None:
    count = next(figure.now.missing for figure in figures if figure.code == "sign_ins")
    if not count:
        return None
    text = ngettext(
        "%(count)s 场活动没有签到数，签到和场均里没有它们。",
        "%(count)s 场活动没有签到数，签到和场均里没有它们。",
        count,
    ) % {"count": count}
    url = f"{reverse('activities:list')}?gap=sign_ins&first={period.start}&last={period.last}"
    return Notice("warn", "user-question", text, url, _("补上"))


def _unfinished() -> Notice | None:
    count = ImportRun.objects.filter(state=ImportRun.State.PREVIEW).count()
    if not count:
        return None
    text = ngettext("%(count)s 次导入还没有确认。", "%(count)s 次导入还没有确认。", count) % {
        "count": count
    }
    return Notice("ask", "file-import", text, reverse("intake:list"), _("处理"))


def _unreviewed(user: User) -> Notice | None:
    """Activities that are over and wait for their review, where this person runs some."""
    if not user.roles & {Role.OPERATOR, Role.SITE_STAFF}:
        return None
    count = awaiting_review(user).count()
    if not count:
        return None
    text = ngettext(
        "%(count)s 场活动已经结束，待复盘。", "%(count)s 场活动已经结束，待复盘。", count
    ) % {"count": count}
    return Notice("ask", "clipboard-check", text, reverse("review:waiting"), _("去复盘"))


def _cold(warmth: HotCold) -> Notice | None:
    room = warmth.coldest
    if room is None or room.loans_a_sign_in is None:
        return None
    text = _(
        "%(room)s：%(activities)s 场活动、签到 %(sign_ins)s 户次，每户次只对应外借 %(ratio)s 册。"
    ) % {
        "room": room.name,
        "activities": room.activities,
        "sign_ins": f"{room.sign_ins:,.0f}",
        "ratio": f"{room.loans_a_sign_in:.1f}",
    }
    return Notice("warn", "temperature", text, reverse("insight:hot_cold"), _("为什么"))


def _risen(period: Period) -> Notice | None:
    years = loans_by_year(period)
    room = years.risen_most
    if room is None or years.whole_years is None:
        return None
    before, after = years.whole_years
    text = _("%(room)s：外借从 %(before)s 年 %(first)s 册次到 %(after)s 年 %(second)s 册次。") % {
        "room": room.name,
        "before": before,
        "after": after,
        "first": f"{room.loans[before]:,}",
        "second": f"{room.loans[after]:,}",
    }
    return Notice("good", "trending-up", text, reverse("insight:loans"), _("看曲线"))


def _idle(warmth: HotCold) -> Notice | None:
    busy = {room.site for room in warmth.rooms if room.activities}
    rooms = Site.objects.filter(active=True).values_list("pk", "name")
    idle = [name for pk, name in rooms if pk not in busy]
    if not idle:
        return None
    names = _("、").join(idle[:3])
    text = ngettext(
        "%(count)s 间书房在这段时间没有活动：%(names)s。",
        "%(count)s 间书房在这段时间没有活动：%(names)s 等。",
        len(idle),
    ) % {"count": len(idle), "names": names}
    return Notice("bad", "calendar-off", text, reverse("insight:rooms"), _("看分布"))
