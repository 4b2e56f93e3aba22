"""Let a program in, or shut it out."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shufang.people.choices import Scope
from shufang.people.models import ApiToken, IdempotencyKey
from shufang.people.policy import AT_ROOMS
from shufang.people.queries.api_tokens import MAY
from shufang.places.models import Site
from shufang.shared.holding import hold
from shufang.shared.models import log
from shufang.shared.roles import Role
from shufang.shared.secrets import fingerprint, new_token

LONGEST_DAYS = 730
KEPT = timedelta(days=7)  # what a program sent, so that it may send it again


def make_token(
    *,
    actor: Any,
    name: str,
    role: Role,
    scopes: Collection[Scope],
    site: Site | None = None,
    days: int = 365,
) -> tuple[ApiToken, str]:
    """A token for one program, and its secret, which is kept nowhere.

    Refused: nothing it may do, more than a person of its role may, a room's role without a room,
    longer than two years.
    """
    if not scopes:
        raise ValidationError({"scopes": _("请至少选一项。")})
    if not set(scopes) <= MAY[role]:
        raise ValidationError({"scopes": _("这个角色不能做其中的某些事。")})
    if role in AT_ROOMS and site is None:
        raise ValidationError({"site": _("书房工作人员的令牌要选一间书房。")})
    if not 1 <= days <= LONGEST_DAYS:
        raise ValidationError({"days": _("请填 1 到 %(most)s。") % {"most": LONGEST_DAYS}})
    secret = new_token()
    with transaction.atomic():
        token = ApiToken.objects.create(
            name=name.strip()[:60],
            role=role,
            site=site,
            scopes=sorted(scope.value for scope in scopes),
            fingerprint=fingerprint(secret),
            made_by=str(actor)[:150],
            expires_at=timezone.now() + timedelta(days=days),
        )
        log(
            actor=actor,
            deed="people.make_token",
            subject=token,
            detail={
                "role": ["", role.value],
                "site": ["", site.name if site else ""],
                "scopes": ["", " ".join(token.scopes)],
            },
        )
    return token, secret


def revoke_token(*, actor: Any, token: ApiToken) -> None:
    """The program is out from its next request on; again changes nothing."""
    with transaction.atomic():
        hold(token)
        if token.revoked_at is not None:
            return
        token.revoked_at = timezone.now()
        token.save(update_fields=["revoked_at"])
        log(actor=actor, deed="people.revoke_token", subject=token)


def forget_requests() -> int:
    """Requests older than a week are not sent again."""
    return IdempotencyKey.objects.filter(made_at__lt=timezone.now() - KEPT).delete()[0]


def note_use(token: ApiToken) -> None:
    """When it was last used, to the hour: a program that asks often writes seldom."""
    now = timezone.now()
    if token.used_at is None or now - token.used_at > timedelta(hours=1):
        ApiToken.objects.filter(pk=token.pk).update(used_at=now)
