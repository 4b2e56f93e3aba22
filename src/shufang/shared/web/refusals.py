"""Small forms that have no page of their own: what is wrong is said on the page one returns to."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm
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
