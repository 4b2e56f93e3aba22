"""Strikes as the desk lists them."""

from django.db.models import QuerySet

from shufang.activities.models import Strike

APPEALED, STANDING, LIFTED, ALL = "appealed", "standing", "lifted", "all"


def listed(show: str = APPEALED, site: int | None = None) -> QuerySet[Strike]:
    """Those somebody has to decide, the longest waiting first; others the latest first."""
    found = Strike.objects.select_related("registration__activity__site", "household")
    if site is not None:
        found = found.filter(registration__activity__site=site)
    if show == APPEALED:
        return found.filter(appealed_at__isnull=False, decided_at=None).order_by("appealed_at")
    if show == STANDING:
        return found.exclude(lifted=True).order_by("-at", "-pk")
    if show == LIFTED:
        return found.filter(lifted=True).order_by("-at", "-pk")
    return found.order_by("-at", "-pk")
