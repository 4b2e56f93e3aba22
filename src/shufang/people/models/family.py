"""Reader families: households, the guardians who sign in by phone, and children as profiles.

A child never has an account: a nickname, a birth year and month, and nothing more. A phone number
lies sealed in the database; it is found by a keyed fingerprint (`shared.secrets`).
"""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from shufang.people.choices import Purpose, Relation
from shufang.places.models import Town
from shufang.shared.secrets import blind, seal, unseal

PHONE = "people.guardian.phone"  # the column a number is bound to


class Household(models.Model):
    """A family: those who come together and are counted as one sign-in."""

    name = models.CharField(_("称呼"), max_length=40, blank=True)  # 张家; what staff call out
    town = models.ForeignKey(
        Town, null=True, blank=True, on_delete=models.SET_NULL, verbose_name=_("街道（镇）")
    )
    code = models.CharField(max_length=64, unique=True)  # of its personal QR code (a fingerprint)
    code_sealed = models.CharField(max_length=200, blank=True)  # the code, for its owners to show
    created_at = models.DateTimeField(default=timezone.now)
    erased_at = models.DateTimeField(null=True, blank=True)  # its figures stay, its people don't

    class Meta:
        verbose_name = _("家庭")

    def __str__(self) -> str:
        return self.name or str(_("一户家庭"))

    @property
    def log_label(self) -> str:
        """The log outlives the family's data and is read by many: a number, no name."""
        return f"{_('一户家庭')} {self.pk}"


class Guardian(models.Model):
    """A grown-up of a household who signs in with a phone number and a one-time code."""

    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="guardians")
    name = models.CharField(_("称呼"), max_length=40, blank=True)
    relation = models.CharField(
        _("与孩子的关系"), max_length=12, choices=Relation.choices, default=Relation.PARENT
    )
    phone_sealed = models.CharField(max_length=200)
    phone_print = models.CharField(max_length=64, unique=True)
    last_four = models.CharField(_("手机尾号"), max_length=4, db_index=True)
    password = models.CharField(max_length=200, blank=True)  # hashed; most have none
    email = models.EmailField(_("电子邮箱"), blank=True)
    wechat_print = models.CharField(max_length=64, null=True, blank=True, unique=True)
    language = models.CharField(max_length=8, default="zh-hans")  # of messages to this person
    verified_at = models.DateTimeField(null=True, blank=True)
    sessions_from = models.DateTimeField(default=timezone.now)  # older sign-ins have ended

    class Meta:
        verbose_name = _("监护人")

    def __str__(self) -> str:
        return self.name or str(_("家长"))

    @property
    def phone(self) -> str:
        return unseal(self.phone_sealed, PHONE)

    def set_phone(self, phone: str) -> None:
        """`phone` is clean (`people.phones`): 11 digits, or + and up to 15."""
        self.phone_sealed, self.last_four = seal(phone, PHONE), phone[-4:]
        self.phone_print = phone_print(phone)


class Child(models.Model):
    """A child's profile under its guardians."""

    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="children")
    nickname = models.CharField(_("小名"), max_length=20)
    birth_year = models.PositiveSmallIntegerField(_("出生年"))
    birth_month = models.PositiveSmallIntegerField(_("出生月"))
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["birth_year", "birth_month", "id"]
        verbose_name = _("孩子")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(birth_month__range=(1, 12)), name="born_in_a_month"
            )
        ]

    def __str__(self) -> str:
        return self.nickname


class Consent(models.Model):
    """A guardian's yes or no to one purpose, in the words of one version of the text.

    Rows are only added: the latest one of a purpose holds.
    """

    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="consents")
    guardian = models.ForeignKey(
        Guardian, null=True, on_delete=models.SET_NULL, related_name="consents"
    )
    purpose = models.CharField(_("用途"), max_length=16, choices=Purpose.choices)
    version = models.CharField(_("版本"), max_length=20)
    text_hash = models.CharField(max_length=64)  # of the words agreed to
    given = models.BooleanField(_("同意"))
    at = models.DateTimeField(default=timezone.now)
    channel = models.CharField(_("方式"), max_length=12, default="web")

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name = _("同意记录")

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} {self.version}"


class OneTimeCode(models.Model):
    """A code sent to a phone; five wrong tries or five minutes end it."""

    phone_print = models.CharField(max_length=64, db_index=True)
    code_hash = models.CharField(max_length=64)
    made_at = models.DateTimeField(default=timezone.now)
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at"]
        verbose_name = _("验证码")

    def __str__(self) -> str:
        return str(self.pk)


class Invitation(models.Model):
    """A link by which a second guardian joins the household, once, until it runs out."""

    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="invitations")
    token = models.CharField(max_length=64, unique=True)  # a fingerprint
    made_at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(_("到"))
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at"]
        verbose_name = _("邀请")

    def __str__(self) -> str:
        return str(self.pk)


class Attempt(models.Model):
    """Something that may be tried only so often, by a phone or from an address.

    It holds a keyed fingerprint of either, and is forgotten after a day.
    """

    use = models.CharField(max_length=20)  # "code_hour", "code_address", "password" ...
    key = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("尝试")
        indexes = [models.Index(fields=["use", "key", "at"])]

    def __str__(self) -> str:
        return self.use


class FamilyAccess(models.Model):
    """Somebody of the staff looked at a family's data: who, when, which page, which family.

    The family reads these lines; they are kept though the account be closed.
    """

    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="accesses")
    actor = models.CharField(_("操作人"), max_length=150)
    account = models.CharField(_("用户名"), max_length=150, blank=True)
    page = models.CharField(_("页面"), max_length=80)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name = _("查阅记录")

    def __str__(self) -> str:
        return f"{self.actor} {self.page}"


def phone_print(phone: str) -> str:
    """The fingerprint by which a clean phone number is found."""
    return blind(phone, "phone")
