"""Refusals of small forms that have no page of their own: said on the page one returns to."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.http import HttpRequest


def tell(request: HttpRequest, refusal: ValidationError | ErrorDict) -> None:
    """Each reason as a message."""
    if isinstance(refusal, ErrorDict):
        sentences = [str(text) for texts in refusal.values() for text in texts]
    else:
        sentences = refusal.messages
    for sentence in sentences:
        messages.error(request, sentence)
