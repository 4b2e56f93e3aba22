"""Lists to print."""

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_safe

from shufang.activities.models import Registration
from shufang.activities.queries.access import activity_to_change
from shufang.people.actions.note_family_access import note_family_access
from shufang.people.queries.account import account
from shufang.reports.sheets.sign_in import sign_in_pdf
from shufang.shared.audience import audience
from shufang.shared.roles import Role


@audience(Role.OPERATOR, Role.SITE_STAFF)
@require_safe
def sign_in_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The sign-in list of one activity; the families read that it was printed."""
    user = account(request)
    activity = activity_to_change(user, pk)
    made = sign_in_pdf(activity)
    households = Registration.objects.filter(activity=activity).values_list("household", flat=True)
    note_family_access(user, households, gettext_noop("打印签到表"))
    response = HttpResponse(made, content_type="application/pdf")
    name = _("签到表-%(title)s-%(day)s.pdf") % {"title": activity.title, "day": activity.day}
    disposition = content_disposition_header(as_attachment=False, filename=" ".join(name.split()))
    response["Content-Disposition"] = disposition or "inline"
    return response
