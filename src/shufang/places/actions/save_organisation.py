"""Add or change an organisation."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from shufang.places.models import Organisation
from shufang.shared.changes import differences
from shufang.shared.holding import hold, take_turns
from shufang.shared.models import log


def save_organisation(
    *, actor: Any, organisation: Organisation | None, name: str, kind: str
) -> Organisation:
    """Write an organisation; a name that is already taken is refused."""
    organisation = organisation or Organisation()
    with transaction.atomic():
        take_turns("places.names")
        if organisation.pk:
            hold(organisation)
        if Organisation.objects.exclude(pk=organisation.pk).filter(name=name).exists():
            raise ValidationError({"name": _("已经有叫这个名称的机构。")})
        changes = differences(organisation, {"name": name, "kind": kind})
        if not changes:
            return organisation
        organisation.name, organisation.kind = name, kind
        organisation.save()
        log(actor=actor, deed="places.save_organisation", subject=organisation, detail=changes)
    return organisation
