"""What is counted from activities and media reports."""

from shufang.activities import facts
from shufang.lake import Measure, registry

ACTIVITIES_HELD = Measure(
    "activities_held",
    "活动场次",
    "Activities held",
    unit="场",
    unit_en="activities",
    definition_zh="统计期内在书房举办的活动，每场计一次；取消的不计；没有填报人数的也计。"
    "来源：活动记录（导入台账或工作人员填写）。",
    definition_en="Activities held in the period, each once; cancelled ones are left out, those "
    "without any head count are included. Source: activity records, from imported ledgers or "
    "filled in by staff.",
    fact=facts.ATTENDANCE,
    value="count(distinct f.activity)",
    estimate="false",
)
SIGN_INS = Measure(
    "sign_ins",
    "签到数",
    "Sign-ins",
    unit="户次",
    unit_en="sign-ins",
    definition_zh="一户家庭（或一位单独到场者）在一场活动签到计一次，同一家庭参加几场计几次；"
    "不是家庭数，也不是人数。来源：活动填报的签到数；没有填报的活动列为缺失，不当作0。",
    definition_en="One household (or one single person) signed in at one activity, counted once "
    "for every activity; neither households nor heads. Source: the sign-ins stated for an "
    "activity; activities without are counted as missing, never as 0.",
    fact=facts.ATTENDANCE,
    value="sum(f.households)",
    known="f.households is not null",
)
ATTENDEES = Measure(
    "attendees",
    "参与人次",
    "Attendees",
    unit="人次",
    unit_en="attendees",
    definition_zh="到场的成人与儿童，每人每场计一次；线上观看和观展不计。"
    "来源：活动填报的参与人次，或成人加儿童；都没有的列为缺失，不由签到数推算。",
    definition_en="Heads in the room, adults and children, once per activity; online views and "
    "exhibition visits are left out. Source: the attendees stated for an activity, or adults plus "
    "children; activities with neither are counted as missing, never derived from sign-ins.",
    fact=facts.ATTENDANCE,
    value="sum(f.attendees)",
    known="f.attendees is not null",
)
HOUSEHOLDS_SERVED = Measure(
    "households_served",
    "服务家庭数",
    "Households served",
    unit="户",
    unit_en="households",
    definition_zh="统计期内签到过的不同家庭，参加几场也只计一户。来源：逐户签到；"
    "只有合计签到数的台账无从得知，因此为未知，不是0。",
    definition_en="Different households that signed in during the period, each once however many "
    "activities it came to. Source: household check-ins; a ledger with totals only can't tell, so "
    "the figure is then unknown, not 0.",
    fact=facts.ATTENDANCE,
    value="count(distinct f.household)",
    known="f.household is not null",
    additive=False,
)
SIGN_INS_PER_ACTIVITY = Measure(
    "sign_ins_per_activity",
    "场均签到",
    "Sign-ins per activity",
    unit="户次/场",
    unit_en="sign-ins per activity",
    definition_zh="签到数除以活动场次，只取填报了签到数的活动；其余活动列为缺失。",
    definition_en="Sign-ins divided by activities, over the activities whose sign-ins are known; "
    "the others are counted as missing.",
    fact=facts.ATTENDANCE,
    value="sum(f.households)"
    " / nullif(count(distinct case when f.households is not null then f.activity end), 0)",
    known="f.households is not null",
    additive=False,
    silent=False,
)
MEDIA_REPORTS = Measure(
    "media_reports",
    "媒体报道",
    "Media reports",
    unit="篇",
    unit_en="reports",
    definition_zh="统计期内一家媒体就一场活动的一篇报道计一次，"
    "按发布日计（未注明的按活动日），归入该活动的分类和书房。来源：媒体报道记录。",
    definition_en="One report in one outlet about one activity, on the day it was published (the "
    "activity's day where none is named), under the activity's category and room. Source: media "
    "report records.",
    fact=facts.MEDIA_REPORTS,
    value="count(distinct f.report)",
    estimate="false",
)


def register() -> None:
    registry.add(facts.CATEGORIES, facts.CATEGORY, facts.NATIONAL_TYPE)
    registry.add(facts.ATTENDANCE, facts.MEDIA_REPORTS)
    registry.add(ACTIVITIES_HELD, SIGN_INS, ATTENDEES, HOUSEHOLDS_SERVED, SIGN_INS_PER_ACTIVITY)
    registry.add(MEDIA_REPORTS)
