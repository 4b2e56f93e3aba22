"""Tablets as the people of the room see them: registering, pairing, what needs a decision."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shufang.activities.actions.tablet.register import (
    LASTS,
    pairing_code,
    register_tablet,
    rename_tablet,
    revoke_tablet,
)
from shufang.activities.actions.tablet.settle import may_be_kept, settle
from shufang.activities.forms.tablet import NameForm, RegisterForm, SettleForm
from shufang.activities.models import Device, TabletEntry
from shufang.activities.policy import may_change_activities_at
from shufang.activities.queries.promoting.links import full
from shufang.activities.queries.tablet.access import KEEPERS, device_for, entry_to_settle
from shufang.activities.queries.tablet.state import (
    conflicts_of,
    counted_of,
    health,
    refused_of,
    settled_of,
    tablets_of,
)
from shufang.activities.queries.tablet.words import conflict_words
from shufang.activities.queries.words import more_words
from shufang.people.actions.note_family_access import note_family_access
from shufang.people.models import User
from shufang.people.queries.account import account
from shufang.shared.audience import audience
from shufang.shared.reasons import ReasonForm
from shufang.shared.ui.qr import qr_svg
from shufang.shared.web.refusals import errors_told, refusals_told

LATEST = 20  # counted entries that a tablet's page lists


@audience(*KEEPERS)
@require_safe
def tablet_list(request: HttpRequest) -> HttpResponse:
    found = [(device, health(device)) for device in tablets_of(account(request))]
    return render(request, "activities/tablet/list.html", {"tablets": found})


@audience(*KEEPERS)
@require_http_methods(["GET", "HEAD", "POST"])
def tablet_add(request: HttpRequest) -> HttpResponse:
    form = RegisterForm(request.POST or None, user=account(request))
    if request.method == "POST" and form.is_valid():
        try:
            device = register_tablet(
                actor=account(request),
                site=form.cleaned_data["site"],
                name=form.cleaned_data["name"],
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("已登记。现在取一个配对码，在平板上输入。"))
            return redirect("tablet:device", device.pk)
    return render(request, "activities/tablet/add.html", {"form": form})


@audience(*KEEPERS)
@require_safe
def tablet_device(request: HttpRequest, pk: int) -> HttpResponse:
    return _device_page(request, device_for(account(request), pk))


@audience(*KEEPERS)
@require_POST
def tablet_pair(request: HttpRequest, pk: int) -> HttpResponse:
    """The code stands on this answer only: it is not stored."""
    device = device_for(account(request), pk)
    try:
        code = pairing_code(actor=account(request), device=device)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("tablet:device", pk)
    return _device_page(request, device, code=code)


@audience(*KEEPERS)
@require_POST
def tablet_rename(request: HttpRequest, pk: int) -> HttpResponse:
    device = device_for(account(request), pk)
    form = NameForm(request.POST)
    if form.is_valid():
        try:
            rename_tablet(actor=account(request), device=device, name=form.cleaned_data["name"])
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("已改名。"))
            return redirect("tablet:device", pk)
    return _device_page(request, device_for(account(request), pk), name_form=form)


@audience(*KEEPERS)
@require_POST
def tablet_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    device = device_for(account(request), pk)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        errors_told(request, form)
        return redirect("tablet:device", pk)
    revoke_tablet(actor=account(request), device=device, reason=form.cleaned_data["reason"])
    messages.success(request, _("已停用。它之前存下的签到上传后要你核对。"))
    return redirect("tablet:device", pk)


@audience(*KEEPERS)
@require_POST
def tablet_settle(request: HttpRequest, pk: int) -> HttpResponse:
    entry = entry_to_settle(account(request), pk)
    form = SettleForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请选择计入或不计，并写明原因。"))
        return redirect("tablet:device", entry.device_id)
    with refusals_told(request):
        settle(actor=account(request), entry=entry, **form.cleaned_data)
        kept = form.cleaned_data["keep"]
        messages.success(request, _("已计入。") if kept else _("已记为不计。"))
    return redirect("tablet:device", entry.device_id)


def _device_page(
    request: HttpRequest, device: Device, *, code: str = "", name_form: NameForm | None = None
) -> HttpResponse:
    user = account(request)
    lists = {
        "conflicts": list(conflicts_of(device)),
        "settled": list(settled_of(device)[:LATEST]),
        "refused": list(refused_of(device)[:LATEST]),
        "counted": list(counted_of(device)[:LATEST]),
    }
    _note_access(user, [entry for found in lists.values() for entry in found])
    context: dict[str, Any] = {
        "device": device,
        "health": health(device),
        "may_settle": may_change_activities_at(user, device.site),
        "name_form": name_form or NameForm(initial={"name": device.name}),
        "settle_form": SettleForm(),
        **{name: [_shown(entry) for entry in found] for name, found in lists.items()},
    }
    if code:
        address = full(reverse("tablet:pair"))
        context |= {
            "code": f"{code[:4]} {code[4:]}",
            "address": address,
            "picture": qr_svg(f"{address}#{code}"),
            "minutes": round(LASTS.total_seconds() / 60),
        }
    response = render(request, "activities/tablet/device.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


def _shown(entry: TabletEntry) -> dict[str, Any]:
    """One entry as its line says it."""
    registration = entry.registration
    household = registration.household if registration else None
    name = (registration.name if registration else "") or (household.name if household else "")
    more = ""
    if entry.check_in and registration:
        came = entry.check_in.adults + entry.check_in.children
        more = more_words(came, registration.adults + registration.children)
    return {
        "entry": entry,
        "name": name,
        "more": more,
        "why": conflict_words(entry.conflict) if entry.conflict else "",
        "may_be_kept": may_be_kept(entry),
        "leaving": entry.body.get("kind") == "out",
        "adults": entry.body.get("adults"),
        "children": entry.body.get("children"),
    }


def _note_access(user: User, entries: list[TabletEntry]) -> None:
    households = {
        entry.registration.household
        for entry in entries
        if entry.registration and entry.registration.household
    }
    note_family_access(user, households, gettext_noop("平板记录"))
