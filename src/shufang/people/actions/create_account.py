"""Give somebody an account."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from shufang.people.actions import grants as granting
from shufang.people.actions.grants import Grant
from shufang.people.actions.one_time_password import one_time_password
from shufang.people.models import User
from shufang.shared.holding import take_turns
from shufang.shared.models import log


def create_account(
    *, actor: Any, username: str, name: str, grants: Sequence[Grant]
) -> tuple[User, str]:
    """Write an account with its roles; answers it with a one-time password, kept nowhere.

    Refused (ValidationError by field): a user name that exists, also in other capitals; one that
    is not made of letters, digits and @ . + - _; site staff without a room.
    """
    granting.check(grants)
    user = User(username=User.normalize_username(username.strip()), name=name.strip())
    user.must_change_password = True
    password = one_time_password()
    user.set_password(password)
    user.full_clean(exclude=["password"], validate_unique=False)
    with transaction.atomic():
        take_turns("people.accounts")
        if User.objects.filter(username__iexact=user.username).exists():
            raise ValidationError({"username": _("这个用户名已经有人用了，请换一个。")})
        user.save()
        granting.write(user, grants)
        log(
            actor=actor,
            deed="people.create_account",
            subject=user,
            detail={"username": [None, user.username], "roles": [[], granting.held_by(user)]},
        )
    return user, password
