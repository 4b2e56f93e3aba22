"""What is counted from activities, registrations and media reports."""

from shufang.activities import facts
from shufang.lake import Measure, registry

# A grade is a sign-in's, never an activity's: one activity has sign-ins of several.
GRADE_ONLY = frozenset({"grade"})
# Places are an activity's: no party has a share in how full it was.
PARTY_ONLY = frozenset({"stage", "way"})
STAGE_ONLY = frozenset({"stage"})
BY_PARTY = "f.kind = 'party' and f.way <> 'walk_in'"

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
    not_by=GRADE_ONLY,
)
SIGN_INS = Measure(
    "sign_ins",
    "签到数",
    "Sign-ins",
    unit="户次",
    unit_en="sign-ins",
    definition_zh="一户家庭（或一位单独到场者）在一场活动签到计一次，同一家庭参加几场计几次；"
    "不是家庭数，也不是人数。来源：逐户签到，作废的和未经第二人确认的补录（D级）不计；"
    "没有逐户签到的活动取填报的签到数，两者不相加；都没有的活动列为缺失，不当作0。",
    definition_en="One household (or one single person) signed in at one activity, counted once "
    "for every activity; neither households nor heads. Source: check-ins, without those voided "
    "and those entered later (grade D) that no second person has confirmed; for activities "
    "without any, the sign-ins stated. The two are never added. Activities with neither are "
    "counted as missing, never as 0.",
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
    "来源：逐户签到时登记的人数；没有逐户签到的活动取现场清点的人数，再没有的取填报的参与人次"
    "或成人加儿童。三者只取其一，不相加；都没有的列为缺失，不由签到数推算。",
    definition_en="Heads in the room, adults and children, once per activity; online views and "
    "exhibition visits are left out. Source: the heads entered with check-ins; for activities "
    "without any, the heads counted at the door, else the attendees stated or adults plus "
    "children. One of the three, never added; activities with none are counted as missing, never "
    "derived from sign-ins.",
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
    definition_zh="统计期内签到过的不同家庭，参加几场也只计一户。来源：逐户签到中认得出家庭的；"
    "没有留名的到场者和只有合计签到数的台账无从得知，列为缺失，不是0。各部分会有同一户，不可相加。",
    definition_en="Different households that signed in during the period, each once however many "
    "activities it came to. Source: check-ins of households that are known; people who came "
    "without a name, and ledgers with totals only, can't tell and are counted as missing, not as "
    "0. Parts share households, so they don't add up.",
    fact=facts.ATTENDANCE,
    value="count(distinct f.household)",
    known="f.household is not null",
    additive=False,
    apart="household",
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
    not_by=GRADE_ONLY,
)
FIRST_TIME_HOUSEHOLDS = Measure(
    "first_time_households",
    "首次到场家庭数",
    "First-time households",
    unit="户",
    unit_en="households",
    definition_zh="统计期内第一次参加书房活动的不同家庭，每户计一次；该家庭计入的签到里最早的"
    "一次算第一次。来源：逐户签到中认得出家庭的；无从得知的列为缺失。",
    definition_en="Different households that came to an activity for the first time in the period, "
    "each once: their earliest check-in that counts is their first. Source: check-ins of "
    "households that are known; those that can't tell are counted as missing.",
    fact=facts.ATTENDANCE,
    value="count(distinct case when f.first_time then f.household end)",
    known="f.household is not null",
    additive=False,
    makes="f.first_time",
    apart="household",
)
REGISTERED = Measure(
    "registrations",
    "报名数",
    "Registrations",
    unit="组",
    unit_en="parties",
    definition_zh="为统计期内的活动报名的组数，一家人一起报一场计一组，报几场计几次；"
    "后来取消、过期、未到的也计；现场直接来的、被取消的活动的报名不计。按活动日计。"
    "来源：本系统的报名记录。",
    definition_en="Parties that registered for an activity in the period, a family together "
    "counted once for each activity, whatever came of it; walk-ins, and registrations for "
    "activities that were called off, are left out. By the activity's day. Source: registrations "
    "made here.",
    fact=facts.REGISTRATIONS,
    value="count(*)",
    where=BY_PARTY,
)
CANCELLED = Measure(
    "cancelled",
    "取消的报名",
    "Cancelled registrations",
    unit="组",
    unit_en="parties",
    definition_zh="报名后由家庭或工作人员取消的组数；活动本身被取消的不计，过期未确认的不计。"
    "来源：本系统的报名记录。",
    definition_en="Parties whose registration was cancelled by the family or by staff; not those "
    "of activities that were called off, nor offers that ran out. Source: registrations made here.",
    fact=facts.REGISTRATIONS,
    value="count(*)",
    where=f"{BY_PARTY} and f.stage = 'cancelled'",
    not_by=STAGE_ONLY,
)
WAITING = Measure(
    "waiting",
    "没有等到名额",
    "Waited in vain",
    unit="组",
    unit_en="parties",
    definition_zh="活动举办时仍在候补、没有得到名额的组数。来源：本系统的报名记录。",
    definition_en="Parties still on the waiting list when the activity was held. Source: "
    "registrations made here.",
    fact=facts.REGISTRATIONS,
    value="count(*)",
    where=f"{BY_PARTY} and f.held and f.waited",
    not_by=STAGE_ONLY,
)
SHOW_UP_RATE = Measure(
    "show_up_rate",
    "到场率",
    "Show-up rate",
    unit="%",
    unit_en="%",
    definition_zh="有名额的报名里，已签到的组数除以已签到与未到的组数之和，按组计，不按人；"
    "没来而名额已放给别人的也算未到；取消的、候补的、现场直接来的，以及没有逐户签到的活动都不计。"
    "来源：本系统的报名与签到记录。",
    definition_en="Of the parties with a place: those signed in, divided by those signed in plus "
    "those absent; by party, not by head. Absent is also who stayed away and whose place was given "
    "to others. Cancelled and waiting parties, walk-ins, and activities where nobody signed in by "
    "household are left out. Source: registrations and check-ins made here.",
    fact=facts.REGISTRATIONS,
    value="100.0 * sum(case when f.stage = 'attended' then 1 else 0 end) / count(*)",
    where=f"{BY_PARTY} and f.named and f.held and f.stage in ('attended', 'absent')",
    additive=False,
    silent=False,
    not_by=STAGE_ONLY,
)
FILL_RATE = Measure(
    "fill_rate",
    "上座率",
    "Fill rate",
    unit="%",
    unit_en="%",
    definition_zh="已举办、需要报名的活动里，到场的组所占的名额（现场直接来的也算）除以全部名额；"
    "名额按该活动的单位（组、儿童或人）计。没有逐户签到的活动不知道谁到场，列为缺失，"
    "名额不算进来；不用报名的活动不计。来源：本系统的报名规则、报名与签到记录。",
    definition_en="Over activities held that had places to give out: places of the parties that "
    "came, walk-ins too, divided by all places, each in its activity's own unit (parties, children "
    "or people). Where nobody signed in by household it is not known who came: counted as missing, "
    "its places left out. Activities without registration are left out. Source: registration "
    "rules, registrations and check-ins made here.",
    fact=facts.REGISTRATIONS,
    value="100.0 * sum(f.filled)"
    " / nullif(sum(case when f.filled is not null then f.places end), 0)",
    known="f.filled is not null",
    where="f.kind = 'places' and f.held",
    additive=False,
    silent=False,
    not_by=PARTY_ONLY,
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
    registry.add(facts.GRADE, facts.STAGE, facts.WAY)
    registry.add(facts.ATTENDANCE, facts.REGISTRATIONS, facts.MEDIA_REPORTS)
    registry.add(ACTIVITIES_HELD, SIGN_INS, ATTENDEES, HOUSEHOLDS_SERVED, SIGN_INS_PER_ACTIVITY)
    registry.add(FIRST_TIME_HOUSEHOLDS, REGISTERED, SHOW_UP_RATE, FILL_RATE, CANCELLED, WAITING)
    registry.add(MEDIA_REPORTS)
