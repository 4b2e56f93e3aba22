"""Staff scan the code on a family's phone."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods

from shufang.activities.queries.access import activity_to_change
from shufang.activities.queries.signing_in.own import own_check_in, own_party
from shufang.activities.queries.signing_in.roster import row_of
from shufang.activities.web.door.desk import sealed_household
from shufang.activities.web.door.tapped_list import list_context
from shufang.people.actions.note_family_access import note_family_access
from shufang.people.models import Household, User
from shufang.people.queries.account import account
from shufang.people.queries.family.access import family_of_card
from shufang.people.queries.family.by_code import household_of_code
from shufang.shared.audience import audience
from shufang.shared.roles import Role


@audience(Role.OPERATOR, Role.SITE_STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def scan(request: HttpRequest, pk: int) -> HttpResponse:
    """The camera, or the code typed; then the family and how many have come.

    The code is sent in the body of a form and never stands in an address.
    """
    user = account(request)
    activity = activity_to_change(user, pk)
    context = list_context(activity, [])
    if request.method == "POST":
        household = _household(user, request.POST.get("code", ""))
        if household is None:
            context["problem"] = _("没有找到这个家庭码，请再扫一次，或在名单里找。")
        else:
            note_family_access(user, [household], gettext_noop("扫家庭码签到"))
            registration = own_party(activity, household)
            check_in = own_check_in(activity, household)
            children = household.children.filter(removed_at__isnull=True).count()
            context |= {
                "household": household,
                "registration": registration,
                "row": row_of(registration, check_in),
                "check_in": check_in,
                "adults": registration.adults if registration else 1,
                "children": registration.children if registration else max(1, children),
                "scanned": sealed_household(household, activity),
            }
    response = render(request, "activities/door/scan.html", context)
    response["Permissions-Policy"] = "camera=(self)"
    return response


def _household(user: User, text: str) -> Household | None:
    """The family whose own code this is, or, of those this person may look up, whose card."""
    return household_of_code(text) or family_of_card(user, text)
