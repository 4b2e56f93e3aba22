"""What parties are told about their registration; written when it leaves, from how things stand."""

from collections.abc import Callable

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from shufang.activities.choices import ALIVE, Stage, State
from shufang.activities.messages.subject import registration_of, said_of
from shufang.activities.models import Activity, Registration, Watch
from shufang.activities.queries.promoting.links import own_link, short_link
from shufang.activities.queries.registering.queue import position
from shufang.activities.queries.registering.standing import REGISTERING, standing
from shufang.activities.queries.words import when_words
from shufang.outbox.models import Message
from shufang.outbox.templates import Template, Text
from shufang.shared.days import moment_words
from shufang.shared.language import network_name
from shufang.shared.models import number_in

Words = Callable[[Registration], str]


def _while(
    stage: Stage, title: Promise, words: Words, *, ahead: bool
) -> Callable[[Message], Text | None]:
    """A message that is out of date once the registration has moved on, or changed again."""

    def text(message: Message) -> Text | None:
        registration = registration_of(message)
        if registration is None or registration.stage != stage:
            return None
        if registration.version != message.version:
            return None
        activity = registration.activity
        if ahead and (activity.state != State.SCHEDULED or _begun(registration)):
            return None
        said = said_of(registration)
        return Text(str(title), _("【%(network)s】") % said + words(registration) % said,
                    own_link(registration))  # fmt: skip

    return text


def _confirmed(registration: Registration) -> str:
    return _("“%(title)s”报好了：%(when)s，%(where)s。来不了请点开取消，名额给下一家。")


def _waiting(registration: Registration) -> str:
    place = _("候补第 %(n)s 家") % {"n": position(registration)}
    return place + _("：“%(title)s”，%(when)s。轮到时再发消息；不等了请点开退出。")


def _applied(registration: Registration) -> str:
    number = _("抽签编号 %(n)s") % {"n": registration.pk}  # as the draw publishes it
    return number + _("：“%(title)s”，%(when)s。抽签后告诉你结果。")


def _drawn(registration: Registration) -> str:
    return _("抽中了：“%(title)s”，%(when)s，%(where)s。来不了请点开取消，名额给下一家。")


def _drawn_waiting(registration: Registration) -> str:
    place = _("候补第 %(n)s 家") % {"n": position(registration)}
    return _("这次没有抽中：“%(title)s”。") + place + _("，轮到时再发消息。")


def _promoted(registration: Registration) -> str:
    return _("有名额了：“%(title)s”，%(when)s，%(where)s，已为你家报上。来不了请点开取消。")


def _offered(registration: Registration) -> str:
    until = registration.offered_until
    asked = _("轮到你家了：“%(title)s”，%(when)s。")
    if registration.offered is not None:
        asked += ngettext(
            "现在有 %(n)s 个名额。", "现在有 %(n)s 个名额。", registration.offered
        ) % {"n": registration.offered}
    if until is not None:
        asked += _("请在 %(until)s 前点开确认，过时给下一家。") % {"until": moment_words(until)}
    return asked


def _expired(registration: Registration) -> str:
    return _("“%(title)s”的名额没有等到确认，已给下一家。还想来可以重新报名。")


def _released(registration: Registration) -> str:
    return _("“%(title)s”已经开始，你家的名额让给了现场的家庭。赶到了请问一下工作人员。")


def _cancelled(registration: Registration) -> str:
    step = registration.steps.order_by("-at", "-pk").first()
    if step is None or step.actor == "family":
        return _("“%(title)s”的报名已取消，谢谢你说一声。想来可以重新报名。")
    return _("“%(title)s”的报名已由书房取消，原因请问书房。给你添麻烦了。")


def places_free(message: Message) -> Text | None:
    """Once, while there are places."""
    watch = Watch.objects.select_related("activity__site__town", "activity__rules").filter(
        pk=number_in(message.subject)
    )
    found = watch.first()
    if found is None or standing(found.activity, timezone.now()) != REGISTERING:
        return None
    rules = found.activity.rules
    if rules.taken >= rules.places:
        return None
    body = _("【%(network)s】“%(title)s”有空位了：%(when)s。先到先得。") % {
        "network": network_name(),
        "title": found.activity.title,
        "when": when_words(found.activity),
    }
    return Text(_("有空位了"), body, short_link(found.activity))


def _already(message: Message) -> Text | None:
    """Somebody typed the number again: how its registration stands, and the way to it."""
    registration = registration_of(message)
    if registration is None or registration.stage not in (*ALIVE, Stage.ABSENT):
        return None
    body = _("【%(network)s】这个手机号报过“%(title)s”：%(stage)s。点开可以看、改人数或取消。") % {
        "network": network_name(),
        "title": registration.activity.title,
        "stage": registration.get_stage_display(),
    }
    return Text(_("已经报过"), body, own_link(registration))


def _not_registered(message: Message) -> Text | None:
    """Why somebody who typed the number got no place; said to the phone alone."""
    activity = (
        Activity.objects.select_related("rules").filter(pk=number_in(message.subject)).first()
    )
    if activity is None:
        return None
    why = {
        "paused": _("因为几次报了名没有来，报名暂停中。有原因请登录“我家”申诉"),
        "limit": _("同类活动已经报满次数，把机会留给别家吧"),
        "priority": _("现在先由第一次来的家庭报名，过后再来"),
    }.get(str(message.detail.get("why")))
    if why is None:
        return None
    body = _("【%(network)s】“%(title)s”没有报上：%(why)s。") % {
        "network": network_name(), "title": activity.title, "why": why,
    }  # fmt: skip
    return Text(_("没有报上"), body, short_link(activity))


def _begun(registration: Registration) -> bool:
    starts = registration.activity.starts_at
    return starts is not None and starts <= timezone.now()


TEMPLATES = [
    Template(code, title, _while(stage, title, words, ahead=code != "place_released"))
    for code, title, stage, words in (
        ("registered_confirmed", gettext_lazy("报名成功"), Stage.CONFIRMED, _confirmed),
        ("registered_waiting", gettext_lazy("进入候补"), Stage.WAITING, _waiting),
        ("registered_applied", gettext_lazy("申请收到"), Stage.APPLIED, _applied),
        ("drawn_confirmed", gettext_lazy("抽中"), Stage.CONFIRMED, _drawn),
        ("drawn_waiting", gettext_lazy("没有抽中"), Stage.WAITING, _drawn_waiting),
        ("promoted", gettext_lazy("候补报上"), Stage.CONFIRMED, _promoted),
        ("place_offered", gettext_lazy("轮到候补"), Stage.OFFERED, _offered),
        ("offer_expired", gettext_lazy("确认过期"), Stage.EXPIRED, _expired),
        ("place_released", gettext_lazy("名额让出"), Stage.EXPIRED, _released),
        ("registration_cancelled", gettext_lazy("报名取消"), Stage.CANCELLED, _cancelled),
    )
]
TEMPLATES += [
    Template("places_free", gettext_lazy("有空位了"), places_free),
    Template("registered_already", gettext_lazy("已经报过"), _already),
    Template("not_registered", gettext_lazy("没有报上"), _not_registered),
]
