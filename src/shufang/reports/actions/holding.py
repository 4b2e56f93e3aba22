"""Hold a draft while it is written, and say what changed."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from shufang.reports.models import Report

Changes = dict[str, list[object]]  # field -> [before, after], as the log keeps it


@contextmanager
def held(report: Report) -> Iterator[Report]:
    """The draft's row as it stands, in one transaction; nobody else writes or seals it meanwhile.

    Refused (ValidationError): a report sealed or thrown away since the page was opened. The row is
    read under the lock, for a check before it may be true no longer when the row is written.
    """
    with transaction.atomic():
        now = Report.objects.select_for_update().filter(pk=report.pk).first()
        if now is None:
            raise ValidationError(_("这份草稿已经被删除。"))
        if now.sealed_at:
            raise ValidationError(_("这份报告已经封存，不能再改。"))
        yield now


def changes(before: Mapping[str, object], after: Mapping[str, object]) -> Changes:
    """What differs, field by field."""
    return {
        field: [before.get(field), value]
        for field, value in after.items()
        if before.get(field) != value
    }
