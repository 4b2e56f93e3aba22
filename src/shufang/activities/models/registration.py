"""Who wants to come: the rules of an activity's places, and the parties that register.

The unit is the *party*: those of one household who come together (docs/glossary.md). Places are
taken by one conditional UPDATE of `Rules.taken` and nothing else; the database refuses more.
"""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from shufang.activities.choices import ALIVE, SEATED, Counted, Places, Queue, Stage, Way, Why
from shufang.activities.models.activity import Activity
from shufang.people.models import Child, Household
from shufang.shared.secrets import blind

LINK = "activities.registration.link"
PHONE = "activities.registration.phone"  # the column a number is bound to


class Rules(models.Model):
    """How the places of one activity are given out; readers see all of it before they register."""

    activity = models.OneToOneField(
        Activity, on_delete=models.CASCADE, related_name="rules", primary_key=True
    )
    way = models.CharField(_("名额方式"), max_length=6, choices=Places.choices, default=Places.OPEN)
    counted = models.CharField(
        _("名额单位"), max_length=6, choices=Counted.choices, default=Counted.PARTY
    )
    places = models.PositiveIntegerField(_("名额"), default=0)
    places_min = models.PositiveIntegerField(_("最少开办"), default=0)
    taken = models.PositiveIntegerField(default=0)  # by offered, confirmed, attended and absent
    waiting = models.PositiveIntegerField(default=0)  # places that waiting parties ask for
    waiting_places = models.PositiveIntegerField(_("候补上限"), default=0)  # in the same unit
    queue = models.CharField(
        _("候补方式"), max_length=8, choices=Queue.choices, default=Queue.WHOLE
    )
    skips = models.PositiveSmallIntegerField(_("可被越过次数"), default=3)  # of a waiting party
    offer_hours = models.PositiveSmallIntegerField(_("候补确认时限（小时）"), default=12)
    opens_at = models.DateTimeField(_("报名开始"), null=True, blank=True)
    closes_at = models.DateTimeField(_("报名截止"), null=True, blank=True)
    cancel_minutes = models.PositiveIntegerField(_("开始前多少分钟可取消"), default=120)
    children_most = models.PositiveSmallIntegerField(_("每组最多儿童"), default=3)
    adults_most = models.PositiveSmallIntegerField(_("每组最多成人"), default=2)
    adults_least = models.PositiveSmallIntegerField(_("每组至少成人"), default=1)
    household_limit = models.PositiveSmallIntegerField(
        _("每户限报"), default=0
    )  # in `limit_days`, of this category; 0: no limit
    child_limit = models.PositiveSmallIntegerField(_("每个孩子限报"), default=0)
    limit_days = models.PositiveSmallIntegerField(_("限报周期（天）"), default=30)
    priority = models.JSONField(default=list)  # [{"for": "first_timers"|"town", "hours": 24, ...}]
    questions = models.JSONField(default=list)  # [{"code", "text", "kind", "choices", "needed"}]
    guests_prove = models.BooleanField(
        _("未登录的先验证手机号"), default=False
    )  # by a one-time code, before they take a place
    walk_ins = models.BooleanField(_("可直接来"), default=True)
    reconfirm_hours = models.PositiveSmallIntegerField(_("开始前多少小时再确认"), default=0)
    release_minutes = models.PositiveSmallIntegerField(_("开始后多少分钟释放名额"), default=0)
    sign_in_before = models.PositiveSmallIntegerField(_("提前多少分钟可签到"), default=30)
    sign_in_after = models.PositiveSmallIntegerField(_("结束后多少分钟可签到"), default=60)
    sign_out = models.BooleanField(_("需要签退"), default=False)
    next_number = models.PositiveIntegerField(default=1)  # of the next registration in the queue

    class Meta:
        verbose_name = _("报名规则")
        constraints = [
            models.CheckConstraint(condition=Q(taken__lte=F("places")), name="never_oversold"),
        ]

    def __str__(self) -> str:
        return str(self.activity_id)


