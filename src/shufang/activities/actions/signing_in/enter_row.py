"""Enter one row of a paper list afterwards."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from shufang.activities.actions.signing_in.refusals import AlreadySignedInError
from shufang.activities.actions.signing_in.sign_in import sign_in
from shufang.activities.choices import Method
from shufang.activities.models import Activity, CheckIn
from shufang.activities.queries.signing_in.sheet import party_of_row, times_taken_back
from shufang.people.models import User


def enter_row(
    *,
    activity: Activity,
    code: str,
    adults: int,
    children: int,
    actor: User,
    reason: str,
    name: str = "",
) -> CheckIn:
    """The family of the row came (grade D: a second person confirms it), also where no place was
    left. The same row with the same heads again changes nothing; once it was taken back it may be
    entered anew.

    Refused as signing in is, and where the row was entered with other heads.
    """
    party = party_of_row(activity, code)
    try:
        return sign_in(
            activity=activity,
            method=Method.PAPER,
            key=f"paper:{activity.pk}:{code}:{times_taken_back(activity, code)}",
            adults=adults,
            children=children,
            registration=party,
            name="" if party else name,
            user=actor,
            reason=reason,
            row_code=code,
            all_the_same=True,
        )
    except AlreadySignedInError:
        raise
    except ValidationError as refusal:
        if getattr(refusal, "code", "") != "other_body":
            raise
        raise ValidationError(
            _("这一行已经录入过，人数和这次不同。要改请先撤销那一条。")
        ) from refusal
