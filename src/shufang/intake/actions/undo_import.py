"""Take a whole import back."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from shufang.intake import registry
from shufang.intake.actions.commit_import import in_the_log, touch_months
from shufang.intake.models import ImportRun
from shufang.intake.saying import Both
from shufang.shared.models import log

NOT_COMMITTED = Both(
    "这次导入没有提交，没有可撤销的内容。",
    "This import was not committed; there is nothing to undo.",
)


class CannotUndo(Exception):  # noqa: N818 (a refusal)
    """Why not, line by line."""

    def __init__(self, reasons: list[Both]) -> None:
        super().__init__("；".join(reason.zh for reason in reasons))
        self.reasons = reasons


def undo_import(*, run: ImportRun, actor: Any) -> None:
    """Delete every row the run brought, and mark the run as undone.

    Refused with the list when rows were changed since, or when rows added since need them: those
    have to be dealt with first, one by one. Confirmed mappings stay.
    """
    with transaction.atomic():
        locked = ImportRun.objects.select_for_update().get(pk=run.pk)
        if locked.state != ImportRun.State.COMMITTED:
            raise CannotUndo([NOT_COMMITTED])
        reasons = in_the_way(run=locked)
        if reasons:
            raise CannotUndo(reasons)
        for importer in reversed(registry.importers()):
            touch_months(importer.delete(locked))
        locked.state = ImportRun.State.UNDONE
        locked.undone_at = timezone.now()
        locked.save(update_fields=["state", "undone_at"])
        totals = locked.result.get("totals", {})
        detail = {field: [told[1], None] for field, told in in_the_log(locked, totals).items()}
        log(actor=actor, deed="intake.undo", subject=locked, detail=detail)
    run.refresh_from_db()


def in_the_way(*, run: ImportRun) -> list[Both]:
    """What would keep the run from being undone, shown beside the button."""
    return [
        reason for importer in reversed(registry.importers()) for reason in importer.in_the_way(run)
    ]
