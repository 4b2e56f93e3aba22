"""An activity that was called off by mistake has its parties back."""

from django.core.exceptions import ValidationError
from django.db.models import OuterRef, Subquery

from shufang.activities.actions.registering.promote import promote
from shufang.activities.actions.registering.stages import move
from shufang.activities.actions.tell_party import tell_party
from shufang.activities.choices import Stage, Why
from shufang.activities.models import Registration, Step
from shufang.activities.news import ActivityRestored
from shufang.activities.queries.promoting.reminding import RESTORED


def return_with_activity(news: ActivityRestored) -> None:
    """Everybody is where calling it off found them, in the order in which they came, and is told.
    Who had an offer waits, and is offered a place anew; so does who finds its place taken, by
    somebody who registered in the very moment. Families that were erased since stay away."""
    last = Step.objects.filter(registration=OuterRef("pk")).order_by("-pk")
    ended = (
        Registration.objects.filter(activity=news.activity, stage=Stage.CANCELLED)
        .exclude(name="", last_four="")
        .annotate(why=Subquery(last.values("why")[:1]), was=Subquery(last.values("before")[:1]))
        .filter(why=Why.CALLED_OFF)
        .order_by("number")
    )
    for registration in ended.select_related("activity", "household"):
        was: str = registration.was
        _return(registration, Stage.WAITING if was == Stage.OFFERED else Stage(was))
        tell_party(registration, RESTORED, version=news.activity.sequence)
    promote(news.activity)


def _return(registration: Registration, to: Stage) -> None:
    try:
        move(registration, to, actor="system", why=Why.RESTORED, quietly=True)
    except ValidationError as refusal:
        if refusal.code != "full":
            raise
        move(registration, Stage.WAITING, actor="system", why=Why.RESTORED, quietly=True)
