"""Accounts, memberships and duties."""

from functools import cached_property

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from shufang.people.choices import Level
from shufang.places.models import Organisation, Site
from shufang.shared.roles import ALL_STAFF, Role


class User(AbstractUser):
    """Somebody who signs in.

    A superuser holds every role everywhere: the rescue hatch of an installation.
    """

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    name = models.CharField(_("姓名"), max_length=60)
    must_change_password = models.BooleanField(_("下次登录须改密码"), default=False)

    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("账号")
        verbose_name_plural = _("账号")

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name

    @cached_property
    def roles(self) -> frozenset[Role]:
        """Every role this person holds somewhere."""
        if not self.is_active:
            return frozenset()
        if self.is_superuser:
            return ALL_STAFF
        return frozenset(role for role, _site in self.held)

    @cached_property
    def held(self) -> frozenset[tuple[Role, int | None]]:
        """Every role with its room, read once a request."""
        return frozenset((Role(m.role), m.site_id) for m in self.memberships.all())

    def forget_roles(self) -> None:
        """Read the roles again at the next question: they have been changed."""
        for name in ("roles", "held"):
            self.__dict__.pop(name, None)
        getattr(self, "_prefetched_objects_cache", {}).pop("memberships", None)


class Membership(models.Model):
    """A user's role at one site or, without a site, in the whole network."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("角色"), max_length=12, choices=Role.choices)
    site = models.ForeignKey(
        Site,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="memberships",
        verbose_name=_("书房"),
    )

    class Meta:
        verbose_name = _("角色")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "site"], name="role_once_per_site", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.get_role_display()}"


class Duty(models.Model):
    """A post of the organisation chart and what it answers for; printed as the report's table 2."""

    level = models.CharField(_("层级"), max_length=8, choices=Level.choices)
    post = models.CharField(_("岗位"), max_length=60)
    duties = models.TextField(_("职责"))
    people = models.CharField(_("人员"), max_length=200, blank=True)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.SET_NULL, verbose_name=_("单位")
    )
    order = models.PositiveSmallIntegerField(_("次序"), default=0)

    class Meta:
        ordering = ["level", "order", "id"]
        verbose_name = _("岗位职责")

    def __str__(self) -> str:
        return self.post
