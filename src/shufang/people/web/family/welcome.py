"""The first time: a name, the consent, the children."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from shufang.people.actions.family.keep_child import add_child
from shufang.people.actions.family.keep_guardian import link_wechat
from shufang.people.actions.family.open_account import open_account
from shufang.people.choices import Purpose
from shufang.people.consent_texts import current
from shufang.people.forms.family.sign_in import NewChildForm, WelcomeForm
from shufang.people.models import Guardian
from shufang.people.queries.family.invitations import open_invitation
from shufang.people.web.family import going, pending
from shufang.people.web.family_session import guardian_of
from shufang.shared.audience import public
from shufang.shared.language import page_language
from shufang.shared.web.refusals import refusal_shown

ROWS, MOST_ROWS = 3, 6


@public
@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def welcome(request: HttpRequest) -> HttpResponse:
    """Open the account of a number that was just proven."""
    target, phone = pending.next_page(request), pending.kept(request, pending.PROVEN)
    if guardian_of(request):
        return HttpResponseRedirect(target or going.home())
    if not phone:
        return going.to("family:sign_in", target)
    invitation = pending.kept(request, pending.INVITATION)
    invited = open_invitation(invitation) if invitation else None
    form, rows = WelcomeForm(request.POST or None), _rows(request)
    if invited:
        rows = []
    if request.method == "POST" and "more" not in request.POST and _all_fine(form, rows):
        guardian = _open(form, rows, phone, invitation if invited else "")
        if guardian is not None:
            if mark := pending.kept(request, pending.WECHAT):
                link_wechat(guardian=guardian, mark=mark)
            pending.drop(request, pending.INVITATION)
            pending.begin(request, guardian)
            return HttpResponseRedirect(going.home() if invited else target or going.home())
    asked = "more" in request.POST
    if asked:
        for one in (form, *rows):
            one.errors.clear()  # nothing is sent yet
    _begin_at(form, rows, asked=asked)
    context = {
        "form": form,
        "rows": rows,
        "asked": asked,
        "row_count": len(rows),
        "may_add": len(rows) < MOST_ROWS,
        "text": current(Purpose.SERVICE),
        "invited": invited,
        "next": target,
        "place": "family",
    }
    return render(request, "people/family/welcome.html", context)


def _rows(request: HttpRequest) -> list[NewChildForm]:
    """One row for each child; "one more" adds a row and saves nothing."""
    told = request.POST.get("rows", "")
    count = int(told) if told.isascii() and told.isdigit() and len(told) < 3 else ROWS
    count = max(ROWS, min(MOST_ROWS, count + ("more" in request.POST)))
    data = request.POST if request.method == "POST" else None
    return [NewChildForm(data, prefix=f"child-{number}") for number in range(count)]


def _begin_at(form: WelcomeForm, rows: list[NewChildForm], *, asked: bool) -> None:
    """Where the cursor stands: in the row that was asked for, or at the first fault, which on a
    phone lies below the screen's edge."""
    faults = [(one, name) for one in (form, *rows) for name in one.errors if name in one.fields]
    found: tuple[Form, str] | None = next(iter(faults), None)
    if asked and rows:
        found = (rows[-1], "nickname")
    if found is not None:
        form.fields["name"].widget.attrs.pop("autofocus", None)
        found[0].fields[found[1]].widget.attrs["autofocus"] = True


def _all_fine(form: WelcomeForm, rows: list[NewChildForm]) -> bool:
    return all([form.is_valid(), *(row.is_valid() for row in rows)])


def _open(
    form: WelcomeForm, rows: list[NewChildForm], phone: str, invitation: str
) -> Guardian | None:
    """The account with its children, all or nothing; what was refused stands in the forms."""
    row = None
    try:
        with transaction.atomic():
            guardian = open_account(
                phone=phone,
                name=form.cleaned_data["name"],
                agreed=form.cleaned_data["agreed"],
                relation=form.cleaned_data["relation"],
                language=page_language(),
                invitation=invitation,
            )
            for row in rows:
                if row.has_changed():
                    values = row.cleaned_data
                    add_child(
                        household=guardian.household,
                        nickname=values["nickname"],
                        year=values["born"][0],
                        month=values["born"][1],
                    )
    except ValidationError as refused:
        refusal_shown(row or form, refused)
        return None
    return guardian
