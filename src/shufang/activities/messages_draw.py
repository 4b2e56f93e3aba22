"""What parties are told about coming and not coming, and what of it hangs in the house."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from shufang.activities.actions.no_shows.appeal import DECIDED
from shufang.activities.actions.no_shows.ask_again import STILL_COMING
from shufang.activities.actions.no_shows.strike import MISSED
from shufang.activities.choices import Stage, State
from shufang.activities.models import Activity, Registration
from shufang.activities.queries.no_shows import network_rules
from shufang.activities.queries.promoting.links import full
from shufang.outbox import templates
from shufang.outbox.models import Message
from shufang.outbox.templates import Template, Text
from shufang.shared import jobs
from shufang.shared.days import moment_words
from shufang.shared.roles import Role
from shufang.shared.ui import navigation, panels


def still_coming(message: Message) -> Text | None:
    """Not any more once they have answered, lost their place, or it has begun."""
    registration = _registration(message)
    if registration is None or registration.stage != Stage.CONFIRMED:
        return None
    activity = registration.activity
    if registration.reconfirmed_at or activity.state != State.SCHEDULED:
        return None
    if activity.starts_at is None or activity.starts_at <= timezone.now():
        return None
    body = _("%(when)s“%(title)s”（%(site)s）还来吗？来不了请点链接让出名额，有家庭在候补。") % {
        "when": _when(activity),
        "title": activity.title,
        "site": activity.site.name,
    }
    return Text(_("还来吗？"), body, _link("draw:still_coming", registration))


def missed(message: Message) -> Text | None:
    """Not where the strike was lifted meanwhile."""
    registration = _registration(message)
    strike = getattr(registration, "strike", None)
    if registration is None or strike is None or strike.lifted:
        return None
    body = _("“%(title)s”没有见到你们，记了一次未到。有原因可在 %(days)s 天内申诉。") % {
        "title": registration.activity.title,
        "days": network_rules().appeal_days,
    }
    return Text(_("未到记录"), body, _link("draw:missed", registration))


def appeal_decided(message: Message) -> Text | None:
    """The decision; the answer itself stands behind the link."""
    registration = _registration(message)
    strike = getattr(registration, "strike", None)
    if registration is None or strike is None or strike.decided_at is None:
        return None
    text = (
        _("“%(title)s”的未到记录已撤销。")
        if strike.lifted
        else _("“%(title)s”的未到记录维持不变，答复见链接。")
    )
    body = text % {"title": registration.activity.title}
    return Text(_("申诉有了答复"), body, _link("draw:missed", registration))


def register() -> None:
    """Called once, when the app is ready."""
    from shufang.activities.actions.drawing import by_the_clock as drawing
    from shufang.activities.actions.no_shows import ask_again, forget, mark_absent, release
    from shufang.activities.web import draw, no_shows

    templates.add(Template(STILL_COMING, _lazy("还来吗"), still_coming))
    templates.add(Template(MISSED, _lazy("未到记录"), missed))
    templates.add(Template(DECIDED, _lazy("申诉答复"), appeal_decided))
    jobs.add("activities.commit_seeds", timedelta(minutes=1), drawing.commit_missing_seeds)
    jobs.add("activities.run_draws", timedelta(minutes=1), drawing.run_due_draws)
    jobs.add("activities.ask_again", timedelta(minutes=5), ask_again.ask_again)
    jobs.add("activities.release", timedelta(minutes=1), release.release_due)
    jobs.add("activities.mark_absent", timedelta(minutes=30), mark_absent.mark_absent_due)
    jobs.add("activities.forget_strikes", timedelta(hours=6), forget.forget_old)
    panels.add(
        panels.Panel("activities.activity", "draw", 25, "activities/draw/panel.html", draw.panel)
    )
    panels.add(
        panels.Panel(
            "activities.activity",
            "overbooking",
            21,
            "activities/draw/overbooking.html",
            no_shows.overbooking_panel,
        )
    )
    deciders = frozenset({Role.LIBRARY, Role.OPERATOR})
    entry = navigation.Entry("draw:strikes", _lazy("未到与申诉"), "user-off", "people", 7, deciders)
    navigation.add(entry)


def _registration(message: Message) -> Registration | None:
    return (
        Registration.objects.select_related("activity__site", "strike")
        .filter(pk=int(message.subject.partition(":")[2]))
        .first()
    )


def _link(page: str, registration: Registration) -> str:
    return full(reverse(page, args=[registration.link_token]))


def _when(activity: Activity) -> str:
    assert activity.starts_at is not None
    return moment_words(activity.starts_at)
