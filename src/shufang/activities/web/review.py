"""Looking back at an activity: the debrief, its pictures, closing and opening again."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shufang.activities.actions.reviewing.close import close_activity, reopen_activity
from shufang.activities.actions.reviewing.pictures import (
    add_photo,
    check_photo,
    path_of,
    remove_photo,
)
from shufang.activities.actions.reviewing.write import write_review
from shufang.activities.forms.reviewing import PermissionForm, PhotoForm, ReviewForm
from shufang.activities.models import Activity, Photo
from shufang.activities.policy import may_change_activities_at
from shufang.activities.queries.access import activity_to_change
from shufang.activities.queries.planning.tables import budget_total
from shufang.activities.queries.reviewing.access import (
    photo_for,
    photo_for_readers,
    photo_to_change,
    seen_by,
)
from shufang.activities.queries.reviewing.missing import (
    has_ended,
    is_written,
    missing,
    review_of,
)
from shufang.activities.queries.reviewing.pictures import may_be_on_it, not_pictured, usable
from shufang.activities.queries.reviewing.turnout import turnout
from shufang.activities.queries.reviewing.waiting import awaiting_review
from shufang.activities.queries.who_came import who_came
from shufang.people.actions.note_family_access import note_family_access
from shufang.people.queries.account import account
from shufang.shared.audience import audience, public, staff
from shufang.shared.reasons import ReasonForm
from shufang.shared.roles import Role
from shufang.shared.ui.panels import drawn
from shufang.shared.web.refusals import refusals_told


@staff
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """Activities that are over and wait for their review."""
    context = {"found": list(awaiting_review(account(request))[:200])}
    return render(request, "activities/review/waiting.html", context)


@audience(Role.OPERATOR, Role.SITE_STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the debrief; the second button closes the activity as well."""
    user = account(request)
    activity = activity_to_change(user, pk)
    form = ReviewForm(request.POST or None, activity=activity, review=review_of(activity))
    if request.method == "POST" and form.is_valid():
        try:
            write_review(
                actor=user,
                activity=activity,
                confirmed=form.confirmed(),
                debrief=form.debrief(),
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            if "close" not in request.POST:
                messages.success(request, _("复盘已保存。"))
                return redirect("review:edit", pk)
            return _close(request, activity)
    return _page(request, activity, form)


@audience(Role.OPERATOR, Role.SITE_STAFF)
@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    return _close(request, activity_to_change(account(request), pk))


@audience(Role.OPERATOR, Role.SITE_STAFF)
@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    activity = activity_to_change(account(request), pk)
    form = ReasonForm(request.POST)
    with refusals_told(request):
        reason = form.cleaned_data["reason"] if form.is_valid() else ""
        reopen_activity(actor=account(request), activity=activity, reason=reason)
        messages.success(request, _("已重新打开，改完后再结项。"))
    return redirect("review:edit", pk)


@audience(Role.OPERATOR, Role.SITE_STAFF)
@require_POST
def photo_add(request: HttpRequest, pk: int) -> HttpResponse:
    activity = activity_to_change(account(request), pk)
    form = PhotoForm(request.POST, request.FILES)
    if form.is_valid():
        with refusals_told(request):
            add_photo(
                actor=account(request),
                activity=activity,
                upload=form.cleaned_data["picture"],
                caption=form.cleaned_data["caption"],
            )
            messages.success(request, _("照片已加入，请核对照片里的人是否同意。"))
    else:
        messages.error(request, _("请先选一张照片。"))
    return redirect(_to_pictures(pk))


@audience(Role.OPERATOR, Role.SITE_STAFF)
@require_POST
def photo_check(request: HttpRequest, pk: int) -> HttpResponse:
    photo = photo_to_change(account(request), pk)
    form = PermissionForm(request.POST, photo=photo, families=may_be_on_it(photo.activity))
    if form.is_valid():
        with refusals_told(request):
            check_photo(actor=account(request), photo=photo, **form.cleaned_data)
            messages.success(request, _("照片的许可已保存。"))
    else:
        messages.error(request, _("没有保存：请在列出的选项里选。"))
    return redirect(_to_pictures(photo.activity_id))


@audience(Role.OPERATOR, Role.SITE_STAFF)
@require_POST
def photo_remove(request: HttpRequest, pk: int) -> HttpResponse:
    photo = photo_to_change(account(request), pk)
    activity = photo.activity_id
    remove_photo(actor=account(request), photo=photo)
    messages.success(request, _("照片已删除。"))
    return redirect(_to_pictures(activity))


@staff
@require_safe
def photo(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The picture, for those who work in the network."""
    return _file(photo_for(account(request), pk))


@public
@require_safe
def picture(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The picture, for readers, as long as everybody on it agrees."""
    response = _file(photo_for_readers(pk))
    response["Cache-Control"] = "public, max-age=300"  # a consent taken back counts soon
    return response


def review_panel(request: HttpRequest, activity: Activity) -> dict[str, Any] | None:
    """On the activity's page, once it is over or something is written."""
    review = review_of(activity)
    written = is_written(review)
    if not (written or (has_ended(activity) and hasattr(activity, "plan"))):
        return None
    every = list(activity.photos.prefetch_related("households"))
    photos = seen_by(account(request), activity, every)
    return {
        "activity": activity,
        "review": review if written else None,
        "photos": photos,
        "may_change": may_change_activities_at(account(request), activity.site),
        "cost": None if review.cost is None else review.cost / 100,
    }


def _close(request: HttpRequest, activity: Activity) -> HttpResponse:
    try:
        close_activity(actor=account(request), activity=activity)
    except ValidationError as refusal:
        text = _("还不能结项，缺：%(what)s") % {"what": " ".join(refusal.messages)}
        messages.error(request, text)
        return redirect("review:edit", activity.pk)
    messages.success(request, _("已结项。谢谢！"))
    return redirect("activities:detail", activity.pk)


def _page(request: HttpRequest, activity: Activity, form: ReviewForm) -> HttpResponse:
    photos = list(activity.photos.prefetch_related("households"))
    families, avoided = may_be_on_it(activity), not_pictured(activity)
    named = {family.pk for family in families} if photos else set()
    named |= {one.household_id for one in avoided if one.household_id}
    if named:
        note_family_access(account(request), named, gettext_noop("活动复盘"))
    plan = getattr(activity, "plan", None)
    may_be_used = {photo.pk for photo in usable(photos)}
    context = {
        "activity": activity,
        "plan": plan,
        "form": form,
        "missing": missing(activity),
        "came": who_came([activity])[activity.pk],
        "turnout": turnout(activity),
        "budget": budget_total(plan.budget) / 100 if plan else 0,
        "stated": getattr(activity, "stated", None),
        "photos": [
            (photo, PermissionForm(photo=photo, families=families), photo.pk in may_be_used)
            for photo in photos
        ],
        "families": families,
        "not_pictured": avoided,
        "photo_form": PhotoForm(),
        "media_reports": activity.media_reports.all(),
        "panels": drawn("activities.review", request, activity),
    }
    return render(request, "activities/review/edit.html", context)


def _file(photo: Photo) -> HttpResponseBase:
    path = path_of(photo)
    if not path.is_file():
        return HttpResponse(status=404)
    response = HttpResponse(path.read_bytes(), content_type="image/jpeg")
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _to_pictures(pk: int) -> str:
    return reverse("review:edit", args=[pk]) + "#pictures"
