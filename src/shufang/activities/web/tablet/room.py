"""The tablet's own pages: pairing, its screen, and what keeps the screen alive without network.

A tablet is known by a cookie that no script reads. Machines get answers in JSON; a tablet that is
not known is told so (401) and keeps what it has queued.
"""

import hashlib
import json
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shufang.activities.actions.tablet.entries import UnreadableError, read_reading
from shufang.activities.actions.tablet.merge import BATCH_MOST, Batch, merge
from shufang.activities.actions.tablet.register import pair
from shufang.activities.forms.tablet import PairForm
from shufang.activities.models import Device
from shufang.activities.queries.promoting.links import full
from shufang.activities.queries.tablet.access import device_by_token
from shufang.activities.queries.tablet.roster import roster, roster_key
from shufang.activities.queries.tablet.words import screen_words
from shufang.shared.audience import by_token
from shufang.shared.language import page_language

COOKIE = "tablet"
YEAR = 365 * 24 * 3600
BODY_MOST = 200_000  # bytes of one contact
SCRIPTS = ("hash", "qr", "clock", "store", "upload", "roster", "draw", "screen")
PAGE_FILES = (
    "vendor/tabler.css",
    "vendor/htmx.js",
    "shared/theme.css",
    "shared/shell.js",
    "shared/seal.svg",
    "activities/tablet/tablet.css",
    "activities/tablet/icon-192.png",
    *(f"activities/tablet/{name}.js" for name in SCRIPTS),
)
WORKER_FILES = tuple(f"activities/tablet/{name}.js" for name in ("hash", "store", "upload"))


def tablet_of(request: HttpRequest) -> Device | None:
    """Which tablet asks; a revoked one too."""
    return device_by_token(request.COOKIES.get(COOKIE, ""))


@by_token
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The room's screen. It is the same for every tablet: what it shows comes by `contact`."""
    device = tablet_of(request)
    if device is None:
        return redirect("tablet:pair")
    response = render(
        request,
        "activities/tablet/screen.html",
        {"words": screen_words(), "scripts": [f"activities/tablet/{name}.js" for name in SCRIPTS]},
    )
    remember(response, request.COOKIES[COOKIE])
    return response


@by_token
@require_http_methods(["GET", "HEAD", "POST"])
def pair_page(request: HttpRequest) -> HttpResponse:
    """Where a tablet shows its one-time code and gets a token."""
    form = PairForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            paired = pair(code=form.cleaned_data["code"])
        except ValidationError as refusal:
            form.add_error("code", refusal)
        else:
            response = redirect("tablet:page")
            remember(response, paired.token)
            return response
    return render(request, "activities/tablet/pair.html", {"form": form})


def remember(response: HttpResponseBase, token: str) -> None:
    """The token, where only we see it; browsers keep it a year after the last use."""
    response.set_cookie(
        COOKIE,
        token,
        max_age=YEAR,
        path="/tablet/",
        httponly=True,
        secure=settings.HTTPS,
        samesite="Lax",
    )


@by_token
@require_safe
def hello(request: HttpRequest) -> HttpResponse:
    """Is there network, who am I, what time is it, and with what token may I write?"""
    device = tablet_of(request)
    return JsonResponse(
        {
            "paired": device is not None,
            "time": _now_ms(),
            "csrf": get_token(request),
            **(_about(device) if device else {}),
        }
    )


