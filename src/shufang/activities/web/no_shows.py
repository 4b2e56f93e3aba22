"""Those who did not come: the family's pages by link, and the desk's."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shufang.activities.actions.no_shows.appeal import appeal, decide_appeal
from shufang.activities.actions.no_shows.ask_again import keep_place
from shufang.activities.actions.no_shows.change_rules import change_rules
from shufang.activities.actions.registering.cancel import cancel_registration, counts_as_late
from shufang.activities.choices import AHEAD, Stage
from shufang.activities.forms.no_shows import (
    AppealForm,
    AttendanceRulesForm,
    DecisionForm,
    StrikeFilterForm,
)
from shufang.activities.models import Activity, Strike
from shufang.activities.queries.no_shows import network_rules, paused_until, rules_text
from shufang.activities.queries.no_shows.access import strike_to_decide
from shufang.activities.queries.no_shows.listed import APPEALED, listed
from shufang.activities.queries.no_shows.overbooking import suggestion
from shufang.activities.queries.no_shows.paused import may_appeal
from shufang.activities.queries.registering.access import registration_by_link
from shufang.people.actions.note_family_access import note_family_access
from shufang.people.queries.account import account
from shufang.shared.audience import audience, by_token
from shufang.shared.roles import Role
from shufang.shared.ui.figures import percent
from shufang.shared.web.refusals import errors_told, refusals_told

PER_PAGE = 30


@by_token
@require_http_methods(["GET", "HEAD", "POST"])
def still_coming(request: HttpRequest, token: str) -> HttpResponse:
    """还来吗: keep the place, or give it to somebody who waits."""
    registration = registration_by_link(token)
    if request.method == "POST":
        with refusals_told(request):
            if request.POST.get("answer") == "no":
                cancel_registration(registration=registration, actor="family")
                messages.success(request, _("名额已经让出，谢谢告诉我们。"))
            else:
                keep_place(registration)
                messages.success(request, _("好的，名额给你们留着。"))
        return redirect("draw:still_coming", token)
    activity = registration.activity
    begun = activity.starts_at is not None and activity.starts_at <= timezone.now()
    rules = getattr(activity, "rules", None)
    context = {
        "registration": registration,
        "activity": activity,
        "token": token,
        "asks": registration.stage == Stage.CONFIRMED and not begun,
        "begun": begun,
        "late": rules is not None and counts_as_late(registration),
        "rules": rules_text(rules),
    }
    return _private(render(request, "activities/draw/still_coming.html", context))


@by_token
@require_http_methods(["GET", "HEAD", "POST"])
def missed(request: HttpRequest, token: str) -> HttpResponse:
    """What was noted of a party that did not come, and its appeal."""
    registration = registration_by_link(token)
    strike: Strike | None = getattr(registration, "strike", None)
    form = AppealForm(request.POST or None)
    if request.method == "POST" and strike is not None and form.is_valid():
        try:
            appeal(strike=strike, text=form.cleaned_data["text"])
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("收到，有了结果会发消息告诉你们。"))
            return redirect("draw:missed", token)
    context = {
        "registration": registration,
        "activity": registration.activity,
        "strike": strike,
        "token": token,
        "form": form if strike is not None and may_appeal(strike) else None,
        "paused": paused_until(registration.household, registration.phone_print),
        "rules": rules_text(),
    }
    return _private(render(request, "activities/draw/missed.html", context))


@audience(Role.LIBRARY, Role.OPERATOR)
@require_safe
def strikes(request: HttpRequest) -> HttpResponse:
    """Appeals that wait for an answer, and all strikes."""
    filters = StrikeFilterForm(request.GET)
    wanted = filters.cleaned_data if filters.is_valid() else {}
    show, site = wanted.get("show") or APPEALED, wanted.get("site")
    page = Paginator(listed(show, site.pk if site else None), PER_PAGE).get_page(
        request.GET.get("page")
    )
    user = account(request)
    note_family_access(
        user, [strike.household_id for strike in page.object_list], gettext_noop("未到与申诉")
    )
    context = {
        "filters": filters,
        "page": page,
        "narrowed": bool(site) or show != APPEALED,
        "form": DecisionForm(),
        "rules": rules_text(),
        "may_change_rules": user.is_superuser or Role.LIBRARY in user.roles,
    }
    return render(request, "activities/draw/strikes.html", context)


@audience(Role.LIBRARY, Role.OPERATOR)
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    user = account(request)
    strike = strike_to_decide(user, pk)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        errors_told(request, form)
        return redirect("draw:strikes")
    with refusals_told(request):
        decide_appeal(
            actor=user,
            strike=strike,
            lift=form.cleaned_data["lift"],
            answer=form.cleaned_data["answer"],
        )
        messages.success(request, _("已答复，家长会收到消息。"))
    return redirect("draw:strikes")


@audience(Role.LIBRARY)
@require_http_methods(["GET", "HEAD", "POST"])
def rules(request: HttpRequest) -> HttpResponse:
    """The network's rules, and how they read where people register."""
    form = AttendanceRulesForm(request.POST or None, instance=network_rules())
    if request.method == "POST" and form.is_valid():
        changed = change_rules(actor=account(request), **form.cleaned_data)
        text = _("规则已保存，报名页上已经换成新的。") if changed else _("没有改动。")
        messages.success(request, text)
        return redirect("draw:strikes")
    context = {"form": form, "rules": rules_text()}
    return render(request, "activities/draw/rules.html", context)


def overbooking_panel(request: HttpRequest, activity: Activity) -> dict[str, object] | None:
    """For an activity ahead: what its room and category have shown so far."""
    if activity.state not in AHEAD:
        return None
    found = suggestion(activity)
    if found is None:
        return None
    return {"found": found, "rate": percent(found.rate), "places": activity.rules.places}


def _private(response: HttpResponse) -> HttpResponse:
    """A page behind a secret link tells no other site where its reader came from."""
    response["Referrer-Policy"] = "same-origin"  # none at all and browsers hide the origin of forms
    return response
