"""An activity's poster, phone picture and code, for whoever hangs or posts them."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from shufang.activities.choices import State
from shufang.activities.queries.access import activity_for
from shufang.people.queries.account import account
from shufang.reports.posters.drawing import a3, phone, qr_png, qr_svg
from shufang.reports.posters.poster import Poster, poster_of
from shufang.shared.audience import staff

SIZES: dict[str, tuple[str, str, Callable[[Poster], bytes]]] = {
    "a3": ("pdf", "application/pdf", a3),
    "phone": ("png", "image/png", phone),
    "qr": ("svg", "image/svg+xml", lambda poster: qr_svg(poster.link)),
    "qr-png": ("png", "image/png", lambda poster: qr_png(poster.link)),
}


@staff
@require_safe
def poster(request: HttpRequest, pk: int, size: str) -> HttpResponse:
    """?lang=en draws it in English, ?leader=1 names who leads, ?save=1 keeps it as a file."""
    activity = activity_for(account(request), pk)
    if size not in SIZES:
        raise Http404(_("没有这种尺寸。"))
    if activity.state == State.CANCELLED:
        raise Http404(_("活动取消了，不再出海报。"))
    ending, content_type, draw = SIZES[size]
    asked = request.GET.get("lang")
    with translation.override(asked if asked in ("en", "zh-hans") else translation.get_language()):
        made = draw(poster_of(activity, leader=request.GET.get("leader") == "1"))
    response = HttpResponse(made, content_type=content_type)
    how = "attachment" if request.GET.get("save") == "1" else "inline"
    response["Content-Disposition"] = f'{how}; filename="activity-{pk}-{size}.{ending}"'
    return response
