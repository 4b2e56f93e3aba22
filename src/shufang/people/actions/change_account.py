"""Change what somebody is called and what they may do."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from shufang.people.actions import grants as granting
from shufang.people.actions.grants import Grant
from shufang.people.models import User
from shufang.people.policy import may_manage_accounts
from shufang.shared.holding import hold, take_turns
from shufang.shared.models import log
from shufang.shared.roles import Role
from shufang.shared.text import plain_name


def change_roles(*, actor: User, account: User, grants: Sequence[Grant], reason: str = "") -> None:
    """Give the account exactly these roles, from its next click on.

    Refused (ValidationError by field): site staff without a room; taking the library's role from
    oneself, for then nobody might be left to give it back.
    """
    granting.check(grants)
    keeps_library = any(grant.role == Role.LIBRARY for grant in grants)
    if actor == account and not actor.is_superuser and not keeps_library:
        raise ValidationError({"roles": _("不能去掉自己的图书馆角色，请另一位图书馆同事来改。")})
    with transaction.atomic():
        hold(account)
        before = granting.held_by(account)
        granting.write(account, grants)
        after = granting.held_by(account)
        if before != after:
            log(
                actor=actor,
                deed="people.change_roles",
                subject=account,
                reason=reason.strip(),
                detail={"roles": [before, after]},
            )


def rename_account(*, actor: User, account: User, name: str) -> None:
    """Change the name that pages and the log show; what was logged before keeps the old one.

    Refused (ValidationError): an empty name, and one that another account bears, unless the
    library gives it: nobody does deeds under somebody else's name.
    """
    name = name.strip()
    if not name:
        raise ValidationError({"name": _("请写姓名。")})
    with transaction.atomic():
        take_turns("people.names")
        hold(account)
        others = User.objects.exclude(pk=account.pk).values_list("name", flat=True)
        if not may_manage_accounts(actor) and plain_name(name) in map(plain_name, others):
            raise ValidationError(
                {"name": _("另一个账号已经叫这个名字。同名同姓的，请图书馆来改。")}
            )
        if name == account.name:
            return
        before, account.name = account.name, name
        account.save(update_fields=["name"])
        log(
            actor=actor,
            deed="people.rename_account",
            subject=account,
            detail={"name": [before, name]},
        )
