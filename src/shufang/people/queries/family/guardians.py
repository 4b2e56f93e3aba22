"""Guardians by what they prove."""

from django.http import HttpRequest

from shufang.people.models import Guardian


def guardian_of_wechat(mark: str) -> Guardian | None:
    """The guardian whom this WeChat identity (a fingerprint) signs in."""
    return (
        Guardian.objects.select_related("household")
        .filter(wechat_print=mark, household__erased_at=None)
        .first()
    )


def signed_in(request: HttpRequest) -> Guardian:
    """The guardian of a page whose audience is families, also for apps above."""
    guardian: Guardian | None = getattr(request, "guardian", None) or None
    assert guardian is not None
    return guardian
