"""The only door to one room, town, organisation or closure: fetch and check in one."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _

from shufang.places.models import Closure, Organisation, Site, Town, Zone
from shufang.places.policy import may_change_network, may_change_site, may_close_site


def site_for(user: Any, pk: int) -> Site:
    """The room, for anybody who works in the network."""
    found = (
        Site.objects.select_related("town", "import_run")
        .prefetch_related("hours", "zones", "aliases", "closures")
        .filter(pk=pk)
        .first()
    )
    if found is None or not user.roles:
        raise Http404(_("没有这间书房。"))
    return found


def public_site(slug: str) -> Site:
    """The room, for anybody; rooms no longer in use too, for their links live on."""
    found = (
        Site.objects.select_related("town")
        .prefetch_related("hours", "zones", "closures")
        .filter(slug=slug)
        .first()
    )
    if found is None:
        raise Http404(_("没有这间书房。"))
    return found


def site_to_change(user: Any, pk: int) -> Site:
    """The room, for the library and its operator; others read why they may not."""
    site = site_for(user, pk)
    if not may_change_site(user, site):
        raise PermissionDenied(_("书房资料由图书馆和运营方维护，你可以查看。"))
    return site


def site_to_close(user: Any, pk: int) -> Site:
    """The room, for those who may announce that it is closed."""
    site = site_for(user, pk)
    if not may_close_site(user, site):
        raise PermissionDenied(_("闭馆由图书馆、运营方和本书房的工作人员登记。"))
    return site


def zone_at(site: Site, text: str) -> Zone | None:
    """The zone of this room whose number a form names; none for anything else."""
    return site.zones.filter(pk=int(text[:18])).first() if text.isdecimal() else None


def zone_of(site: Site, text: str) -> Zone:
    """The same, where there has to be one."""
    found = zone_at(site, text)
    if found is None:
        raise Http404(_("没有这个区域。"))
    return found


def zone_to_change(user: Any, pk: int) -> Zone:
    found = Zone.objects.select_related("site").filter(pk=pk).first()
    if found is None:
        raise Http404(_("没有这个区域。"))
    if not may_change_site(user, found.site):
        raise PermissionDenied(_("书房资料由图书馆和运营方维护，你可以查看。"))
    return found


def closure_to_lift(user: Any, pk: int) -> Closure:
    """The closure: a room's for its people, the network's for those who keep the network."""
    found = Closure.objects.select_related("site").filter(pk=pk).first()
    if found is None:
        raise Http404(_("没有这次闭馆。"))
    allowed = may_close_site(user, found.site) if found.site else may_change_network(user)
    if not allowed:
        raise PermissionDenied(_("闭馆由图书馆、运营方和本书房的工作人员登记。"))
    return found


def network_to_change(user: Any) -> None:
    """Passes for those who keep the network; others read why they may not."""
    if not may_change_network(user):
        raise PermissionDenied(_("书房网络由图书馆和运营方维护，你可以查看。"))


def town_to_change(user: Any, pk: int) -> Town:
    network_to_change(user)
    found = Town.objects.prefetch_related("aliases").filter(pk=pk).first()
    if found is None:
        raise Http404(_("没有这个街道（镇）。"))
    return found


def organisation_to_change(user: Any, pk: int) -> Organisation:
    network_to_change(user)
    found = Organisation.objects.filter(pk=pk).first()
    if found is None:
        raise Http404(_("没有这个机构。"))
    return found
