"""A form that a family sent after its sign-in had ended: nothing that was typed is lost.

It waits in the browser's session, sealed, for twenty minutes, and stands on its page again once the
family has signed in. The form names its family by a mark, so that nobody else on the same phone
sees it.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from shufang.people.models import Household
from shufang.people.web.family import going, pending
from shufang.people.web.family_session import guardian_of
from shufang.shared.audience import to_family_sign_in
from shufang.shared.secrets import blind

LONGEST, MOST = 300, 60  # of what is kept: characters, fields
View = Callable[..., HttpResponse]


def family_mark(household: Household) -> str:
    """Stands in the hidden field `family` of a form that may have to wait."""
    return blind(f"{household.pk}", "form of a family")


def text_of(data: QueryDict, **where: str) -> str:
    """What was typed, short enough to keep, and `where`."""
    kept = QueryDict(mutable=True)
    for name in [name for name in data if name != "csrfmiddlewaretoken"][:MOST]:
        kept.setlist(name[:LONGEST], [text[:LONGEST] for text in data.getlist(name)[:MOST]])
    for name, value in where.items():
        kept[name] = value
    return kept.urlencode()


def unsent(request: HttpRequest, **where: str) -> QueryDict | None:
    """The form of this family that waits there."""
    guardian = guardian_of(request)
    data = QueryDict(pending.kept(request, pending.UNSENT)) if guardian else QueryDict()
    if guardian is None or any(data.get(name) != value for name, value in where.items()):
        return None
    own = constant_time_compare(data.get("family", ""), family_mark(guardian.household))
    return data if own else None


def kept_when_signed_out(view: View) -> View:
    """Below `@family`: what is sent to this page too late waits, see `typed_before`."""

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST":
            pending.drop(request, pending.UNSENT)
        return view(request, *args, **kwargs)

    page.when_signed_out = _sign_in_again  # type: ignore[attr-defined]
    return page


def typed_before(request: HttpRequest) -> dict[str, Any]:
    """What this family typed on this page before it had to sign in again, as initial values."""
    data = unsent(request, page=request.path)
    return data.dict() if data else {}


def _sign_in_again(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return to_family_sign_in(request)
    pending.keep(request, pending.UNSENT, text_of(request.POST, page=request.path))
    messages.warning(request, _("登录过期了。填的都留着，登录后接着填。"))
    return going.to("family:sign_in", request.get_full_path())
