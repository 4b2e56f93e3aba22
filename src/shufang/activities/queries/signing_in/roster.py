"""Who is expected and who has come: the list in the hands of the staff."""

import unicodedata
from collections import defaultdict
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from shufang.activities.choices import ALIVE, Stage
from shufang.activities.models import Activity, Attendee, CheckIn, Registration
from shufang.activities.queries.words import more_words
from shufang.people.models import Household
from shufang.people.phones import clean_phone
from shufang.shared.initials import begin_with

FOUR = 4  # digits of a phone number are all that a list shows
# Everybody but who gave up: one whose place was released may stand at the door all the same.
ON_THE_LIST = (*ALIVE, Stage.ABSENT, Stage.EXPIRED)


@dataclass(frozen=True)
class Row:
    """One party, or one check-in without a registration."""

    registration: Registration | None
    check_in: CheckIn | None

    @property
    def key(self) -> str:
        """Of its line on the page."""
        return f"r{self.registration.pk}" if self.registration else f"c{self._came.pk}"

    @property
    def name(self) -> str:
        thing = self.registration or self._came
        return thing.name

    @property
    def last_four(self) -> str:
        return self.registration.last_four if self.registration else ""

    @property
    def adults(self) -> int:
        return (self.check_in or self.registration or self._came).adults

    @property
    def children(self) -> int:
        return (self.check_in or self.registration or self._came).children

    @property
    def more(self) -> str:
        """That more people came than had registered, in words."""
        party = self.registration
        if party is None or self.check_in is None:
            return ""
        return more_words(self.adults + self.children, party.adults + party.children)

    @property
    def household(self) -> int | None:
        return (self.registration or self._came).household_id

    @property
    def _came(self) -> CheckIn:
        assert self.check_in is not None
        return self.check_in


def roster(activity: Activity, search: str = "", card_of: Household | None = None) -> list[Row]:
    """Those who are not here yet first, in the order of the queue; then those who have come,
    the latest first. The search looks at names, the children's too, and at phone numbers; where it
    is a reader card of a household on the list, it finds that one and nobody else."""
    parties = Registration.objects.filter(activity=activity, stage__in=ON_THE_LIST)
    registrations = list(parties.select_related("household"))
    came = {}
    rows = []
    for check_in in CheckIn.objects.filter(activity=activity, voided_at__isnull=True):
        if check_in.registration_id is None:
            rows.append(Row(None, check_in))
        else:
            came[check_in.registration_id] = check_in
    rows += [Row(party, came.get(party.pk)) for party in registrations]
    wanted = plain(search)
    own = card_of and [row for row in rows if row.household == card_of.pk]
    if own:
        rows = own
    elif wanted:
        kids, tail = _nicknames(activity), _tail(search)
        rows = [row for row in rows if _is_meant(row, kids, wanted, tail)]
    expected = [row for row in rows if row.check_in is None]
    here = [row for row in rows if row.check_in is not None]
    expected.sort(key=_place)
    here.sort(key=lambda row: (row._came.at, row._came.pk), reverse=True)
    return expected + here


def row_of(registration: Registration | None, check_in: CheckIn | None) -> Row:
    """One line as it stands now."""
    if check_in is not None and check_in.voided_at is not None:
        check_in = None
    return Row(registration, check_in)


def households_on(rows: list[Row]) -> list[int | None]:
    """Whose data the page shows, for the families' own record of it."""
    return [row.household for row in rows]


def plain(text: str) -> str:
    """Letters and digits alone: 买买提·艾力 and O’Neill are typed without their marks."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(sign for sign in folded if sign.isalnum())


def _nicknames(activity: Activity) -> dict[int, list[str]]:
    """What the children of each party are called, by registration."""
    found = defaultdict(list)
    named = Attendee.objects.filter(activity=activity, birth_year__isnull=False)
    for party, nickname, child in named.values_list("registration", "nickname", "child__nickname"):
        found[party].append(child or nickname)
    return found


def _tail(search: str) -> str:
    """Some of the last four digits, or those of a whole phone number; the digits of a card that
    nobody linked are no family's."""
    digits = plain(search)
    if not (digits.isascii() and digits.isdigit()):
        return ""
    try:
        return digits if len(digits) <= FOUR else clean_phone(search)[-FOUR:]
    except ValidationError:
        return ""


def _is_meant(row: Row, kids: dict[int, list[str]], wanted: str, tail: str) -> bool:
    """By a part of a name, the first letters of its pinyin, or the end of a phone number."""
    if tail and tail in row.last_four:
        return True
    names = [row.name, *(kids.get(row.registration.pk, []) if row.registration else [])]
    letters = wanted if wanted.isascii() and wanted.isalpha() else ""
    return any(
        wanted in plain(name) or (letters and begin_with(plain(name), letters)) for name in names
    )


def _place(row: Row) -> tuple[int, int, int]:
    """Those with a place before those who wait, those before who lost theirs."""
    party = row.registration
    assert party is not None
    order = {Stage.CONFIRMED: 0, Stage.OFFERED: 0, Stage.ATTENDED: 0, Stage.WAITING: 1}
    return order.get(Stage(party.stage), 2), party.number, party.pk
