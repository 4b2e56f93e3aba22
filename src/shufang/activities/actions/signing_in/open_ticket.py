"""From a scanned code to a form that may be sent: a ticket for one participant.

A participant is a household whose guardian signed in on this phone, or a browser (a random number
in a signed cookie). The code says that somebody saw the screen in the last seconds; the ticket
gives that person a little while to say who has come. Nothing is stored: a ticket is signed, and
what was used shows in the key of its check-in.

Decided: one browser signs in at most three households at an activity (grandparents who bring the
neighbours' children); everybody else scans with a phone of their own or goes to the staff.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.core import signing
from django.utils import timezone
from django.utils.translation import gettext as _

from shufang.activities.actions.signing_in.refusals import NotSignedInError, refuse_not_on
from shufang.activities.choices import Method
from shufang.activities.models import Activity, CheckIn
from shufang.activities.queries.signing_in.codes import POSTER, read_code
from shufang.activities.queries.signing_in.window import window_of
from shufang.shared.secrets import new_token

LASTS = timedelta(seconds=90)  # from scanning a rotating code to sending the form
POSTER_LASTS = timedelta(minutes=15)  # a poster proves little, so it hurries nobody
MOST_HOUSEHOLDS = 3  # that one browser signs in at one activity
SALT = "activities.door.ticket"


@dataclass(frozen=True)
class Ticket:
    """The right to sign one household in, for one participant and a little while."""

    activity: int
    method: Method
    participant: str
    nonce: str
    opened_at: datetime
    made: bool = False  # its check-in is there already

    @property
    def key(self) -> str:
        """Of the check-in it makes: a rotating code is of use once to one participant."""
        return f"{_keys(self.activity, self.participant)}{self.nonce}"

    @property
    def until(self) -> datetime:
        return self.opened_at + (POSTER_LASTS if self.method == Method.POSTER else LASTS)

    def written(self) -> str:
        """As it lies in the form; nobody can change it or use it on another phone."""
        fields = [self.activity, self.method.value, self.participant, self.nonce]
        return signing.dumps([*fields, self.opened_at.timestamp()], salt=SALT)


def open_ticket(*, code: str, participant: str) -> Ticket:
    """What a participant may do who scanned this code now.

    Refused (`NotSignedInError`): unknown_code, expired_code (scan the screen again), used (this
    participant has used this very code and the check-in was taken back), too_many (of one browser),
    cancelled_activity, not_open, closed, too_early, too_late. Whoever has signed in with this code
    gets a ticket again, and the page tells them so (`check_in_of`).
    """
    now = timezone.now()
    read = read_code(code, now)
    activity = Activity.objects.filter(pk=read.activity).first() if read else None
    if read is None or activity is None:
        raise NotSignedInError(
            _("这不是签到码，或者已经过期。请扫一扫书房屏幕上的码。"), "unknown_code"
        )
    if not read.is_fresh:
        raise NotSignedInError(_("码已过期，请再扫一次屏幕上的码。"), "expired_code")
    poster = read.kind == POSTER
    ticket = Ticket(
        activity.pk,
        Method.POSTER if poster else Method.ROTATING,
        participant,
        new_token()[:16] if poster else str(read.step),
        now,
    )
    made = _refuse_used(ticket)
    if not made:
        refuse_outside_hours(activity, now)
    return replace(ticket, made=made)


def ticket_from(text: str, *, participant: str) -> Ticket:
    """The ticket a form brought back.

    Refused (`NotSignedInError`): unknown_code (nobody wrote it, or it is somebody else's),
    expired_ticket (scan again), used, too_many.
    """
    try:
        activity, method, owner, nonce, opened = signing.loads(text, salt=SALT)
    except signing.BadSignature:
        owner = None
    if owner is None or owner != participant:
        raise NotSignedInError(_("请用这部手机再扫一次屏幕上的码。"), "unknown_code")
    opened_at = datetime.fromtimestamp(opened, tz=timezone.get_current_timezone())
    ticket = Ticket(activity, Method(method), owner, nonce, opened_at)
    made = _refuse_used(ticket)
    if timezone.now() > ticket.until and not made:
        raise NotSignedInError(_("时间过了，请再扫一次屏幕上的码。"), "expired_ticket")
    return replace(ticket, made=made)


def check_in_of(ticket: Ticket) -> CheckIn | None:
    """The check-in this ticket has made already, unless it was taken back."""
    if not ticket.made:
        return None
    return CheckIn.objects.filter(key=ticket.key, voided_at__isnull=True).first()


def refuse_outside_hours(activity: Activity, now: datetime) -> None:
    """Say at once, before anybody fills in a form, that nobody can sign in now."""
    refuse_not_on(activity)
    window = window_of(activity)
    if now < window.opens:
        raise NotSignedInError(_("还没到签到时间。"), "too_early")
    if now > window.closes:
        raise NotSignedInError(
            _("签到时间已过，请和现场工作人员说一声，由工作人员补录。"), "too_late"
        )


def _refuse_used(ticket: Ticket) -> bool:
    """Whether the ticket's own check-in is there; refused where it may make none."""
    used = CheckIn.objects.filter(key__startswith=_keys(ticket.activity, ticket.participant))
    mine = list(used.order_by().values_list("key", "voided_at"))
    if any(key == ticket.key and voided for key, voided in mine):
        raise NotSignedInError(_("这个码已经用过，请等屏幕换码后再扫一次。"), "used")
    others = [key for key, voided in mine if voided is None and key != ticket.key]
    if len(others) >= MOST_HOUSEHOLDS:
        raise NotSignedInError(
            _("这部手机已经为 %(most)s 家签到。其他家请用自己的手机，或找工作人员。")
            % {"most": MOST_HOUSEHOLDS},
            "too_many",
        )
    return any(key == ticket.key for key, _voided in mine)


def _keys(activity: int, participant: str) -> str:
    return f"door:{activity}:{participant}:"
