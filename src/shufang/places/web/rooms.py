"""Rooms for those who work in the network: list, open, add, change, hours."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shufang.places.actions.add_site import add_site
from shufang.places.actions.change_site import change_site
from shufang.places.actions.remove_zone import remove_zone
from shufang.places.actions.save_zone import save_zone
from shufang.places.actions.set_hours import set_hours
from shufang.places.forms.network import ClosureForm, ZoneForm, asked_for
from shufang.places.forms.site import HoursForm, SiteForm
from shufang.places.policy import may_change_network, may_change_site, may_close_site
from shufang.places.queries.access import (
    network_to_change,
    site_for,
    site_to_change,
    zone_to_change,
)
from shufang.places.queries.held import activities_by_site, all_time
from shufang.places.queries.network import closures_by_site, closures_of, site_table, sites
from shufang.places.queries.opening import hours_text, opening, week
from shufang.shared.audience import audience, staff
from shufang.shared.roles import Role
from shufang.shared.tables import download
from shufang.shared.web.refusals import errors_told, refusals_told

PAGE = 50


@staff
@require_safe
def site_list(request: HttpRequest) -> HttpResponse:
    form, asked = asked_for(request.GET)
    page = Paginator(sites(asked), PAGE).get_page(request.GET.get("page"))
    closures = closures_by_site()
    period = all_time()
    held = activities_by_site(period)
    rows = [
        {
            "site": site,
            "hours": hours_text(site.hours.all()),
            "held": held.get(site.pk, 0),
            "now": opening(site.hours.all(), [*closures.get(site.pk, []), *closures.get(None, [])]),
        }
        for site in page.object_list
    ]
    context = {
        "form": form,
        "page": page,
        "rows": rows,
        "filtered": not asked.is_empty,
        "period": period,
        "network_closures": closures.get(None, []),
        "may_change": may_change_network(request.user),
    }
    return render(request, "places/list.html", context)


@staff
@require_safe
def site_export(request: HttpRequest, file_format: str) -> HttpResponseBase:
    _form, asked = asked_for(request.GET)
    return download(site_table(sites(asked)), file_format, _("书房名录"))


@staff
@require_safe
def site_detail(request: HttpRequest, pk: int) -> HttpResponse:
    site = site_for(request.user, pk)
    closures = closures_of(site)
    context = {
        "site": site,
        "now": opening(site.hours.all(), closures),
        "week": week(site.hours.all(), closures),
        "closures": closures,
        "zones": site.zones.all(),
        "may_change": may_change_site(request.user, site),
        "may_close": may_close_site(request.user, site),
        "may_change_network": may_change_network(request.user),
        "closure_form": ClosureForm(),
        "zone_form": ZoneForm(),
    }
    return render(request, "places/detail.html", context)


@audience(Role.LIBRARY, Role.OPERATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def site_add(request: HttpRequest) -> HttpResponse:
    network_to_change(request.user)
    form = SiteForm(request.POST or None, initial={"active": True})
    if request.method == "POST" and form.is_valid():
        try:
            site = add_site(
                actor=request.user,
                details=form.details(),
                aliases=form.cleaned_data["aliases"],
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("已添加“%(name)s”。") % {"name": site.name})
            return redirect("places:hours", site.pk)
    return render(request, "places/form.html", {"form": form})


@audience(Role.LIBRARY, Role.OPERATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def site_edit(request: HttpRequest, pk: int) -> HttpResponse:
    site = site_to_change(request.user, pk)
    form = SiteForm(request.POST or None, initial=SiteForm.initial_of(site))
    if request.method == "POST" and form.is_valid():
        try:
            changes = change_site(
                actor=request.user,
                site=site,
                details=form.details(),
                aliases=form.cleaned_data["aliases"],
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("书房资料已保存。") if changes else _("没有改动。"))
            return redirect("places:detail", site.pk)
    return render(request, "places/form.html", {"form": form, "site": site})


@audience(Role.LIBRARY, Role.OPERATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def site_hours(request: HttpRequest, pk: int) -> HttpResponse:
    site = site_to_change(request.user, pk)
    form = HoursForm(request.POST or None, site=site)
    if request.method == "POST" and form.is_valid():
        changed = set_hours(actor=request.user, site=site, hours=form.hours())
        messages.success(request, _("开放时间已保存。") if changed else _("没有改动。"))
        return redirect("places:detail", site.pk)
    return render(request, "places/hours.html", {"form": form, "site": site})


@audience(Role.LIBRARY, Role.OPERATOR)
@require_POST
def zone_add(request: HttpRequest, pk: int) -> HttpResponse:
    site = site_to_change(request.user, pk)
    form = ZoneForm(request.POST)
    if not form.is_valid():
        errors_told(request, form)
    else:
        with refusals_told(request):
            zone = save_zone(actor=request.user, site=site, zone=None, **form.cleaned_data)
            messages.success(request, _("已添加区域“%(name)s”。") % {"name": zone.name})
    return redirect("places:detail", site.pk)


@audience(Role.LIBRARY, Role.OPERATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def zone_edit(request: HttpRequest, pk: int) -> HttpResponse:
    zone = zone_to_change(request.user, pk)
    initial = {name: getattr(zone, name) for name in ("name", "capacity", "facilities")}
    form = ZoneForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            save_zone(actor=request.user, site=zone.site, zone=zone, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("区域已保存。"))
            return redirect("places:detail", zone.site_id)
    return render(request, "places/zone.html", {"form": form, "zone": zone, "site": zone.site})


@audience(Role.LIBRARY, Role.OPERATOR)
@require_POST
def zone_remove(request: HttpRequest, pk: int) -> HttpResponse:
    zone = zone_to_change(request.user, pk)
    remove_zone(actor=request.user, zone=zone)
    messages.success(request, _("已删除区域“%(name)s”。") % {"name": zone.name})
    return redirect("places:detail", zone.site_id)
