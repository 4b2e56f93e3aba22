"""A form that waits on the browser that sent it until its sender has signed in or proven a number:
sealed in the session for twenty minutes."""

import hmac

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from shufang.activities.models import Activity
from shufang.people.models import Household
from shufang.people.web.family import going, pending
from shufang.people.web.family_session import guardian_of
from shufang.shared.secrets import blind

LONGEST, MOST = 300, 60  # of what is kept: characters, fields


def form_of(pk: int, data: QueryDict) -> str:
    """What was typed, short enough to keep."""
    kept = QueryDict(mutable=True)
    for name in list(data)[:MOST]:
        kept.setlist(name[:LONGEST], [text[:LONGEST] for text in data.getlist(name)[:MOST]])
    kept["activity"] = str(pk)
    return kept.urlencode()


def family_mark(household: Household) -> str:
    """Stands in a family's form, which is shown again to nobody else on the same phone."""
    return blind(f"{household.pk}", "registration form of a family")


def sign_in_again(request: HttpRequest, shown: Activity) -> HttpResponse:
    """The family's sign-in ended while it filled in the form: nothing of it is lost."""
    pending.keep(request, pending.UNSENT, form_of(shown.pk, request.POST))
    messages.warning(request, _("登录过期了。填的都留着，登录后接着报。"))
    return going.to("family:sign_in", reverse("join:activity", args=[shown.pk]) + "#join")


def unsent(request: HttpRequest, pk: int) -> QueryDict | None:
    """The form of this family that waits for this activity."""
    guardian = guardian_of(request)
    data = QueryDict(pending.kept(request, pending.UNSENT)) if guardian else QueryDict()
    if guardian is None or data.get("activity") != str(pk):
        return None
    own = hmac.compare_digest(data.get("family", ""), family_mark(guardian.household))
    return data if own else None
