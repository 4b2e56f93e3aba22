"""From which address a request comes, for limits on how often something may be tried.

`X-Forwarded-For` is written by whoever sends the request, except for what the proxies of this
installation added at its end: with `PROXY_HOPS=1` the last entry is believed, with 0 none is.
"""

from django.conf import settings
from django.http import HttpRequest

from shufang.shared.secrets import blind


def address_of(request: HttpRequest) -> str:
    """The sender's address as the nearest machine we trust saw it."""
    direct = str(request.META.get("REMOTE_ADDR", ""))
    hops: int = settings.PROXY_HOPS
    told = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    if not hops or len(told) < hops:
        return direct
    return told[-hops] or direct


def address_print(request: HttpRequest) -> str:
    """A keyed fingerprint of the address: enough to count by, and it names nobody."""
    return blind(address_of(request), "address of a request")
