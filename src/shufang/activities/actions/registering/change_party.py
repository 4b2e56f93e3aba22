"""Other people of the same family come, or fewer, or more."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shufang.activities.actions.registering import refusals, seats
from shufang.activities.actions.registering.attend import attend
from shufang.activities.actions.registering.limits import check_child_limit
from shufang.activities.actions.registering.promote import promote
from shufang.activities.actions.registering.stages import touch_month
from shufang.activities.choices import Stage, Why
from shufang.activities.models import Registration, Rules, Step
from shufang.activities.queries.registering import standing
from shufang.activities.queries.registering.party import Kid, Party, places_for

# What may change while the family has its page open.
AS_IT_STANDS = ["stage", "takes", "version", "adults", "children"]


def change_party(*, registration: Registration, party: Party, actor: str = "family") -> None:
    """Write another party in place of the one that registered, with the number and stage it has.

    Places that it needs less go on in the same transaction. Refused (ValidationError): people the
    rules don't admit; "full", more places than are free; "illegal", in another stage than applied,
    waiting or confirmed; when registration is over, and more people than before; "limit", a child
    who comes newly and has been at as many as the rules allow.
    """
    activity, rules = registration.activity, registration.activity.rules
    refusals.check_party(activity, rules, party)
    takes = places_for(activity, rules, party)
    try:
        with transaction.atomic():
            rules = seats.hold(activity.pk) or rules  # somebody may begin to wait meanwhile
            registration.refresh_from_db(fields=AS_IT_STANDS)
            _refuse_stage_and_growth(registration, party)
            check_child_limit(
                activity,
                rules,
                registration.household,
                registration.phone_print,
                _newly(registration, party),
            )
            _move_places(registration, rules, takes)
            _write(registration, party, takes, actor)
            touch_month(activity)
            promote(activity)
    except IntegrityError:
        raise ValidationError(
            _("有孩子已经在另一份报名里了，不用再报一次。"), code="already"
        ) from None


def _refuse_stage_and_growth(registration: Registration, party: Party) -> None:
    if registration.stage not in (Stage.APPLIED, Stage.WAITING, Stage.CONFIRMED):
        raise ValidationError(_("这份报名现在不能改人数。"), code="illegal")
    open_still = standing.standing(registration.activity, timezone.now()) == standing.REGISTERING
    if party.heads > registration.adults + registration.children and not open_still:
        raise ValidationError(_("报名已经截止，可以减人，不能加人。"), code="ended")


def _newly(registration: Registration, party: Party) -> tuple[Kid, ...]:
    """Children who were not in the party before."""
    before = {(who.child_id, who.nickname) for who in registration.attendees.all()}
    return tuple(
        kid for kid in party.kids if (kid.child and kid.child.pk, kid.nickname) not in before
    )


def _move_places(registration: Registration, rules: Rules, takes: int) -> None:
    more = takes - registration.takes
    if registration.stage == Stage.CONFIRMED and more:
        if more > 0 and rules.waiting:
            raise ValidationError(_("还有家庭在候补，不能再加人。"), code="full")
        if not seats.move(registration.activity_id, taken=more):
            raise ValidationError(_("名额不够了，不能再加人。"), code="full")
    if registration.stage == Stage.WAITING and more:
        if takes > rules.places:
            raise refusals.too_many(rules)
        seats.move(registration.activity_id, waiting=more)


def _write(registration: Registration, party: Party, takes: int, actor: str) -> None:
    before = f"{registration.children}+{registration.adults}"
    registration.attendees.all().delete()
    attend(registration, party)
    registration.adults, registration.children = party.adults, len(party.kids)
    registration.takes, registration.changed_at = takes, timezone.now()
    registration.save(update_fields=["adults", "children", "takes", "changed_at"])
    Step.objects.create(
        registration=registration,
        before=registration.stage,
        after=registration.stage,
        actor=actor,
        why=Why.PARTY,
        reason=f"{before} → {registration.children}+{registration.adults}",
    )
