"""Templates: activities to plan again."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from shufang.activities.actions.planning.templates import TemplateDetails, change_template
from shufang.activities.forms.planning.templates import TemplateForm
from shufang.activities.queries.planning.access import template_to_change
from shufang.activities.queries.planning.earlier import lessons
from shufang.activities.queries.planning.templates import all_templates
from shufang.people.policy import holds, sites_of
from shufang.people.queries.account import account
from shufang.shared.audience import audience, staff
from shufang.shared.roles import Role


@staff
@require_safe
def template_list(request: HttpRequest) -> HttpResponse:
    user = account(request)
    context = {
        "templates": all_templates(),
        "may_plan": sites_of(user, Role.OPERATOR, Role.SITE_STAFF) != frozenset(),
        "may_change": holds(user, Role.OPERATOR),
    }
    return render(request, "activities/planning/templates.html", context)


@audience(Role.OPERATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def template_edit(request: HttpRequest, pk: int) -> HttpResponse:
    user = account(request)
    template = template_to_change(user, pk)
    initial = {name: getattr(template, name) for name in TemplateForm.base_fields}
    form = TemplateForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        details = TemplateDetails(**form.cleaned_data)
        try:
            change_template(actor=user, template=template, details=details)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("模板已改好。"))
            return redirect("planning:templates")
    context = {"form": form, "template": template, "lessons": lessons(template=template)}
    return render(request, "activities/planning/template_form.html", context)
