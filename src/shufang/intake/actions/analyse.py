"""Look at a run's files and keep what was found for the preview page."""

from itertools import islice

from django.db import transaction

from shufang.intake import progress
from shufang.intake.actions.start_import import uploads
from shufang.intake.analysis import Analysis, Source
from shufang.intake.models import ImportRun, Refusal
from shufang.intake.plan import Preview, Refused
from shufang.intake.progress import Tell, nobody
from shufang.intake.queries.preview import as_result, pack
from shufang.intake.questions import Answers

AT_ONCE = 2000


def analyse(*, run: ImportRun, tell: Tell = nobody) -> Preview:
    """Work out what the import would do; nothing but the run itself changes.

    Safe to repeat, after answers or a changed mapping for instance. A committed run is left as
    it was.
    """
    preview = look(run, tell).preview
    if run.state == ImportRun.State.PREVIEW:
        with transaction.atomic():
            keep(run, preview)
    progress.over(run.pk)
    return preview


def look(run: ImportRun, tell: Tell = nobody) -> Analysis:
    """The analysis of a run's files, with everything it planned."""
    analysis = Analysis(
        answers=Answers.of(run.answers),
        forced_kind=run.forced_kind,
        tell=progress.to_file(run.pk, tell),
    )
    analysis.run([Source(uploads() / upload.stored, upload.name) for upload in run.uploads.all()])
    return analysis


def keep(run: ImportRun, preview: Preview) -> None:
    """Write the account and the refused rows beside the run, in the order of the files."""
    pages = [(sheet.file, sheet.sheet) for file in preview.files for sheet in file.sheets]
    place = {page: number for number, page in enumerate(pages)}
    preview.refused.sort(key=lambda row: (place.get((row.file, row.sheet), -1), row.row))
    run.result = as_result(preview, refused=False)  # they have a table of their own
    run.preview = pack(preview)
    run.save(update_fields=["result", "preview"])
    run.refusals.all().delete()
    rest = iter(preview.refused)
    while batch := [_refusal(run, refused) for refused in islice(rest, AT_ONCE)]:
        Refusal.objects.bulk_create(batch)


def _refusal(run: ImportRun, refused: Refused) -> Refusal:
    return Refusal(
        run=run,
        file=refused.file[:255],
        sheet=refused.sheet[:120],
        row=refused.row,
        column=refused.column[:120],
        value=refused.value,
        reason_zh=refused.reason.zh,
        reason_en=refused.reason.en,
        cells=list(refused.cells),
        title=refused.title,
    )
