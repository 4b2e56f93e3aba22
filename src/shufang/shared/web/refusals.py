"""What an action refused, told on the next page or, where a form is shown again, in the form."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm, Form
from django.http import HttpRequest


@contextmanager
def refusals_told(request: HttpRequest) -> Iterator[None]:
    """What an action refuses inside is told; what stands after it inside is then not done."""
    try:
        yield
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))


def errors_told(request: HttpRequest, form: BaseForm) -> None:
    """What is wrong with a form that is not shown again."""
    messages.error(request, " ".join(str(text) for texts in form.errors.values() for text in texts))


def refusal_shown(form: Form, refusal: ValidationError) -> None:
    """What an action refused, at its fields where the form has such fields, else above it."""
    if not hasattr(refusal, "error_dict"):
        form.add_error(None, refusal)
        return
    for field, errors in refusal.error_dict.items():
        form.add_error(field if field in form.fields else None, list(errors))
