"""The Word templates: take away, replace, go back to the shipped ones."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from shufang.people.queries.account import account
from shufang.reports.actions.replace_template import replace_template, restore_template
from shufang.reports.models import Report
from shufang.reports.queries.templates import own_template, template
from shufang.reports.rendering import MEDIA_TYPES
from shufang.shared.audience import audience
from shufang.shared.roles import Role

writers = audience(Role.OPERATOR, Role.LIBRARY)


class TemplateForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("新的模板"),
        help_text=gettext_lazy("先下载现用的模板，在 Word 里改好字体、页眉和封面，再传上来。"),
        widget=forms.ClearableFileInput(attrs={"accept": ".docx"}),
    )


@writers
@require_safe
def template_list(request: HttpRequest) -> HttpResponse:
    return _page(request)


@writers
@require_safe
def template_file(request: HttpRequest, style: str) -> HttpResponse:
    """The template in use, to change in Word."""
    response = HttpResponse(template(_known(style)), content_type=MEDIA_TYPES["docx"])
    response["Content-Disposition"] = f'attachment; filename="{style}.docx"'
    return response


@writers
@require_POST
def template_replace(request: HttpRequest, style: str) -> HttpResponse:
    style = _known(style)
    form = TemplateForm(request.POST, request.FILES, prefix=style)
    if form.is_valid():
        try:
            replace_template(actor=account(request), style=style, upload=form.cleaned_data["file"])
        except ValidationError as refusal:
            form.add_error("file", refusal)
        else:
            messages.success(request, _("模板已换好，以后生成的 Word 都用它；封存的报告不变。"))
            return redirect("reports:templates")
    return _page(request, **{style: form})


@writers
@require_POST
def template_restore(request: HttpRequest, style: str) -> HttpResponse:
    restore_template(actor=account(request), style=_known(style))
    messages.success(request, _("已改回自带的模板。"))
    return redirect("reports:templates")


def _page(request: HttpRequest, **bound: TemplateForm) -> HttpResponse:
    styles = [
        {
            "code": code,
            "label": label,
            "own": own_template(code) is not None,
            "form": bound.get(code) or TemplateForm(prefix=code),
        }
        for code, label in Report.Style.choices
    ]
    return render(request, "reports/templates.html", {"styles": styles})


def _known(style: str) -> str:
    if style not in Report.Style.values:
        raise Http404(_("没有这种版式。"))
    return style
