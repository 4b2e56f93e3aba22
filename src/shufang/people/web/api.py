"""How programs prove who they are, and how a request of theirs is done once."""

from collections.abc import Callable
from typing import Any, cast

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.responses import Status
from ninja.security import HttpBearer

from shufang.people.actions.api_tokens import note_use
from shufang.people.actions.once import Answer, InFlightError, OtherBodyError, once
from shufang.people.choices import Scope
from shufang.people.models import ApiToken, FamilyAccess
from shufang.people.queries.api_tokens import has_scope, token_of
from shufang.shared.api import ProblemError

LONGEST_SECRET = 200


class Bearer(HttpBearer):
    """A token that works and has the scope; sets `request.auth`."""

    def __init__(self, scope: Scope) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken | None:
        found = token_of(token.strip()) if len(token) <= LONGEST_SECRET else None
        if found is None:
            return None
        if not has_scope(found, self.scope):
            raise ProblemError(
                403,
                "scope",
                _("这个令牌没有“%(scope)s”的权限，请向图书馆申请。") % {"scope": self.scope.value},
            )
        note_use(found)
        return found


def token(request: HttpRequest) -> ApiToken:
    """The token of a request that `Bearer` let through."""
    return cast(ApiToken, request.auth)  # type: ignore[attr-defined]


def done_once(
    request: HttpRequest, *, route: str, key: str, do: Callable[[], Answer]
) -> tuple[Status[dict[str, Any]], bool]:
    """The answer of `do`, or the one it gave when the same request came before."""
    try:
        (status, answer), again = once(
            token=token(request), route=route, key=key, body=request.body, do=do
        )
    except InFlightError:
        raise ProblemError(
            409, "in_flight", _("同一个请求正在处理，请稍后用同一个键再试。"), retry_after="1"
        ) from None
    except OtherBodyError:
        raise ProblemError(
            422, "other_body", _("这个 Idempotency-Key 已经用于另一份内容，请换一个键。")
        ) from None
    if not answer:  # emptied since: the family it spoke of has been erased
        raise ProblemError(404, "forgotten", _("这个家庭的资料已经删除，当时的回答没有保留。"))
    return Status(status, answer), again


def note_families(request: HttpRequest, households: set[int], page: str) -> None:
    """Families read which program saw them, as they read which member of staff did; `page` is as
    in `note_family_access`."""
    actor = _("接口：%(name)s") % {"name": token(request).name}
    FamilyAccess.objects.bulk_create(
        FamilyAccess(household_id=pk, actor=actor[:150], page=page) for pk in sorted(households)
    )
