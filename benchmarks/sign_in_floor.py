"""Addresses with the floor view among them."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from shufang.activities.models import CheckIn, Registration
from shufang.shared.audience import public


@csrf_exempt
@public
@require_POST
def floor(request: HttpRequest) -> HttpResponse:
    with transaction.atomic():
        party = Registration.objects.get(pk=int(request.POST["party"]))
        Registration.objects.filter(pk=party.pk).update(stage="attended")
        CheckIn.objects.create(
            activity_id=party.activity_id, registration=party, adults=1, children=2, grade="B",
            method="rotating", key=f"floor:{party.pk}",
        )  # fmt: skip
    return HttpResponse(status=302, headers={"Location": "/door/done/floor/"})


urlpatterns = [path("door/floor/", floor), path("", include("shufang.config.urls"))]
handler500 = "shufang.shared.web.errors.server_error"
