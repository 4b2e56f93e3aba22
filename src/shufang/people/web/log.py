"""The log of changes."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from shufang.people.forms.log import LogFilterForm
from shufang.people.policy import may_read_account_log
from shufang.people.queries.history import log_entries
from shufang.shared.audience import audience
from shufang.shared.history import lines
from shufang.shared.roles import Role

PER_PAGE = 50


@audience(Role.LIBRARY, Role.AUDITOR, Role.OPERATOR)
@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """Who did what to which object and when, with what stood there before and after."""
    filters = LogFilterForm(request.GET or None)
    wanted = filters.cleaned_data if filters.is_valid() else {}
    page = Paginator(log_entries(request.user, **wanted), PER_PAGE).get_page(
        request.GET.get("page")
    )
    return render(
        request,
        "people/log.html",
        {
            "page_obj": page,
            "lines": lines(page.object_list),
            "filters": filters,
            "narrowed": any(wanted.values()),
            "accounts_too": may_read_account_log(request.user),
        },
    )
