"""六、服务进校园与合作: rooms inside schools, and partners."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shufang.reports.chapters.kit import Chapter, Material, TextBlock
from shufang.reports.document import Block
from shufang.reports.queries.evidence import Evidence


def _account(evidence: Evidence) -> str:
    rooms = evidence.school_rooms
    if not rooms:
        return ""
    text = _(
        "网络中有校园书房{school_rooms}间（%(names)s），报告期内举办活动{school_activities}场"
    ) % {"names": _("、").join(room.name for room in rooms)}
    if any(room["sign_ins"] is not None for room in rooms):
        text += _("，签到{school_sign_ins}户次")
    if any(room["loans"] is not None for room in rooms):
        text += _("，外借{school_loans}册次")
    return text + _("。")


ACCOUNT = TextBlock("schools.account", gettext_lazy("校园书房与合作单位"), _account)


def build(material: Material) -> list[Block]:
    return list(material.say(ACCOUNT))


CHAPTER = Chapter("schools", gettext_lazy("服务进校园与合作"), build, (ACCOUNT,))
