"""Codes that staff hand out: a volunteer's pass, and the poster at the door."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shufang.activities.actions.signing_in.passes import (
    is_good,
    make_pass,
    reissue_pass,
    revoke_pass,
)
from shufang.activities.forms.signing_in_paper import PassForm
from shufang.activities.models import Activity
from shufang.activities.queries.access import activity_to_change
from shufang.activities.queries.promoting.links import full
from shufang.activities.queries.signing_in.access import pass_to_change
from shufang.activities.queries.signing_in.codes import poster_code
from shufang.people.queries.account import account
from shufang.shared.audience import audience
from shufang.shared.roles import Role
from shufang.shared.ui.qr import qr_svg


@audience(Role.OPERATOR, Role.SITE_STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def passes(request: HttpRequest, pk: int) -> HttpResponse:
    """The passes of one activity; a new one shows its code once, in the answer to its form."""
    user = account(request)
    activity = activity_to_change(user, pk)
    form = PassForm(activity, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made, token = make_pass(
                activity=activity,
                name=form.cleaned_data["name"],
                until=form.moment(),
                actor=user,
            )
        except ValidationError as refusal:
            form.add_error("until", refusal)
        else:
            return _shown(request, activity, made.name, token)
    given = [(each, is_good(each)) for each in activity.passes.all()]
    context = {"activity": activity, "form": form, "given": given}
    return render(request, "activities/door/passes.html", context)


def _shown(request: HttpRequest, activity: Activity, name: str, token: str) -> HttpResponse:
    link = full(reverse("door:help", args=[token]))
    context = {"activity": activity, "name": name, "link": link, "qr": qr_svg(link)}
    return render(request, "activities/door/pass_code.html", context)


@audience(Role.OPERATOR, Role.SITE_STAFF)
@require_POST
def pass_reissue(request: HttpRequest, pk: int) -> HttpResponse:
    """A new code for another phone; the old phone loses the pass."""
    user = account(request)
    given = pass_to_change(user, pk)
    try:
        token = reissue_pass(given=given, actor=user)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
        return redirect("door:passes", given.activity_id)
    return _shown(request, given.activity, given.name, token)


@audience(Role.OPERATOR, Role.SITE_STAFF)
@require_POST
def pass_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """The pass opens nothing any more."""
    user = account(request)
    given = pass_to_change(user, pk)
    revoke_pass(given=given, actor=user)
    messages.success(request, _("已收回，那部手机不能再签到。"))
    return redirect("door:passes", given.activity_id)


@audience(Role.OPERATOR, Role.SITE_STAFF)
@require_safe
def poster(request: HttpRequest, pk: int) -> HttpResponse:
    """A code to print and hang up, for a room without a screen: grade C."""
    activity = activity_to_change(account(request), pk)
    link = full(reverse("door:scanned", args=[poster_code(activity)]))
    context = {"activity": activity, "link": link, "qr": qr_svg(link)}
    return render(request, "activities/door/poster.html", context)
