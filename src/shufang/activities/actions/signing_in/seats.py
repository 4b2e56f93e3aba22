"""The place of a household that stands at the door."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from shufang.activities.actions.registering import seats
from shufang.activities.actions.registering.promote import promote
from shufang.activities.actions.registering.stages import move, note
from shufang.activities.actions.signing_in.refusals import NotSignedInError
from shufang.activities.choices import Counted, Places, Stage, Way
from shufang.activities.models import Activity, Registration, Rules
from shufang.activities.queries.signing_in.window import rules_of
from shufang.people.models import Household
from shufang.shared.secrets import fingerprint, new_token


def give_place(
    *,
    activity: Activity,
    registration: Registration | None,
    household: Household | None,
    name: str,
    adults: int,
    children: int,
    actor: str,
    all_the_same: bool = False,
) -> Registration | None:
    """The party's registration, now attended; none where nobody has to register.

    Who waits, or comes without having registered, gets a place that is free; refused (`full`)
    where none is, and (`no_walk_ins`) where only those may come who registered. With
    `all_the_same` somebody has decided that they were there, and neither speaks against it: who
    finds no place is written down without one.
    """
    rules = rules_of(activity)
    if registration is None:
        if rules.way == Places.OPEN:
            return None
        if not all_the_same:
            _refuse_walk_ins(rules)
        return _walk_in(rules, household, name, adults, children, actor, all_the_same=all_the_same)
    if registration.stage == Stage.EXPIRED and not all_the_same:
        _refuse_walk_ins(rules)
    if registration.stage != Stage.ATTENDED:
        try:
            _attend(registration, actor)
        except NotSignedInError:
            if not all_the_same:
                raise
            if registration.stage != Stage.EXPIRED:
                move(registration, Stage.CANCELLED, actor=actor, quietly=True)
            name = name or registration.name
            return _walk_in(
                rules, household, name, adults, children, actor, all_the_same=all_the_same
            )
    return registration


def give_back(registration: Registration, actor: str) -> None:
    """The party's check-in was a mistake: it is registered as before, and one that had walked in
    leaves its place to others."""
    if registration.stage != Stage.ATTENDED:
        return
    move(registration, Stage.CONFIRMED, actor=actor, quietly=True)
    if registration.way == Way.WALK_IN:
        move(registration, Stage.CANCELLED, actor=actor, quietly=True)
        promote(registration.activity)


def _refuse_walk_ins(rules: Rules) -> None:
    if not rules.walk_ins:
        raise NotSignedInError(_("这场活动要先报名，请问一下现场工作人员。"), "no_walk_ins")


def _walk_in(
    rules: Rules,
    household: Household | None,
    name: str,
    adults: int,
    children: int,
    actor: str,
    *,
    all_the_same: bool,
) -> Registration:
    """A registration made at the door, with its place."""
    takes = {
        Counted.PARTY: 1,
        Counted.CHILD: children,
        Counted.PERSON: adults + children,
    }[Counted(rules.counted)]
    if not seats.move(rules.activity_id, taken=takes):
        if not all_the_same:
            raise NotSignedInError(
                _("名额已满，现在没有空位。可以请工作人员看看有没有人不来。"), "full"
            )
        takes = 0
    registration = Registration.objects.create(
        activity_id=rules.activity_id,
        household=household,
        name=name or (household.name if household else ""),
        stage=Stage.ATTENDED,
        way=Way.WALK_IN,
        number=seats.next_number(rules.activity_id),
        adults=adults,
        children=children,
        takes=takes,
        token=fingerprint(new_token()),
        made_at=timezone.now(),
    )
    note(registration, "", actor=actor)
    return registration


def _attend(registration: Registration, actor: str) -> None:
    try:
        if registration.stage == Stage.APPLIED:  # nobody drew: a free place is theirs
            move(registration, Stage.CONFIRMED, actor=actor, quietly=True)
        move(registration, Stage.ATTENDED, actor=actor)
    except ValidationError as refusal:
        if refusal.code != "full":
            raise
        raise NotSignedInError(
            _("名额已满，候补还没有轮到。请和现场工作人员说一声，有人不来就能补上。"), "full"
        ) from refusal
