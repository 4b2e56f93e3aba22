"""The children's profiles."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shufang.people.actions.family.keep_child import add_child, change_child, remove_child
from shufang.people.forms.family.sign_in import ChildForm
from shufang.people.queries.family.access import own_child
from shufang.people.queries.family.ages import age_words
from shufang.people.queries.family.guardians import signed_in
from shufang.people.web.family import going, pending
from shufang.people.web.family.unsent import family_mark, kept_when_signed_out, typed_before
from shufang.shared.audience import family
from shufang.shared.web.refusals import refusal_shown


@family
@require_safe
def children(request: HttpRequest) -> HttpResponse:
    """Who they are, with a way to correct each."""
    guardian = signed_in(request)
    found = [
        (child, age_words(child)) for child in guardian.household.children.filter(removed_at=None)
    ]
    return render(request, "people/family/children.html", {"children": found, "place": "family"})


@family
@kept_when_signed_out
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """One more child; then back to the page one came from."""
    guardian, target = signed_in(request), pending.next_page(request)
    form = ChildForm(request.POST or None, initial=typed_before(request))
    if request.method == "POST" and form.is_valid():
        try:
            child = add_child(
                household=guardian.household,
                nickname=form.cleaned_data["nickname"],
                year=form.cleaned_data["born"][0],
                month=form.cleaned_data["born"][1],
            )
        except ValidationError as refused:
            refusal_shown(form, refused)
        else:
            messages.success(request, _("%(name)s 已经登记好了。") % {"name": child.nickname})
            return redirect(target or going.home())
    return _child_page(request, form, next=target)


@family
@kept_when_signed_out
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a child's profile."""
    child = own_child(signed_in(request), pk)
    kept = {"nickname": child.nickname, "born": (child.birth_year, child.birth_month)}
    form = ChildForm(request.POST or None, initial={**kept, **typed_before(request)})
    if request.method == "POST" and form.is_valid():
        try:
            change_child(
                child=child,
                nickname=form.cleaned_data["nickname"],
                year=form.cleaned_data["born"][0],
                month=form.cleaned_data["born"][1],
            )
        except ValidationError as refused:
            refusal_shown(form, refused)
        else:
            messages.success(request, _("已保存。"))
            return redirect("family:children")
    return _child_page(request, form, child=child)


@family
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a child off the page; what was counted stays."""
    remove_child(child=own_child(signed_in(request), pk))
    messages.success(request, _("已移除。来过的活动只留下人数，不再有小名。"))
    return redirect("family:children")


def _child_page(request: HttpRequest, form: ChildForm, **more: Any) -> HttpResponse:
    mark = family_mark(signed_in(request).household)
    context = {"form": form, "family_mark": mark, "place": "family", **more}
    return render(request, "people/family/child.html", context)
