"""The log, as far as its reader may see it."""

from datetime import date, datetime, time, timedelta

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.utils import timezone

from shufang.people.models import User
from shufang.people.policy import may_read_account_log, may_read_log
from shufang.shared.models import LogEntry

ACCOUNTS = f"{User._meta.label_lower}:"


def log_entries(
    reader: User | AnonymousUser,
    *,
    subject: str = "",
    what: str = "",
    who: str = "",
    first: date | None = None,
    last: date | None = None,
) -> QuerySet[LogEntry]:
    """Changes, newest first; those of accounts only for who manages or audits them."""
    if not may_read_log(reader):
        return LogEntry.objects.none()
    found = LogEntry.objects.all()
    if not may_read_account_log(reader):
        found = found.exclude(subject__startswith=ACCOUNTS)
    if subject:
        found = found.filter(subject=subject)
    if what:
        found = found.filter(Q(label__icontains=what) | Q(reason__icontains=what))
    if who:
        named = Q(actor__icontains=who)
        known = Q(account__icontains=who) if may_read_account_log(reader) else Q()
        found = found.filter(named | known)
    if first:
        found = found.filter(at__gte=_midnight(first))
    if last:
        found = found.filter(at__lt=_midnight(last + timedelta(days=1)))
    return found


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
