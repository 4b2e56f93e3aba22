"""Consents, who looked, everything that is kept, taking it along, erasing it."""

import io
import json
import zipfile

from django.contrib import messages
from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from shufang.people.actions.family.erase_family import erase_family
from shufang.people.actions.family.give_consent import give_consent
from shufang.people.forms.family.family import EraseForm
from shufang.people.models import Household
from shufang.people.queries.family.consents import answers
from shufang.people.queries.family.guardians import signed_in
from shufang.people.queries.family.own_data import as_json, file_name, own_data
from shufang.people.web.family_session import end
from shufang.shared.audience import family, public
from shufang.shared.tables import Column, Table, write_xlsx
from shufang.shared.web.refusals import refusals_told


@public
@require_safe
def note(request: HttpRequest) -> HttpResponse:
    """What is kept of families, why, how long, who sees it, and what they can do."""
    return render(request, "people/family/privacy.html")


@family
@require_http_methods(["GET", "HEAD", "POST"])
def consents(request: HttpRequest) -> HttpResponse:
    """What we agreed to, purpose by purpose; giving and taking back."""
    guardian = signed_in(request)
    if request.method == "POST":
        with refusals_told(request):
            give_consent(
                guardian=guardian,
                purpose=request.POST.get("purpose", ""),
                given=request.POST.get("given") == "1",
            )
            messages.success(request, _("记下了。"))
        return redirect("family:consents")
    context = {
        "answers": answers(guardian.household),
        "history": guardian.household.consents.select_related("guardian"),
        "place": "family",
    }
    return render(request, "people/family/consents.html", context)


@family
@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """Everything that is kept about us, and who of the staff looked."""
    context = {"sections": own_data(signed_in(request).household), "place": "family"}
    return render(request, "people/family/data.html", context)


@family
@sensitive_variables()
@require_safe
def export(request: HttpRequest, file_format: str) -> HttpResponse:
    """The same as a file: `json` for programs, `zip` with a spreadsheet for each part."""
    household = signed_in(request).household
    if file_format == "json":
        text = json.dumps(
            as_json(own_data(household)), ensure_ascii=False, indent=1, cls=DjangoJSONEncoder
        )
        response = HttpResponse(text, content_type="application/json; charset=utf-8")
    elif file_format == "zip":
        response = HttpResponse(_zip(household), content_type="application/zip")
    else:
        raise Http404
    response["Content-Disposition"] = f'attachment; filename="{file_name()}.{file_format}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@family
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest) -> HttpResponse:
    """Everything personal goes; said twice, done once."""
    guardian = signed_in(request)
    form = EraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        erase_family(household=guardian.household)
        end(request)
        messages.success(request, _("全家的资料已经删除。过去的活动只留下人数。"))
        return redirect("portal:home")
    others = guardian.household.guardians.exclude(pk=guardian.pk)
    context = {"form": form, "others": others, "place": "family"}
    return render(request, "people/family/erase.html", context)


def _zip(household: Household) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, section in enumerate(own_data(household), 1):
            file = io.BytesIO()
            columns = [Column(heading) for heading in section.columns]
            write_xlsx(Table(section.title, columns, section.rows), file)
            archive.writestr(f"{number:02}-{section.code}.xlsx", file.getvalue())
    return packed.getvalue()
