"""A registration that waits on the browser that sent it until its sender has signed in or proven a
number (`people/web/family/unsent.py`)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from shufang.activities.models import Activity
from shufang.people.web.family import going, pending
from shufang.people.web.family.unsent import text_of, unsent


def form_of(pk: int, data: QueryDict) -> str:
    """What was typed for this activity, short enough to keep."""
    return text_of(data, activity=str(pk))


def sign_in_again(request: HttpRequest, shown: Activity) -> HttpResponse:
    """The family's sign-in ended while it filled in the form: nothing of it is lost."""
    pending.keep(request, pending.UNSENT, form_of(shown.pk, request.POST))
    messages.warning(request, _("登录过期了。填的都留着，登录后接着报。"))
    return going.to("family:sign_in", reverse("join:activity", args=[shown.pk]) + "#join")


def typed_before(request: HttpRequest, pk: int) -> QueryDict | None:
    """The form of this family that waits for this activity."""
    return unsent(request, activity=str(pk))
