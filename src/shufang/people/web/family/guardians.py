"""The grown-ups of a household: inviting, joining, leaving; and what they correct."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from shufang.people.actions.family.invite import invite, join_household, leave_household
from shufang.people.actions.family.keep_guardian import change_guardian
from shufang.people.forms.family.family import FamilyForm
from shufang.people.queries.family.guardians import signed_in
from shufang.people.queries.family.invitations import open_invitation
from shufang.people.web.family import going, pending
from shufang.people.web.family.unsent import family_mark, kept_when_signed_out, typed_before
from shufang.people.web.family_session import guardian_of
from shufang.shared.audience import by_token, family


@family
@kept_when_signed_out
@require_http_methods(["GET", "HEAD", "POST"])
def household(request: HttpRequest) -> HttpResponse:
    """Names, town, language of messages; who else is in the family."""
    guardian = signed_in(request)
    form = FamilyForm.of(guardian, request.POST or None, typed_before(request))
    if request.method == "POST" and form.is_valid():
        change_guardian(guardian=guardian, **form.cleaned_data)
        messages.success(request, _("已保存。"))
        return redirect("family:household")
    return _page(request, form)


@family
@sensitive_variables()
@require_POST
def make_invitation(request: HttpRequest) -> HttpResponse:
    """A link for another grown-up; the answer shows it, and nothing keeps it."""
    guardian = signed_in(request)
    try:
        token = invite(guardian=guardian)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect("family:household")
    link = request.build_absolute_uri(reverse("family:join", args=[token]))
    return _page(request, FamilyForm.of(guardian), link)


@by_token
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Who invites; joining, at once or after proving a phone."""
    invitation = open_invitation(token)
    if invitation is None:
        raise Http404(_("这个邀请已经用过或过期了，请家人再发一个。"))
    guardian = guardian_of(request)
    if request.method == "POST" and guardian is None:
        pending.keep(request, pending.INVITATION, token)
        return going.to("family:sign_in", request.path)
    if request.method == "POST" and guardian is not None:
        try:
            join_household(guardian=guardian, token=token)
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
            return redirect("family:join", token)
        pending.drop(request, pending.INVITATION)
        messages.success(request, _("你们现在是一家了。"))
        return redirect(going.home())
    context = {
        "invitation": invitation,
        "guardian": guardian,
        "same": guardian is not None and guardian.household_id == invitation.household_id,
        "place": "family",
    }
    response = render(request, "people/family/join.html", context)
    response["Referrer-Policy"] = "same-origin"  # none at all and browsers hide the origin of forms
    return response


@family
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Go on alone; children and records stay with the others."""
    try:
        leave_household(guardian=signed_in(request))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect("family:household")
    messages.success(request, _("你已离开。孩子和记录留在原来的家里。"))
    return redirect(going.home())


def _page(request: HttpRequest, form: FamilyForm, link: str = "") -> HttpResponse:
    guardian = signed_in(request)
    others = guardian.household.guardians.exclude(pk=guardian.pk).order_by("pk")
    context = {
        "form": form,
        "family_mark": family_mark(guardian.household),
        "guardian": guardian,
        "others": others,
        "link": link,
        "place": "family",
    }
    return render(request, "people/family/household.html", context)
