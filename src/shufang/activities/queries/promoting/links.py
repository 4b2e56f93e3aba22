"""Full addresses, for what is read outside the site: messages, calendars, posters."""

from django.conf import settings
from django.urls import reverse

from shufang.activities.choices import Stage
from shufang.activities.models import Activity, Registration


def full(path: str) -> str:
    """The address of a page as the world reaches it."""
    return f"{settings.SITE_URL}{path}"


def short_link(activity: Activity) -> str:
    """The short address that posters print and phones scan."""
    return full(reverse("feeds:short", args=[activity.pk]))


def activity_path(pk: int) -> str:
    """The activity's page for readers."""
    return reverse("join:activity", args=[pk])


def own_link(registration: Registration) -> str:
    """Where the party keeps or gives up its place, without an account."""
    return full(reverse("join:manage", args=[registration.link_token]))


def answer_link(registration: Registration) -> str:
    """Where the party says whether it still comes; those without a place look at their own."""
    if registration.stage != Stage.CONFIRMED:
        return own_link(registration)
    return full(reverse("draw:still_coming", args=[registration.link_token]))
