"""`shufang undo_import RUN`: take a whole import back."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from shufang.intake.actions.undo_import import CannotUndo, undo_import
from shufang.intake.models import ImportRun


class Command(BaseCommand):
    help = "撤销一次导入 / undo an import; without a number, list the imports"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("run", nargs="?", type=int, metavar="RUN")
        parser.add_argument("--lang", choices=["zh", "en"], default="zh")

    def handle(self, *args: Any, **options: Any) -> None:
        english = options["lang"] == "en"
        if options["run"] is None:
            for run in ImportRun.objects.exclude(state=ImportRun.State.PREVIEW):
                files = "、".join(upload.name for upload in run.uploads.all())
                state = run.state if english else run.get_state_display()
                self.stdout.write(f"{run.pk}\t{run.started_at:%Y-%m-%d %H:%M}\t{state}\t{files}")
            return
        try:
            run = ImportRun.objects.get(pk=options["run"])
        except ImportRun.DoesNotExist:
            raise CommandError(
                f"No import has the number {options['run']}."
                if english
                else f"没有编号为 {options['run']} 的导入。"
            ) from None
        try:
            undo_import(run=run, actor="shufang undo_import")
        except CannotUndo as refusal:
            lead = "Not undone:" if english else "没有撤销："
            lines = [reason.en if english else reason.zh for reason in refusal.reasons]
            raise CommandError("\n  ".join([lead, *lines])) from None
        self.stdout.write(f"Import {run.pk} undone." if english else f"第 {run.pk} 次导入已撤销。")
