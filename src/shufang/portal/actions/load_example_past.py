"""Fill the last weeks of the invented city, and look back on some of its ledger."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import cycle, islice

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils import timezone

from shufang.activities.actions.details import stated_count_of
from shufang.activities.actions.planning.approve import approve_plan, submit_plan
from shufang.activities.actions.planning.publish import publish_activity
from shufang.activities.actions.record_media_report import ReportDetails, record_media_report
from shufang.activities.actions.reviewing.close import close_activity
from shufang.activities.actions.reviewing.pictures import add_photo, check_photo
from shufang.activities.actions.reviewing.write import Confirmed, Debrief, write_review
from shufang.activities.actions.signing_in.confirm import confirm_check_in
from shufang.activities.actions.signing_in.head_count import count_heads
from shufang.activities.actions.signing_in.sign_in import sign_in
from shufang.activities.choices import ALIVE, Grade, Method, Permission, State
from shufang.activities.facts import touch_activity
from shufang.activities.models import Activity, Category, Registration, Rules, Step
from shufang.lake import touch
from shufang.people.models import Household, User
from shufang.places.models import Site
from shufang.portal.actions.plan_example import plan_example, register_example
from shufang.portal.example_city.past import OF_THE_LEDGER, PAST, LookedBack, Past
from shufang.portal.example_city.pictures import drawn
from shufang.surveys.models import Answer

WEEKS = timedelta(weeks=4)  # planned so much ahead, then moved back as much: a past nobody can plan
WAYS = (Method.ROTATING, Method.STAFF_SCAN, Method.KIOSK, Method.STAFF_LIST, Method.ROTATING,
        Method.POSTER)  # fmt: skip
STAY_AWAY = 7  # one family in so many does not come
PASSERS_BY = (
    "许先生",
    "唐女士",
    "邓阿姨",
    "范老师",
    "彭伯伯",
    "袁女士",
    "余先生",
    "潘阿姨",
    "葛先生",
)


def load_example_past(
    *, sites: list[Site], families: list[Household], library: User, operator: User
) -> None:
    """Held, signed in, looked back on; the last one still waits for its debrief."""
    for number, past in enumerate(PAST):
        activity = _held(past, sites, families, library, operator)
        if activity is None:
            continue
        _arrive(activity, past, operator, library)
        if past.looked_back:
            _look_back(activity, past.looked_back, operator, seed=number)
    for number, (category, looked_back) in enumerate(OF_THE_LEDGER):
        found = _of_the_ledger(category)
        if found is not None:
            _look_back(found, looked_back, operator, seed=100 + number)


def _held(
    past: Past, sites: list[Site], families: list[Household], library: User, operator: User
) -> Activity | None:
    """Planned, published and registered for as any other, then moved back by whole weeks."""
    site = sites[past.what.room % len(sites)]
    activity = plan_example(past.what, site=site, operator=operator, later=WEEKS)
    if activity is None:
        return None
    submit_plan(actor=operator, activity=activity)
    approve_plan(actor=library, activity=activity)
    publish_activity(actor=operator, activity=activity)
    for household in families[: past.what.families]:
        register_example(household, activity)
    planned = activity.day
    Activity.objects.filter(pk=activity.pk).update(
        day=planned - WEEKS,
        starts_at=F("starts_at") - WEEKS,
        ends_at=F("ends_at") - WEEKS,
        published_at=F("published_at") - WEEKS,
    )
    Rules.objects.filter(activity=activity).update(
        opens_at=F("opens_at") - WEEKS, closes_at=F("closes_at") - WEEKS
    )
    Registration.objects.filter(activity=activity).update(made_at=F("made_at") - WEEKS)
    Step.objects.filter(registration__activity=activity).update(at=F("at") - WEEKS)
    activity.refresh_from_db()
    touch_activity(activity, planned)
    return activity


def _arrive(activity: Activity, past: Past, operator: User, library: User) -> None:
    """Families as they come, in all ways; one is entered later from paper and confirmed."""
    assert activity.starts_at is not None
    ways = cycle(WAYS)
    for number, each in enumerate(_parties(activity)):
        if number % STAY_AWAY == STAY_AWAY - 1:
            continue
        sign_in(
            activity=activity,
            method=next(ways),
            key=f"example-{activity.pk}-{each.pk}",
            adults=each.adults,
            children=each.children,
            registration=each,
            at=activity.starts_at + timedelta(minutes=number - 8),
            user=operator,
        )
    for number, name in enumerate(islice(cycle(PASSERS_BY), past.walk_ins)):
        later = number == 0 and past.walk_ins > 1
        with_child = past.what.audience == "families"
        came = sign_in(
            activity=activity,
            method=Method.PAPER if later else Method.STAFF_LIST,
            key=f"example-{activity.pk}-by-{number}",
            adults=1,
            children=int(with_child),
            name=name,
            at=activity.starts_at + timedelta(minutes=3 + number),
            user=operator,
            reason="门口排队，先签在纸上" if later else "",
            row_code=f"{number + 1:02}" if later else "",
            first_time=number % 2 == 0,
        )
        if came.grade == Grade.D:
            confirm_check_in(check_in=came, actor=library)
    for band, heads in past.heads:
        count_heads(
            activity=activity,
            band=band,
            heads=heads,
            key=f"example-{activity.pk}-{band}",
            at=activity.starts_at + timedelta(minutes=40),
            user=operator,
        )
    activity.refresh_from_db()


def _parties(activity: Activity) -> Iterator[Registration]:
    yield from Registration.objects.filter(activity=activity, stage__in=ALIVE).order_by("pk")


def _look_back(activity: Activity, told: LookedBack, operator: User, *, seed: int) -> None:
    """The debrief with its pictures and what readers said, closed."""
    for number, (scene, caption) in enumerate(told.pictures):
        photo = add_photo(
            actor=operator, activity=activity, upload=drawn(scene, seed * 10 + number),
            caption=caption,
        )  # fmt: skip
        check_photo(actor=operator, photo=photo, permission=Permission.NOBODY)
    if told.media:
        outlet, headline = told.media
        details = ReportDetails(outlet=outlet, day=activity.day, title=headline)
        record_media_report(actor=operator, activity=activity, details=details)
    stated = stated_count_of(activity)
    write_review(
        actor=operator,
        activity=activity,
        confirmed=Confirmed(
            activity.category,
            activity.audience or "everyone",
            stated.sign_ins,
            stated.attendees,
        ),
        debrief=Debrief(
            results=told.results,
            highlights=told.highlights,
            problems=told.problems,
            causes=told.causes,
            improvements=told.improvements,
            decision=told.decision,
            cost=told.cost * 100,
            no_media=not activity.media_reports.exists(),
            no_pictures=not told.pictures,
        ),
    )
    _answers(activity, told)
    try:
        close_activity(actor=operator, activity=activity)
    except ValidationError:
        return  # a ledger that lacks something leaves the debrief open


def _answers(activity: Activity, told: LookedBack) -> None:
    """As `surveys.actions.answer` keeps them, on the day: it refuses what is long over."""
    day = timezone.make_aware(datetime.combine(activity.day, datetime.min.time()))
    town = activity.site.town
    for number, score in enumerate(told.scores):
        words, said_by = told.quotes[number] if number < len(told.quotes) else ("", "")
        Answer.objects.create(
            activity=activity,
            ticket=f"example-{activity.pk}-{number}",
            score=score,
            leader=score,
            again=score > 3,
            words=words,
            may_quote=bool(words),
            said_by=said_by,
            town=town if words else None,
            printable=True if words else None,
            at=day,
        )
    touch("pulse", activity.day)


def _of_the_ledger(category: str) -> Activity | None:
    """The latest of a category that came with the ledger and says how many were there."""
    of_it = Category.objects.filter(name=category)
    return (
        Activity.objects.filter(
            category__in=of_it, state=State.HELD, closed_at=None, plan__isnull=True,
            stated__sign_ins__isnull=False,
        )
        .order_by("-day", "-pk")
        .first()
    )  # fmt: skip
