"""Register a room's tablet, name it, pair it, revoke it."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shufang.activities.models import Device
from shufang.people.models import User
from shufang.places.models import Site
from shufang.shared.holding import hold
from shufang.shared.models import log
from shufang.shared.reasons import refuse_without
from shufang.shared.secrets import fingerprint, new_token

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nothing that is read as something else
LENGTH = 8
LASTS = timedelta(minutes=10)


@dataclass(frozen=True)
class Paired:
    """A tablet that may now report; the token is shown to it once."""

    device: Device
    token: str


def register_tablet(*, actor: User, site: Site, name: str) -> Device:
    """A place for a tablet; it reports nothing before it is paired. Refused: no name, or one that
    a tablet of this room has already."""
    name = _name(site, name)
    with transaction.atomic():
        device = Device.objects.create(
            site=site, name=name, token=fingerprint(new_token()), made_by=actor
        )
        log(actor=actor, deed="activities.register_tablet", subject=device)
    return device


def rename_tablet(*, actor: User, device: Device, name: str) -> None:
    """Call it what is written on it."""
    with transaction.atomic():
        hold(device)
        before, device.name = device.name, _name(device.site, name, besides=device)
        if before == device.name:
            return
        device.save(update_fields=["name"])
        log(
            actor=actor,
            deed="activities.rename_tablet",
            subject=device,
            detail={"name": [before, device.name]},
        )


def pairing_code(*, actor: User, device: Device) -> str:
    """A new one-time code, good for ten minutes; an older one ends. The code is not stored.

    Refused for a revoked tablet: what it still holds would come in as if nothing had happened.
    """
    with transaction.atomic():
        hold(device)
        if device.revoked_at is not None:
            raise ValidationError(_("这台平板已停用。要再用它，请登记一台新的。"), code="revoked")
        code = "".join(secrets.choice(ALPHABET) for _place in range(LENGTH))
        device.pairing, device.pairing_until = fingerprint(code), timezone.now() + LASTS
        device.save(update_fields=["pairing", "pairing_until"])
        log(actor=actor, deed="activities.offer_pairing", subject=device)
    return code


def pair(*, code: str) -> Paired:
    """The tablet that shows this code gets a token of its own; the code and an older token end.

    Refused (ValidationError): a code that is wrong, used or too old; which of them is not said.
    """
    plain = "".join(sign for sign in code.upper() if sign in ALPHABET)
    with transaction.atomic():
        device = (
            Device.objects.select_for_update(no_key=True, of=("self",))
            .select_related("site")
            .filter(pairing=fingerprint(plain), revoked_at__isnull=True)
            .first()
            if len(plain) == LENGTH
            else None
        )
        now = timezone.now()
        if device is None or device.pairing_until is None or device.pairing_until < now:
            raise ValidationError(
                _("配对码不对，或已经过期。请在工作台里重新取一个。"), code="wrong"
            )
        token = new_token()
        device.token, device.pairing, device.pairing_until = fingerprint(token), "", None
        device.paired_at = device.seen_at = now
        device.save()
        log(actor=device.name, deed="activities.pair_tablet", subject=device)
    return Paired(device, token)


def revoke_tablet(*, actor: User, device: Device, reason: str) -> None:
    """From now on nothing it signs in is counted; what it queued before waits for a person."""
    reason = refuse_without(reason)
    with transaction.atomic():
        hold(device)
        if device.revoked_at is not None:
            return
        device.revoked_at, device.pairing, device.pairing_until = timezone.now(), "", None
        device.save(update_fields=["revoked_at", "pairing", "pairing_until"])
        log(actor=actor, deed="activities.revoke_tablet", subject=device, reason=reason)


def _name(site: Site, name: str, besides: Device | None = None) -> str:
    name = " ".join(name.split())[:60]
    if not name:
        raise ValidationError({"name": _("请给平板起个名字，比如“门口平板”。")})
    others = Device.objects.filter(site=site, name=name, revoked_at__isnull=True)
    if besides is not None:
        others = others.exclude(pk=besides.pk)
    if others.exists():
        raise ValidationError({"name": _("这间书房已有一台叫这个名字的平板。")})
    return name
