"""Small words about an activity's time, a party and its people, for readers' pages."""

from django import template
from django.utils import timezone

from shufang.activities.models import Activity, Registration, Step
from shufang.activities.queries.registering.card import Sign, sign_of
from shufang.activities.queries.words import (
    ages_words,
    clock_words,
    heads_words,
    near_words,
)
from shufang.shared.days import moment_words, near_date

register = template.Library()


register.filter("day_and_month", near_date)
register.filter("moment", moment_words)
register.filter("near_day", near_words)
register.filter("ages", ages_words)
register.simple_tag(heads_words, name="heads_of")


@register.filter
def sign(activity: Activity) -> Sign | None:
    """还剩 3 组, for the card in a list."""
    return sign_of(activity, timezone.now())


@register.filter
def time_span(activity: Activity) -> str:
    """10:00 – 11:00, as far as it is known."""
    return clock_words(activity, " – ")


@register.filter
def heads(registration: Registration) -> str:
    """2 孩 1 大; 1 大."""
    return heads_words(registration.children, registration.adults)


@register.filter
def reason_words(step: Step) -> str:
    """Why a registration changed: what the system knows of it, and what somebody said."""
    return " ".join(each for each in (step.get_why_display(), step.reason) if each)
