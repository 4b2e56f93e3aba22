"""Why a plan is refused, with the ways out."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from shufang.activities.actions.planning.draft import Draft, draft_of
from shufang.activities.choices import AHEAD, State
from shufang.activities.models import Activity
from shufang.activities.queries.planning.slots import Choice, Clash, Slot, choices, clash, day_text


class SlotError(ValidationError):
    """The place can't be had at that time; `choices` are slots that can."""

    def __init__(self, slot: Slot, found: Clash) -> None:
        super().__init__(found.text, code=found.code)
        self.slot, self.clash = slot, found
        self.text = found.text

    @property
    def choices(self) -> list[Choice]:
        return choices(self.slot)


def slot_of(draft: Draft, *, ignoring: frozenset[int] = frozenset()) -> Slot:
    return Slot(
        site=draft.site,
        zone=draft.zone,
        starts=draft.starts_at,
        ends=draft.ends_at,
        setup=draft.setup_minutes,
        teardown=draft.teardown_minutes,
        beside=draft.beside.pk if draft.beside else None,
        ignoring=ignoring,
    )


def refuse_clash(slot: Slot) -> None:
    """Call inside the transaction that holds the site."""
    found = clash(slot)
    if found is not None:
        raise SlotError(slot, found)


def refuse_lost_place(activity: Activity) -> None:
    """Refuse a plan that can no longer have its place and time, its hold having ended or not."""
    draft = draft_of(activity)
    refuse_times(draft)
    refuse_clash(slot_of(draft, ignoring=frozenset({activity.pk})))


def refuse_times(draft: Draft) -> None:
    if draft.ends <= draft.starts:
        raise ValidationError(
            {
                "ends": _(
                    "结束时间要晚于开始时间。跨过零点的活动请分成两场，后一场从次日 0:00 开始。"
                )
            }
        )
    if draft.starts_at <= timezone.now():
        raise ValidationError({"day": _("这个时间已经过去。已经办过的活动，请用“添加活动”补记。")})
    if draft.zone is not None and draft.zone.site_id != draft.site.pk:
        raise ValidationError({"zone": _("这个区域不在所选的书房里。")})
    if draft.beside is not None and draft.beside.day != draft.day:
        raise ValidationError({"beside": _("同时进行的活动在另一天，请改成同一天或选“没有”。")})
    refuse_ages(draft)


def refuse_ages(draft: Draft) -> None:
    if draft.age_from is not None and draft.age_to is not None and draft.age_from > draft.age_to:
        raise ValidationError({"age_to": _("年龄上限不能小于下限。")})


def refuse_over(activity: Activity) -> None:
    """What was held, called off or has begun with people in it is not planned any more."""
    if activity.state not in AHEAD:
        raise ValidationError(
            _("这一场%(state)s，策划不能再改。") % {"state": activity.get_state_display()}
        )
    if activity.check_ins.exists():
        raise ValidationError(_("这一场已经有人签到，策划不能再改。"))


def refuse_unless(activity: Activity, *states: State) -> None:
    if activity.state not in states:
        raise ValidationError(
            _("这一场现在是“%(state)s”，不能这样做。请刷新页面再看。")
            % {"state": activity.get_state_display()}
        )


def with_its_day(day: date, said: str) -> str:
    """A refusal among those of several dates: 5月9日（周六）：……"""
    begins = day_text(day)  # closed days say themselves which they are
    return said if said.startswith(begins) else f"{begins}{_('：')}{said}"


def named(day: date, refusal: ValidationError) -> ValidationError:
    """What one of several dates was refused for, with its day."""
    return ValidationError(with_its_day(day, " ".join(refusal.messages)))
