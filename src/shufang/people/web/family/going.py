"""Ways between a family's pages."""

from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

from shufang.people.models import Guardian
from shufang.people.web.family_session import guardian_of


def own(request: HttpRequest) -> Guardian:
    """The guardian of a page whose audience is families."""
    guardian = guardian_of(request)
    assert guardian is not None
    return guardian


def home() -> str:
    """我家."""
    return reverse("portal:family")


def to(name: str, next_page: str = "") -> HttpResponseRedirect:
    """To one of the steps of signing in, and from there on to the page one came from."""
    query = f"?{urlencode({'next': next_page})}" if next_page else ""
    return HttpResponseRedirect(reverse(name) + query)


def show(form: forms.Form, refused: ValidationError) -> None:
    """The action's refusals, at their fields where the form has such fields."""
    if not hasattr(refused, "error_dict"):
        form.add_error(None, refused)
        return
    for field, errors in refused.error_dict.items():
        form.add_error(field if field in form.fields else None, list(errors))
