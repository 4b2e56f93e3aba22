"""That a guest's form has come, on the browser that sent it: sealed in a cookie for a while, and
nothing of it in the database."""

import json
from dataclasses import asdict, dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from shufang.activities.forms.registering import Wish
from shufang.activities.models import Activity
from shufang.outbox.models import Message
from shufang.outbox.templates import Text, template
from shufang.shared.secrets import BrokenSealError, blind, seal, unseal

COOKIE = "received"
COLUMN = "browser.received"
LASTS = timedelta(minutes=20)


@dataclass(frozen=True)
class Receipt:
    """What was typed, as the page repeats it."""

    activity: int
    phone: str
    adults: int
    children: int
    names: list[str]


def give(shown: Activity, wish: Wish) -> HttpResponse:
    names = [kid.nickname for kid in wish.party.kids]
    receipt = Receipt(shown.pk, wish.phone, wish.party.adults, len(names), names)
    response = redirect("join:received", shown.pk)
    response.set_cookie(
        COOKIE,
        seal(json.dumps(asdict(receipt)), COLUMN),
        max_age=int(LASTS.total_seconds()),
        httponly=True,
        samesite="Lax",
        secure=settings.HTTPS,
    )
    return response


def read(request: HttpRequest) -> Receipt | None:
    try:
        return Receipt(**json.loads(unseal(request.COOKIES.get(COOKIE, ""), COLUMN)))
    except (BrokenSealError, ValueError, TypeError):
        return None


def shown_message(phone: str) -> Text | None:
    """The latest message to the number, for installations that are only tried out; its link leads
    to this very site."""
    found = Message.objects.filter(recipient=blind(f"sms {phone}", "address"))
    message = found.exclude(template="one_time_code").order_by("-pk").first()
    kind = template(message.template) if message else None
    text = kind.text(message) if kind and message else None
    return text and Text(text.title, text.body, urlsplit(text.link).path)
