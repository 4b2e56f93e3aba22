"""Ways between a family's pages."""

from urllib.parse import urlencode

from django.http import HttpResponseRedirect
from django.urls import reverse


def home() -> str:
    """我家."""
    return reverse("portal:family")


def to(name: str, next_page: str = "") -> HttpResponseRedirect:
    """To one of the steps of signing in, and from there on to the page one came from."""
    query = f"?{urlencode({'next': next_page})}" if next_page else ""
    return HttpResponseRedirect(reverse(name) + query)
