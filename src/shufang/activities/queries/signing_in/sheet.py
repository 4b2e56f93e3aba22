"""The paper list: its rows, and the short codes by which they are entered afterwards.

A row code is the party's number in the queue and two check letters ("12KF"), on the empty rows
below "W1" and two letters: a slip of the finger, or the sheet of another activity, doesn't find a
row (one in 529 does).
"""

import hashlib
import hmac
import re
import unicodedata
from dataclasses import dataclass

from django.utils.translation import gettext as _

from shufang.activities.choices import Stage, Way
from shufang.activities.models import Activity, CheckIn, Registration
from shufang.people.queries.family.ages import years_on
from shufang.shared.secrets import key

LETTERS = "ABCDEFGHJKLMNPQRSTUVXYZ"  # no I, O, W
CODE = re.compile(r"(W?)0*([0-9]{1,5})([A-Z]{2})")
CHECKS = 2  # letters
EMPTY_ROWS = 12
ON_PAPER = (Stage.CONFIRMED, Stage.OFFERED, Stage.ATTENDED, Stage.ABSENT, Stage.WAITING)


@dataclass(frozen=True)
class SheetRow:
    """One line of the list; without a registration it is empty, for a family that walks in."""

    code: str
    registration: Registration | None = None
    children: str = ""  # 小米（6 岁）、豆豆（2 岁）

    @property
    def phone(self) -> str:
        """The last four digits, as the list prints them."""
        return self.registration.last_four if self.registration else ""


@dataclass(frozen=True)
class Entered:
    """A row of the list and the check-in that was made of it, if any."""

    row: SheetRow
    check_in: CheckIn | None


def sheet_rows(activity: Activity, empty: int = EMPTY_ROWS) -> list[SheetRow]:
    """Those with a place and those who wait, in the order of their numbers, then empty rows. Who
    walked in was written on one of these."""
    parties = (
        Registration.objects.filter(activity=activity, stage__in=ON_PAPER)
        .exclude(way=Way.WALK_IN)
        .prefetch_related("attendees__child")
        .order_by("number", "pk")
    )
    rows = [
        SheetRow(row_code(activity, str(party.number)), party, _children(party, activity))
        for party in parties
    ]
    return rows + [SheetRow(row_code(activity, f"W{number}")) for number in range(1, empty + 1)]


def entered_rows(activity: Activity) -> list[Entered]:
    """The rows of the list with what has become of them: those of the parties, then empty ones
    that were used, and rows whose party has cancelled since and came all the same."""
    alive = CheckIn.objects.filter(activity=activity, voided_at__isnull=True)
    by_party = {each.registration_id: each for each in alive if each.registration_id}
    by_code = {each.row_code: each for each in alive if each.row_code}
    found = []
    for row in sheet_rows(activity, empty=0):
        assert row.registration is not None
        found.append(Entered(row, by_code.get(row.code) or by_party.get(row.registration.pk)))
    listed = {each.row.code for each in found}
    others = sorted((code for code in by_code if code not in listed), key=_number)
    return found + [Entered(SheetRow(code), by_code[code]) for code in others]


def _number(code: str) -> tuple[bool, int]:
    digits = "".join(sign for sign in code if sign.isdigit())
    return code.startswith("W"), int(digits or 0)


def row_code(activity: Activity, number: str) -> str:
    """A row's number with its check letters."""
    text = f"{activity.pk} {number}".encode()
    mac = hmac.new(key("activities sheet rows"), text, hashlib.sha256).digest()
    return number + "".join(LETTERS[sign % len(LETTERS)] for sign in mac[:CHECKS])


def read_row_code(activity: Activity, typed: str) -> str:
    """The row code as it is printed; "" for what stands on no list of this activity."""
    plain = unicodedata.normalize("NFKC", typed).strip().upper().replace(" ", "")
    found = CODE.fullmatch(plain)
    if found is None:
        return ""
    walks_in, number, letters = found.groups()
    code = row_code(activity, f"{walks_in}{number}")
    return code if code == f"{walks_in}{number}{letters}" else ""


def party_of_row(activity: Activity, code: str) -> Registration | None:
    """The party of a row; none for the empty rows."""
    if code.startswith("W"):
        return None
    return (
        Registration.objects.filter(
            activity=activity, number=int(code[:-CHECKS]), stage__in=ON_PAPER
        )
        .exclude(way=Way.WALK_IN)
        .order_by("pk")
        .first()
    )


def times_taken_back(activity: Activity, code: str) -> int:
    """How often the row was entered and voided since."""
    return CheckIn.objects.filter(activity=activity, row_code=code, voided_at__isnull=False).count()


def _children(party: Registration, activity: Activity) -> str:
    """Nicknames and ages, as far as the family told them."""
    said = []
    for each in party.attendees.all():
        who = each.child or each
        if who.birth_year is None:
            continue
        name = who.nickname
        age = max(0, years_on(activity.day, who.birth_year, who.birth_month or 1))
        said.append(_("%(name)s（%(age)s 岁）") % {"name": name or _("小朋友"), "age": age})
    return _("、").join(said)
