"""Tokens of programs: what each role may be given, and the only doors to one."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _

from shufang.people.choices import Scope
from shufang.people.models import ApiToken, User
from shufang.people.policy import holds
from shufang.shared.roles import Role
from shufang.shared.secrets import fingerprint

# A program may do no more than a person of its role.
MAY: Mapping[Role, frozenset[Scope]] = {
    Role.OPERATOR: frozenset(Scope),
    Role.SITE_STAFF: frozenset(Scope),
    Role.LIBRARY: frozenset({Scope.REGISTRATIONS_READ, Scope.MEASURES}),
    Role.ASSESSOR: frozenset({Scope.MEASURES}),
    Role.AUDITOR: frozenset({Scope.MEASURES}),
}


def token_of(secret: str) -> ApiToken | None:
    """The token whose secret this is, if it still works."""
    found = ApiToken.objects.select_related("site").filter(fingerprint=fingerprint(secret)).first()
    return found if found is not None and found.works else None


def has_scope(token: ApiToken, scope: Scope) -> bool:
    """Whether it was given, and its role still has it."""
    return scope.value in token.scopes and scope in MAY.get(Role(token.role), frozenset())


def tokens() -> list[ApiToken]:
    """All of them, those that work first."""
    return sorted(ApiToken.objects.select_related("site"), key=lambda each: not each.works)


def token_to_revoke(user: User, pk: int) -> ApiToken:
    """For the library, that decides which programs are let in."""
    if not holds(user, Role.LIBRARY):
        raise PermissionDenied(_("接口令牌由图书馆管理。"))
    found = ApiToken.objects.filter(pk=pk).first()
    if found is None:
        raise Http404(_("没有这个令牌。"))
    return found