class Registration(models.Model):
    """One party's wish to come, from application to attendance."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="registrations")
    household = models.ForeignKey(
        Household, null=True, blank=True, on_delete=models.SET_NULL, related_name="registrations"
    )  # none: a guest, known by phone number only
    name = models.CharField(_("称呼"), max_length=40, blank=True)
    phone_sealed = models.CharField(max_length=200, blank=True)
    phone_print = models.CharField(max_length=64, blank=True, db_index=True)
    last_four = models.CharField(_("手机尾号"), max_length=4, blank=True)
    stage = models.CharField(_("状态"), max_length=10, choices=Stage.choices)
    way = models.CharField(_("来源"), max_length=8, choices=Way.choices, default=Way.WEB)
    number = models.PositiveIntegerField()  # its place in the queue: first come, or drawn
    adults = models.PositiveSmallIntegerField(_("成人"), default=0)
    children = models.PositiveSmallIntegerField(_("儿童"), default=0)
    takes = models.PositiveSmallIntegerField()  # places, in the unit of the rules
    skipped = models.PositiveSmallIntegerField(default=0)  # times that smaller parties passed by
    offered_until = models.DateTimeField(null=True, blank=True)
    offered = models.PositiveSmallIntegerField(
        null=True, blank=True
    )  # places kept by its offer where they are fewer than it asks for
    whole = models.BooleanField(default=False)  # waits undivided although the rules would divide it
    reconfirmed_at = models.DateTimeField(null=True, blank=True)
    answers = models.JSONField(default=dict)  # question code -> answer
    photo = models.BooleanField(_("同意拍照"), null=True, blank=True)
    first_time = models.BooleanField(_("第一次来"), default=False)
    token = models.CharField(max_length=64, unique=True)  # fingerprint of its link
    language = models.CharField(max_length=8, default="zh-hans")
    made_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=0)  # of what its messages tell

    class Meta:
        ordering = ["number", "id"]
        verbose_name = _("报名")
        indexes = [models.Index(fields=["activity", "stage", "number"])]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "household"],
                condition=Q(stage__in=ALIVE, household__isnull=False),
                name="household_once_an_activity",
            ),
            models.UniqueConstraint(
                fields=["activity", "phone_print"],
                condition=Q(stage__in=ALIVE) & ~Q(phone_print=""),
                name="phone_once_an_activity",
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(_("一组"))

    @property
    def log_label(self) -> str:
        """The log is read by more people than the list of parties: a number, no name."""
        return f"{_('一组')} {self.pk}"

    @property
    def is_seated(self) -> bool:
        return self.stage in SEATED

    @property
    def link_token(self) -> str:
        """The secret of its link, made anew from the key of the installation whenever a message or
        a page needs it; another `token` in the row ends all links given before."""
        return f"{self.pk}.{blind(f'{self.pk} {self.token}', LINK)[:40]}"


class Attendee(models.Model):
    """One person of a party. A registered family's child is a profile; a guest's is typed."""

    registration = models.ForeignKey(
        Registration, on_delete=models.CASCADE, related_name="attendees"
    )
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="+")
    child = models.ForeignKey(
        Child, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    nickname = models.CharField(_("小名"), max_length=20, blank=True)
    birth_year = models.PositiveSmallIntegerField(null=True, blank=True)  # none: an adult
    birth_month = models.PositiveSmallIntegerField(null=True, blank=True)
    alive = models.BooleanField(default=True)  # as long as the registration is

    class Meta:
        ordering = ["id"]
        verbose_name = _("参加的人")
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "child"],
                condition=Q(alive=True, child__isnull=False),
                name="child_once_an_activity",
            )
        ]

    def __str__(self) -> str:
        return self.nickname or str(_("成人"))


class Step(models.Model):
    """One change of a registration's stage; rows are only added."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="steps")
    before = models.CharField(max_length=10, choices=Stage.choices, blank=True)
    after = models.CharField(max_length=10, choices=Stage.choices)
    at = models.DateTimeField(default=timezone.now)
    actor = models.CharField(max_length=150, blank=True)  # "family", "system", or a member of staff
    why = models.CharField(max_length=10, choices=Why.choices, blank=True)
    reason = models.CharField(max_length=200, blank=True)  # in somebody's words

    class Meta:
        ordering = ["at", "id"]
        verbose_name = _("报名变化")

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"


class Watch(models.Model):
    """Somebody who wants to hear when places come free."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="watches")
    phone_sealed = models.CharField(max_length=200)
    phone_print = models.CharField(max_length=64)
    language = models.CharField(max_length=8, default="zh-hans")
    made_at = models.DateTimeField(default=timezone.now)
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("余位提醒")
        constraints = [
            models.UniqueConstraint(fields=["activity", "phone_print"], name="watch_once")
        ]

    def __str__(self) -> str:
        return str(self.pk)
