"""States, types and sources."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """How far an activity has come. Only those held are counted."""

    DRAFT = "draft", _("草稿")
    SUBMITTED = "submitted", _("待审批")
    RETURNED = "returned", _("退回修改")
    SCHEDULED = "scheduled", _("已安排")
    HELD = "held", _("已举办")
    CANCELLED = "cancelled", _("已取消")


# Not held yet and not given up: these hold their zone.
AHEAD = (State.DRAFT, State.SUBMITTED, State.RETURNED, State.SCHEDULED)
UNSENT = (State.DRAFT, State.RETURNED)
UNAPPROVED = (*UNSENT, State.SUBMITTED)  # they keep their place for a while only


class NationalType(models.TextChoices):
    """The classes of the national statistics of public libraries."""

    LECTURE = "lecture", _("讲座")
    EXHIBITION = "exhibition", _("展览")
    TRAINING = "training", _("培训")
    OTHER = "other", _("其他")


class CountSource(models.TextChoices):
    """Where a stated count comes from."""

    LEDGER = "ledger", _("导入台账")
    STAFF = "staff", _("工作人员填写")


class MediaLevel(models.TextChoices):
    MUNICIPAL = "municipal", _("市级")
    PROVINCIAL = "provincial", _("省级")
    NATIONAL = "national", _("国家级")
    UNKNOWN = "", _("未注明")


class Audience(models.TextChoices):
    """Whom an activity is for."""

    FAMILIES = "families", _("亲子家庭")
    CHILDREN = "children", _("儿童")
    ADULTS = "adults", _("成人")
    SENIORS = "seniors", _("老年人")
    EVERYONE = "everyone", _("不限")


class Season(models.TextChoices):
    """The part of the school year to which a series keeps; "" is all of it."""

    TERM = "term", _("只在学期里")
    BREAK = "break", _("只在寒暑假")


class Decision(models.TextChoices):
    """What somebody said while a plan went from the operator to the library."""

    SUBMIT = "submit", _("提交审批")
    APPROVE = "approve", _("批准")
    RETURN = "return", _("退回修改")
    COMMENT = "comment", _("意见")


class Places(models.TextChoices):
    """How places are given out."""

    OPEN = "open", _("不用报名，直接来")
    FIRST_COME = "first", _("先到先得")
    DRAW = "draw", _("抽签")


class Counted(models.TextChoices):
    """What one place is: the unit of `Rules.places`."""

    PARTY = "party", _("组（一家一组）")
    CHILD = "child", _("名儿童")
    PERSON = "person", _("人")


class Queue(models.TextChoices):
    """How a party of several waits."""

    WHOLE = "whole", _("一家人一起排，不拆开")
    PARTIAL = "partial", _("有几个名额先进几个")


class Stage(models.TextChoices):
    """How far a registration has come."""

    APPLIED = "applied", _("已申请")  # before a draw
    WAITING = "waiting", _("候补")
    OFFERED = "offered", _("待确认")  # a place is kept for a while
    CONFIRMED = "confirmed", _("已报名")
    ATTENDED = "attended", _("已签到")
    ABSENT = "absent", _("未到")
    CANCELLED = "cancelled", _("已取消")
    EXPIRED = "expired", _("已过期")


# These hold places; these count on coming; these are still in the running; these are over.
SEATED = (Stage.OFFERED, Stage.CONFIRMED, Stage.ATTENDED, Stage.ABSENT)
COUNTING_ON_IT = (Stage.APPLIED, Stage.WAITING, Stage.OFFERED, Stage.CONFIRMED)
ALIVE = (*COUNTING_ON_IT, Stage.ATTENDED)
OVER = (Stage.ABSENT, Stage.CANCELLED, Stage.EXPIRED)


class Why(models.TextChoices):
    """What brought a registration where it is, where nobody said it in words of their own."""

    DRAWN = "drawn", _("抽签")
    RELEASED = "released", _("开始后还没签到，名额让出")
    CALLED_OFF = "called_off", _("活动取消")
    RESTORED = "restored", _("活动恢复")
    DECLINED = "declined", _("放弃名额")
    PARTY = "party", _("改了人数")
    PHOTO_YES = "photo_yes", _("可以拍照")
    PHOTO_NO = "photo_no", _("不拍照")


class Way(models.TextChoices):
    """By what way a registration came."""

    WEB = "web", _("网上")
    STAFF = "staff", _("工作人员代报")
    WALK_IN = "walk_in", _("现场直接来")
    API = "api", _("接口")


class Grade(models.TextChoices):
    """How well a sign-in is proven."""

    A = "A", _("A 工作人员扫码或点名")
    B = "B", _("B 现场动态码或书房平板")
    C = "C", _("C 张贴的固定码")
    D = "D", _("D 事后补录")


class Method(models.TextChoices):
    """How a household signed in."""

    STAFF_LIST = "list", _("工作人员点名")
    STAFF_SCAN = "scan", _("工作人员扫家庭码")
    ROTATING = "rotating", _("扫现场动态码")
    KIOSK = "kiosk", _("书房平板手机尾号")
    POSTER = "poster", _("扫张贴码")
    PAPER = "paper", _("纸质签到表补录")


# What each way of signing in proves at best; what staff enter after the hours is a later entry.
GRADE_OF = {
    Method.STAFF_LIST: Grade.A,
    Method.STAFF_SCAN: Grade.A,
    Method.ROTATING: Grade.B,
    Method.KIOSK: Grade.B,
    Method.POSTER: Grade.C,
    Method.PAPER: Grade.D,
}


class AgeBand(models.TextChoices):
    """For head counts of drop-in activities."""

    TODDLER = "0-3", _("0–3 岁")
    PRESCHOOL = "4-6", _("4–6 岁")
    SCHOOL = "7-12", _("7–12 岁")
    YOUTH = "13-17", _("13–17 岁")
    ADULT = "18-59", _("18–59 岁")
    SENIOR = "60+", _("60 岁以上")


class Next(models.TextChoices):
    """What the debrief decides."""

    REPEAT = "repeat", _("继续办")
    CHANGE = "change", _("改进后再办")
    STOP = "stop", _("不再办")


class Permission(models.TextChoices):
    """Whether the people on a picture agreed to its use."""

    UNCHECKED = "unchecked", _("未核对")
    NOBODY = "nobody", _("认不出人")
    AGREED = "agreed", _("已取得同意")
    REFUSED = "refused", _("不同意使用")
