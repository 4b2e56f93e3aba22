"""Levels of the organisation chart; families' relations and purposes; what programs may do.

Roles are `shared.roles.Role`, for pages below need them too.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """决策-执行-支持: who decides, who executes, who supports."""

    DECIDE = "decide", _("决策")
    EXECUTE = "execute", _("执行")
    SUPPORT = "support", _("支持")


class Relation(models.TextChoices):
    """Who a guardian is to the children."""

    PARENT = "parent", _("父母")
    GRANDPARENT = "grandparent", _("祖辈")
    OTHER = "other", _("其他监护人")


class Purpose(models.TextChoices):
    """What a guardian may agree to, each for itself; only the first is needed to register."""

    SERVICE = "service", _("报名与签到")
    PHOTO = "photo", _("现场拍照")
    MEDIA = "media", _("照片用于宣传")
    SUGGESTIONS = "suggestions", _("活动与图书推荐")


class Scope(models.TextChoices):
    """What a program may do by its token."""

    REGISTRATIONS_READ = "registrations:read", _("查看报名")
    REGISTRATIONS_WRITE = "registrations:write", _("替家庭报名和取消")
    CHECK_INS = "check-ins:write", _("替家庭签到")
    MEASURES = "measures:read", _("查询数字")
