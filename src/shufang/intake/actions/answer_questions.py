"""Keep a person's answers with the run."""

from collections.abc import Mapping

from django.db import transaction

from shufang.intake.models import ImportRun


def answer_questions(*, run: ImportRun, answers: Mapping[str, str]) -> None:
    """Add answers by question id (or text); an empty one takes an earlier answer back.

    They take effect with the next `analyse`, and teach aliases and mappings at commit. An
    answer that is not among the choices leaves its question open.
    """
    with transaction.atomic():
        locked = ImportRun.objects.select_for_update().get(pk=run.pk)
        merged = {**locked.answers, **answers}
        locked.answers = {key: value for key, value in merged.items() if value}
        locked.save(update_fields=["answers"])
    run.answers = locked.answers
