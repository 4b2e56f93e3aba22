"""The least that taking a place can be, behind the same middleware: one conditional UPDATE and one
INSERT."""

from django.db import transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from shufang.activities.models import Registration, Rules
from shufang.shared.audience import public
from shufang.shared.secrets import fingerprint, new_token


@csrf_exempt
@public
@require_POST
def floor(request: HttpRequest, pk: int) -> HttpResponse:
    with transaction.atomic():
        free = Rules.objects.filter(pk=pk, places__gte=F("taken") + 1)
        if not free.update(taken=F("taken") + 1):
            return redirect("join:activity", pk)
        Registration.objects.create(
            activity_id=pk, stage="confirmed", number=1, takes=1, adults=1,
            name=request.POST.get("name", ""), token=fingerprint(new_token()),
        )  # fmt: skip
    return HttpResponse(status=302, headers={"Location": "/join/floor/"})


urlpatterns = [path("floor/<int:pk>/", floor), path("", include("shufang.config.urls"))]
handler500 = "shufang.shared.web.errors.server_error"
