"""Delete uploaded files that nobody needs any more."""

from datetime import timedelta

from django.utils import timezone

from shufang.intake import progress
from shufang.intake.actions.start_import import discard, uploads
from shufang.intake.models import ImportRun, Upload

FORGOTTEN_AFTER = timedelta(days=14)
LOST_AFTER = timedelta(days=1)


def tidy_uploads() -> None:
    """Files of runs that are over, previews nobody came back to, and strays of broken uploads.

    The account of a run and its refused rows stay; only the file is forgotten.
    """
    now = timezone.now()
    forgotten = now - FORGOTTEN_AFTER
    for run in ImportRun.objects.filter(state=ImportRun.State.PREVIEW, started_at__lt=forgotten):
        progress.over(run.pk)
        discard(run)
    over = Upload.objects.exclude(run__state=ImportRun.State.PREVIEW)
    for stored in over.values_list("stored", flat=True):
        (uploads() / stored).unlink(missing_ok=True)
    wanted = set(Upload.objects.values_list("stored", flat=True))
    old = (now - LOST_AFTER).timestamp()
    for file in uploads().iterdir():
        if file.is_file() and file.name not in wanted and file.stat().st_mtime < old:
            file.unlink(missing_ok=True)
