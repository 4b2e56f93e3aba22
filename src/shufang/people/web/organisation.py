"""The organisation chart: who decides, executes, supports."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shufang.people.actions.record_duty import move_duty, record_duty, remove_duty
from shufang.people.choices import Level
from shufang.people.forms.duties import DutyForm, initial
from shufang.people.policy import may_write_organisation_chart
from shufang.people.queries.access import duty_to_change
from shufang.people.queries.account import account as signed_in_user
from shufang.people.queries.organisation import chart
from shufang.shared.audience import audience, staff
from shufang.shared.roles import Role


@staff
@require_safe
def organisation_chart(request: HttpRequest) -> HttpResponse:
    """Three columns, as the report's table 2 prints them."""
    levels = chart()
    return render(
        request,
        "people/organisation_chart.html",
        {
            "levels": levels,
            "is_empty": not any(duties for _level, duties in levels),
            "may_write": may_write_organisation_chart(request.user),
        },
    )


@audience(Role.LIBRARY, Role.OPERATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def add_duty(request: HttpRequest) -> HttpResponse:
    """A new post, in the level whose "add" was clicked."""
    level = request.GET.get("level", "")
    form = DutyForm(request.POST or None, initial={"level": level} if level in Level.values else {})
    if request.method == "POST" and form.is_valid():
        record_duty(actor=signed_in_user(request), post=form.post_described())
        messages.success(request, _("岗位已加入组织架构。"))
        return redirect("people:organisation_chart")
    return render(request, "people/duty.html", {"form": form})


@audience(Role.LIBRARY, Role.OPERATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def change_duty(request: HttpRequest, pk: int) -> HttpResponse:
    """What one post answers for and who fills it."""
    actor = signed_in_user(request)
    duty = duty_to_change(actor, pk)
    form = DutyForm(request.POST or None, initial=initial(duty))
    if request.method == "POST" and form.is_valid():
        record_duty(actor=actor, post=form.post_described(), duty=duty)
        messages.success(request, _("已保存。"))
        return redirect("people:organisation_chart")
    return render(request, "people/duty.html", {"form": form, "duty": duty})


@audience(Role.LIBRARY, Role.OPERATOR)
@require_POST
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Up or down in its level."""
    actor = signed_in_user(request)
    move_duty(actor=actor, duty=duty_to_change(actor, pk), up=request.POST.get("to") == "up")
    return redirect("people:organisation_chart")


@audience(Role.LIBRARY, Role.OPERATOR)
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Off the chart; the log keeps what it said."""
    actor = signed_in_user(request)
    remove_duty(actor=actor, duty=duty_to_change(actor, pk))
    messages.success(request, _("岗位已从组织架构移除。"))
    return redirect("people:organisation_chart")
