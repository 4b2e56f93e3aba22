"""Keep who of the staff looked at a family's data; the family reads it."""

from collections.abc import Iterable

from shufang.people.models import FamilyAccess, Household, User
from shufang.shared.models import log

PAGE = FamilyAccess._meta.get_field("page").max_length or 80


def note_family_access(user: User, households: Iterable[Household | int | None], page: str) -> None:
    """One line for each family on the page; `page` says what was seen and names nobody, in Chinese
    (`gettext_noop`): the family reads it later in its own language. Guests have no household (None)
    that could read such a line: that somebody looked at so many of them stands in the log.
    """
    seen = [each.pk if isinstance(each, Household) else each for each in households]
    FamilyAccess.objects.bulk_create(
        FamilyAccess(
            household_id=key, actor=str(user)[:150], account=user.username[:150], page=page[:PAGE]
        )
        for key in sorted({key for key in seen if key is not None})
    )
    if guests := seen.count(None):
        log(
            actor=user,
            deed="people.see_guests",
            subject=user,
            detail={"page": [None, page[:PAGE]], "guests": [None, guests]},
        )
