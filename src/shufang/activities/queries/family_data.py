"""What activities keep about one family: shown to it, and found again to be erased."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shufang.activities.models import (
    Activity,
    Attendee,
    CheckIn,
    FamilyFeed,
    Photo,
    Registration,
    Step,
    Strike,
    Watch,
)
from shufang.activities.queries.registering.answers import answers_of
from shufang.people.family_data import Section
from shufang.people.models import Child, Household


def phone_prints(household: Household) -> list[str]:
    """The fingerprints of the numbers that its guardians have proven."""
    return [each.phone_print for each in household.guardians.all() if each.verified_at]


def registrations(household: Household) -> QuerySet[Registration]:
    """The family's own, and what was registered as a guest with one of its numbers."""
    mine = Q(household=household) | Q(
        household=None, phone_print__in=[mark for mark in phone_prints(household) if mark]
    )
    return Registration.objects.filter(mine).select_related("activity__site", "activity__rules")


def check_ins(household: Household) -> QuerySet[CheckIn]:
    """By the household, or by a registration of its own."""
    mine = Q(household=household) | Q(registration__in=registrations(household))
    return CheckIn.objects.filter(mine).select_related("activity__site")


def strikes(household: Household) -> QuerySet[Strike]:
    """Places kept and not used."""
    mine = Q(household=household) | Q(registration__in=registrations(household))
    return Strike.objects.filter(mine).select_related("registration__activity__site")


def watches(household: Household) -> QuerySet[Watch]:
    """Wishes to hear of free places."""
    marks = phone_prints(household)
    return Watch.objects.filter(phone_print__in=marks).select_related("activity__site")


def in_use(household: Household) -> bool:
    """Whether anything here refers to the household."""
    return (
        registrations(household).exists()
        or check_ins(household).exists()
        or Strike.objects.filter(household=household).exists()
        or Photo.objects.filter(households=household).exists()
        or FamilyFeed.objects.filter(household=household).exists()
    )


def child_in_use(child: Child) -> bool:
    """Whether the child was ever in a party."""
    return Attendee.objects.filter(child=child).exists()


def at_rooms(sites: frozenset[int]) -> set[int]:
    """The households that registered for something at these rooms, or came."""
    registered = Registration.objects.filter(activity__site__in=sites, household__isnull=False)
    came = CheckIn.objects.filter(activity__site__in=sites, household__isnull=False)
    keys = {
        *registered.values_list("household", flat=True),
        *came.values_list("household", flat=True),
    }
    return {key for key in keys if key is not None}


def sections(household: Household) -> list[Section]:
    """Tables in the family's language."""
    return [
        _registrations(household),
        _steps(household),
        _attendees(household),
        _check_ins(household),
        _strikes(household),
        _photos(household),
        _watches(household),
    ]


def _registrations(household: Household) -> Section:
    columns = [
        _("活动"), _("日期"), _("书房"), _("状态"), _("成人"), _("儿童"), _("称呼"),
        _("手机尾号"), _("回答"), _("同意拍照"), _("报名时间"),
    ]  # fmt: skip
    rows = [
        [
            *_activity(r.activity), r.get_stage_display(), r.adults, r.children, r.name,
            r.last_four, "；".join(f"{asked} {said}" for asked, said in answers_of(r)),
            {True: _("是"), False: _("否"), None: ""}[r.photo], r.made_at,
        ]
        for r in registrations(household).order_by("-made_at")
    ]  # fmt: skip
    return Section("registrations", pgettext("many", "报名"), columns, rows)


def _steps(household: Household) -> Section:
    """How each registration came to stand as it does."""
    columns = [_("活动"), _("日期"), _("书房"), _("状态"), _("时间")]
    found = Step.objects.filter(registration__in=registrations(household))
    rows = [
        [*_activity(step.registration.activity), step.get_after_display(), step.at]
        for step in found.select_related("registration__activity__site").order_by("-at", "-pk")
    ]
    return Section("steps", _("这份报名的经过"), columns, rows)


def _attendees(household: Household) -> Section:
    """Children as they were registered; grown-ups are only counted."""
    found = Attendee.objects.filter(
        registration__in=registrations(household), birth_year__isnull=False
    ) | Attendee.objects.filter(registration__in=registrations(household), child__isnull=False)
    columns = [_("活动"), _("日期"), _("书房"), _("小名"), _("出生年"), _("出生月")]
    rows = [
        [
            *_activity(a.activity), a.nickname or (a.child.nickname if a.child else ""),
            a.birth_year, a.birth_month,
        ]
        for a in found.select_related("activity__site", "child").order_by("-activity__day", "pk")
    ]  # fmt: skip
    return Section("attendees", _("报名的孩子"), columns, rows)


def _check_ins(household: Household) -> Section:
    columns = [
        _("活动"), _("日期"), _("书房"), _("成人"), _("儿童"), _("方式"), _("称呼"), _("签到时间"),
    ]  # fmt: skip
    rows = [
        [*_activity(c.activity), c.adults, c.children, c.get_method_display(), c.name, c.at]
        for c in check_ins(household).order_by("-at")
    ]
    return Section("check_ins", _("签到"), columns, rows)


def _strikes(household: Household) -> Section:
    columns = [_("活动"), _("日期"), _("书房"), _("记到"), _("申诉"), _("答复"), _("已撤销")]
    rows = [
        [
            *_activity(s.registration.activity), s.expires_at, s.appeal, s.answer,
            {True: _("是"), False: _("否"), None: ""}[s.lifted],
        ]
        for s in strikes(household)
    ]  # fmt: skip
    return Section("strikes", _("未到记录"), columns, rows)


def _photos(household: Household) -> Section:
    columns = [_("活动"), _("日期"), _("书房"), _("说明")]
    photos = Photo.objects.filter(households=household).select_related("activity__site")
    rows = [[*_activity(p.activity), p.caption] for p in photos]
    return Section("photos", _("拍到你家的照片"), columns, rows)


def _watches(household: Household) -> Section:
    columns = [_("活动"), _("日期"), _("书房"), _("时间")]
    rows = [[*_activity(w.activity), w.made_at] for w in watches(household)]
    return Section("watches", _("余位提醒"), columns, rows)


def _activity(activity: Activity) -> list[object]:
    return [activity.title, activity.day, activity.site.name]
