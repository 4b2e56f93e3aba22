"""Who has registered for an activity, for those who run it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shufang.activities.choices import Stage
from shufang.activities.models import Activity, Attendee, Registration
from shufang.activities.queries.registering.answers import answers_of
from shufang.activities.queries.registering.party import FIT, fits
from shufang.outbox.models import Message
from shufang.people.queries.family.ages import years_on
from shufang.shared.models import subject_key
from shufang.shared.tables import Column, Table

GROUPS = (
    (Stage.OFFERED, Stage.CONFIRMED, Stage.ATTENDED),
    (Stage.APPLIED,),
    (Stage.WAITING,),
    (Stage.ABSENT, Stage.CANCELLED, Stage.EXPIRED),
)


@dataclass(frozen=True)
class Line:
    """One party on the list."""

    registration: Registration
    kids: list[str]  # 小米 6 岁
    along: int  # small ones who take no part
    position: int | None  # in the waiting list
    answers: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Roster:
    """The parties in four groups: those with places, applied, waiting in their order, over."""

    seated: list[Line]
    applied: list[Line]
    waiting: list[Line]
    over: list[Line]
    messages: int

    @property
    def lines(self) -> list[Line]:
        """All of them."""
        return [*self.seated, *self.applied, *self.waiting, *self.over]

    @property
    def is_empty(self) -> bool:
        return not self.lines


@dataclass(frozen=True)
class Counts:
    """An activity's registrations in numbers, for its page."""

    seated: int
    applied: int
    waiting: int
    cancelled: int
    children: int
    adults: int


def roster(activity: Activity) -> Roster:
    """The whole list in three queries and the count of messages."""
    found = list(
        Registration.objects.filter(activity=activity)
        .select_related("household")
        .prefetch_related("attendees")
        .order_by("number", "pk")
    )
    groups: list[list[Line]] = []
    for stages in GROUPS:
        members = [one for one in found if one.stage in stages]
        waits = stages == (Stage.WAITING,)
        groups.append(
            [_line(activity, one, n if waits else None) for n, one in enumerate(members, 1)]
        )
    keys = [subject_key(one) for one in found]
    count = Message.objects.filter(subject__in=keys).count() if keys else 0
    seated, applied, waiting, over = groups
    return Roster(seated, applied, waiting, over, count)


def counts(activity: Activity) -> Counts:
    """One query; nobody's data."""
    seated = Q(stage__in=(*GROUPS[0], Stage.ABSENT))  # whoever stayed away had a place, too
    found = Registration.objects.filter(activity=activity).aggregate(
        seated=Count("pk", filter=seated),
        applied=Count("pk", filter=Q(stage=Stage.APPLIED)),
        waiting=Count("pk", filter=Q(stage=Stage.WAITING)),
        cancelled=Count("pk", filter=Q(stage=Stage.CANCELLED)),
        children=Sum("children", filter=seated),
        adults=Sum("adults", filter=seated),
    )
    return Counts(**{name: value or 0 for name, value in found.items()})


def roster_table(lines: Iterable[Line]) -> Table:
    """The list to take away, with the least that is needed at the door: no phone numbers."""
    columns = [
        Column(_("号码"), "integer"),
        Column(_("称呼")),
        Column(_("手机尾号")),
        Column(_("状态")),
        Column(_("儿童"), "integer"),
        Column(_("成人"), "integer"),
        Column(_("孩子")),
        Column(_("同意拍照")),
        Column(_("来源")),
        Column(_("报名时间"), "datetime"),
        Column(_("回答")),
    ]
    rows = (
        [
            line.registration.number,
            line.registration.name,
            line.registration.last_four,
            line.registration.get_stage_display(),
            line.registration.children,
            line.registration.adults,
            "、".join(line.kids),
            _YES_NO[line.registration.photo],
            line.registration.get_way_display(),
            timezone.localtime(line.registration.made_at).replace(tzinfo=None),
            "; ".join(f"{asked}: {said}" for asked, said in line.answers),
        ]
        for line in lines
    )
    return Table(_("报名名单"), columns, rows)


_YES_NO = {None: "", True: gettext_lazy("是"), False: gettext_lazy("否")}


def _line(activity: Activity, registration: Registration, position: int | None) -> Line:
    people: list[Attendee] = list(registration.attendees.all())
    kids, along = [], 0
    for who in people:
        if who.birth_year is None:
            continue
        age = years_on(activity.day, who.birth_year, who.birth_month or 1)
        kids.append(f"{who.nickname} {_('%(n)s 岁') % {'n': age}}".strip())
        along += fits(activity, who.birth_year, who.birth_month or 1) != FIT
    return Line(registration, kids, along, position, answers_of(registration))
