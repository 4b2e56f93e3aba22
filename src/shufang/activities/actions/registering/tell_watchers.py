"""Tell those who asked to hear of free places."""

from django.utils import timezone

from shufang.activities.models import Activity, Watch
from shufang.outbox.actions.send import Address, send
from shufang.shared.secrets import BrokenSealError, unseal

WATCH = "activities.watch.phone"


def tell_watchers(activity: Activity, free: int) -> None:
    """Each is told once, when places are free and nobody waits; who comes first gets them."""
    if free <= 0:
        return
    for watch in Watch.objects.filter(activity=activity, told_at__isnull=True):
        try:
            phone = unseal(watch.phone_sealed, WATCH)
        except BrokenSealError:
            continue
        send(to=Address("sms", phone, watch.language), template="places_free", subject=watch)
    Watch.objects.filter(activity=activity, told_at__isnull=True).update(told_at=timezone.now())