@by_token
@require_POST
def contact(request: HttpRequest) -> HttpResponse:
    """A tablet reports what it queued, and hears what has changed."""
    device = tablet_of(request)
    if device is None:
        return JsonResponse({"paired": False}, status=401)
    try:
        sent = _read(request)
        reading = read_reading(sent)
    except (UnreadableError, ValueError, RecursionError):
        return JsonResponse({"error": _("这次上传读不懂。")}, status=400)
    entries = sent.get("entries")
    entries = entries[:BATCH_MOST] if isinstance(entries, list) else []
    stamp = sent.get("stamp")
    batch = Batch(reading, entries, stamp if isinstance(stamp, str) else "")
    merged = merge(device=device, batch=batch)
    answer: dict[str, Any] = {
        **_about(device),
        "time": _now_ms(),
        "stamp": merged.stamp,
        "again": merged.again,
        "results": [
            {"nonce": one.nonce, "outcome": one.outcome, "conflict": one.conflict}
            for one in merged.results
        ],
    }
    if not device.revoked_at:
        found = roster(device)
        answer["print"] = found.print
        if sent.get("print") != found.print:
            answer["roster"], answer["mac"] = found.body, found.mac
    response = JsonResponse(answer)
    remember(response, request.COOKIES[COOKIE])
    return response


def _read(request: HttpRequest) -> dict[str, Any]:
    if len(request.body) > BODY_MOST:
        raise ValueError("too long")
    sent = json.loads(request.body)
    if not isinstance(sent, dict):
        raise UnreadableError
    return sent


def _about(device: Device) -> dict[str, Any]:
    return {
        "paired": True,
        "revoked": device.revoked_at is not None,
        "device": device.name,
        "site": device.site.name,
        "key": roster_key(device),
        "door": full(door_path()),
    }


def door_path() -> str:
    """What stands before a rotating code in the address that phones open."""
    return reverse("door:scanned", args=["x"]).removesuffix("x/")


def _now_ms() -> int:
    return round(timezone.now().timestamp() * 1000)


@by_token
@require_safe
def words(request: HttpRequest, language: str) -> HttpResponse:
    """The screen's words in one language, so that it changes without network."""
    if language not in dict(settings.LANGUAGES):
        raise Http404
    response = JsonResponse(_words_in(language))
    response["Cache-Control"] = "no-cache"
    return response


def _words_in(language: str) -> dict[str, str]:
    with translation.override(language):
        return screen_words()


def words_print(tables: list[dict[str, str]]) -> str:
    """Another one as soon as a single word is another."""
    return hashlib.sha256(json.dumps(tables).encode()).hexdigest()[:16]


@by_token
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, with the files it is to keep: their names change with their content, the
    words' don't, so a print of them tells a worker that knows older ones."""
    files = [static(name) for name in PAGE_FILES]
    files += [reverse("tablet:words", args=[code]) for code, _name in settings.LANGUAGES]
    addresses = {name: reverse(f"tablet:{name}") for name in ("page", "hello", "contact")}
    print_ = words_print([_words_in(code) for code, _name in settings.LANGUAGES])
    context = {
        "settings": json.dumps({**addresses, "files": files, "words": print_}),
        "scripts": json.dumps([static(name) for name in WORKER_FILES]),
        "root": settings.STATIC_URL,
    }
    response = render(
        request, "activities/tablet/worker.js", context, content_type="text/javascript"
    )
    response["Cache-Control"] = "no-cache"
    return response


@by_token
@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """What a tablet installs: name, icons, full screen."""
    icons = [("icon-192.png", "192x192"), ("icon-512.png", "512x512")]
    response = JsonResponse(
        {
            "name": _("书房签到"),
            "short_name": _("签到屏"),
            "id": reverse("tablet:page"),
            "start_url": reverse("tablet:page"),
            "scope": reverse("tablet:page"),
            "display": "fullscreen",
            "display_override": ["fullscreen", "standalone"],
            "orientation": "any",
            "background_color": "#faf7f1",
            "theme_color": "#faf7f1",
            "lang": page_language(),
            "icons": [
                {
                    "src": static(f"activities/tablet/{name}"),
                    "sizes": sizes,
                    "type": "image/png",
                    "purpose": "any maskable",
                }
                for name, sizes in icons
            ],
        }
    )
    response["Content-Type"] = "application/manifest+json"
    response["Cache-Control"] = "no-cache"
    return response
