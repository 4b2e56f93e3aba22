"""The household's personal code: a light page, for a door with a bad network."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from shufang.people.actions.family.family_code import rotate_code
from shufang.people.queries.family.guardians import signed_in
from shufang.people.queries.family.own_code import in_groups, own_code
from shufang.shared.audience import family
from shufang.shared.ui.qr import qr_svg


@family
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The code, large; staff scan it, or type it."""
    household = signed_in(request).household
    code = own_code(household)
    context = {
        "household": household,
        "picture": qr_svg(code) if code else "",
        "code": in_groups(code),
        "place": "family",
    }
    return render(request, "people/family/code.html", context)


@family
@require_POST
def renew(request: HttpRequest) -> HttpResponse:
    """A new code: pictures of the old one open nothing any more."""
    rotate_code(household=signed_in(request).household)
    messages.success(request, _("换好了，之前的家庭码不再有效。"))
    return redirect("family:code")
