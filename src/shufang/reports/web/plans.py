"""The plan of an activity as a Word file."""

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from shufang.activities.queries.planning.access import plan_for
from shufang.people.queries.account import account
from shufang.reports.plans.content import printed_plan
from shufang.reports.plans.word import plan_docx
from shufang.reports.rendering import MEDIA_TYPES
from shufang.shared.audience import staff

LONGEST = 60


@staff
@require_safe
def activity_plan(request: HttpRequest, pk: int) -> HttpResponse:
    activity = plan_for(account(request), pk)
    response = HttpResponse(plan_docx(printed_plan(activity)), content_type=MEDIA_TYPES["docx"])
    name = _("策划方案-%(title)s-%(day)s.docx") % {
        "title": activity.title[:LONGEST],  # file systems take 255 bytes
        "day": activity.day,
    }
    disposition = content_disposition_header(as_attachment=True, filename=" ".join(name.split()))
    response["Content-Disposition"] = disposition or "attachment"
    return response
