"""The living style page: every part with its real markup, for people who build pages."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from shufang.shared.audience import staff
from shufang.shared.ui import samples


@staff
@require_safe
def style(request: HttpRequest) -> HttpResponse:
    """Shows each part of docs/look.md in each of its states."""
    fresh, wrong = samples.forms_to_show()
    context = {
        "lines": samples.LINES,
        "tokens": samples.TOKENS,
        "form": fresh,
        "wrong": wrong,
        "page_obj": samples.page(),
        "levels": [
            messages.constants.DEFAULT_TAGS[level]
            for level in (messages.SUCCESS, messages.INFO, messages.WARNING, messages.ERROR)
        ],
    }
    return render(request, "shared/style.html", context)
