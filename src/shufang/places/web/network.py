"""Closures, towns and organisations."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shufang.places.actions.close_days import close_days
from shufang.places.actions.lift_closure import lift_closure
from shufang.places.actions.save_organisation import save_organisation
from shufang.places.actions.save_town import save_town
from shufang.places.forms.network import ClosureForm, OrganisationForm, TownForm
from shufang.places.models import Organisation, Site
from shufang.places.policy import may_change_network
from shufang.places.queries.access import (
    closure_to_lift,
    network_to_change,
    organisation_to_change,
    site_to_close,
    town_to_change,
)
from shufang.places.queries.network import closures_by_site, towns
from shufang.shared.audience import audience, staff
from shufang.shared.roles import Role
from shufang.shared.web.refusals import errors_told, refusals_told


@staff
@require_safe
def network(request: HttpRequest) -> HttpResponse:
    """Towns, organisations and closures of the whole network on one page."""
    context = {
        "towns": towns(),
        "organisations": Organisation.objects.all(),
        "closures": closures_by_site().get(None, []),
        "may_change": may_change_network(request.user),
        "closure_form": ClosureForm(),
    }
    return render(request, "places/network.html", context)


@audience(Role.LIBRARY, Role.OPERATOR, Role.SITE_STAFF)
@require_POST
def site_close(request: HttpRequest, pk: int) -> HttpResponse:
    site = site_to_close(request.user, pk)
    _close(request, site)
    return redirect("places:detail", pk)


@audience(Role.LIBRARY, Role.OPERATOR)
@require_POST
def network_close(request: HttpRequest) -> HttpResponse:
    network_to_change(request.user)
    _close(request, None)
    return redirect("places:network")


@audience(Role.LIBRARY, Role.OPERATOR, Role.SITE_STAFF)
@require_POST
def closure_lift(request: HttpRequest, pk: int) -> HttpResponse:
    closure = closure_to_lift(request.user, pk)
    site = closure.site_id
    with refusals_told(request):
        lift_closure(actor=request.user, closure=closure)
        messages.success(request, _("闭馆已撤销，从今天起照常开放。"))
    return redirect("places:detail", site) if site else redirect("places:network")


@audience(Role.LIBRARY, Role.OPERATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def town_edit(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    network_to_change(request.user)
    town = None if pk is None else town_to_change(request.user, pk)
    initial = (
        {"name": town.name, "aliases": [alias.name for alias in town.aliases.all()]} if town else {}
    )
    form = TownForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            save_town(actor=request.user, town=town, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("街道（镇）已保存。"))
            return redirect("places:network")
    return render(request, "places/town.html", {"form": form, "town": town})


@audience(Role.LIBRARY, Role.OPERATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def organisation_edit(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    network_to_change(request.user)
    organisation = None if pk is None else organisation_to_change(request.user, pk)
    initial = {"name": organisation.name, "kind": organisation.kind} if organisation else {}
    form = OrganisationForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            save_organisation(actor=request.user, organisation=organisation, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("机构已保存。"))
            return redirect("places:network")
    return render(request, "places/organisation.html", {"form": form, "organisation": organisation})


def _close(request: HttpRequest, site: Site | None) -> None:
    form = ClosureForm(request.POST)
    if not form.is_valid():
        errors_told(request, form)
        return
    with refusals_told(request):
        close_days(actor=request.user, site=site, **form.cleaned_data)
        messages.success(request, _("闭馆已登记，读者现在就能看到公告。"))
