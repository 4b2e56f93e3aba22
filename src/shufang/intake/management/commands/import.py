"""`shufang import FILE...`: spreadsheets in, every row accounted for."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from shufang.intake import registry
from shufang.intake.account import tell_account
from shufang.intake.actions.commit_import import commit_import
from shufang.intake.actions.start_import import discard, start_import
from shufang.intake.actions.write_refused_rows import write_refused_rows
from shufang.intake.analysis import Analysis, Source
from shufang.intake.models import ImportRun
from shufang.intake.progress import Tell, nobody
from shufang.intake.queries.preview import as_result
from shufang.intake.questions import Answers

KINDS = ("auto", "activities", "sites", "loans", "visits", "media")


class Command(BaseCommand):
    requires_system_checks = []  # pages are not needed to import
    help = "导入 Excel 或 CSV 文件 / import spreadsheets"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument("--as", dest="kind", choices=KINDS, default="auto")
        parser.add_argument("--answers", metavar="FILE", help="JSON: question -> choice")
        parser.add_argument("--dry-run", action="store_true", help="change nothing")
        parser.add_argument("--json", action="store_true", dest="as_json")
        parser.add_argument("--refused", metavar="FILE", help="write refused rows to this .xlsx")
        parser.add_argument("--lang", choices=["zh", "en"], default="zh")

    def handle(self, *args: Any, **options: Any) -> None:
        sources = [_source(name) for name in options["files"]]
        answers = _answers(options["answers"]) if options["answers"] else {}
        kind = "" if options["kind"] == "auto" else options["kind"]
        if kind and kind not in {importer.kind for importer in registry.importers()}:
            raise CommandError(f"--as {kind}: no importer is installed for it")
        tell = _bar(options["lang"]) if sys.stderr.isatty() else nobody
        run: ImportRun | None = None
        if options["dry_run"]:
            analysis = Analysis(answers=Answers.of(answers), forced_kind=kind, tell=tell)
            preview = analysis.run(sources)
        else:
            run = start_import(
                files=sources, actor="shufang import", forced_kind=kind, answers=answers
            )
            try:
                preview = commit_import(run=run, actor="shufang import", tell=tell)
            except BaseException:  # interrupted as well: nothing was written, nothing stays
                discard(run)
                raise
        if options["refused"]:
            write_refused_rows(refused=preview.refused, to=Path(options["refused"]))
        if run is not None and preview.changes_nothing:
            discard(run)
            run = None
        if options["as_json"]:
            self.stdout.write(json.dumps(as_result(preview), ensure_ascii=False, indent=1))
        else:
            number = run.pk if run is not None else None
            dry = bool(options["dry_run"])
            for line in tell_account(
                preview, run=number, dry_run=dry, english=options["lang"] == "en"
            ):
                self.stdout.write(line)
        if preview.unreadable:
            sys.exit(2)


def _source(name: str) -> Source:
    path = Path(name)
    if not path.is_file():
        raise CommandError(f"{name}: 没有这个文件 / no such file", returncode=2)
    return Source(path, path.name)


def _answers(name: str) -> dict[str, str]:
    """An object question -> choice, or a list of {"id" or "text", "answer"}."""
    try:
        told = json.loads(Path(name).read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as problem:
        raise CommandError(f"{name}: {problem}", returncode=2) from None
    if isinstance(told, dict) and isinstance(told.get("answers"), dict | list):
        told = told["answers"]
    if isinstance(told, dict):
        return {str(key): str(value) for key, value in told.items()}
    if not isinstance(told, list) or not all(isinstance(one, dict) for one in told):
        raise CommandError(f"{name}: a JSON object question -> choice", returncode=2)
    return {
        str(one.get("id") or one.get("text") or one.get("text_zh") or one.get("text_en")): str(
            one.get("answer", one.get("choice", ""))
        )
        for one in told
    }


def _bar(lang: str) -> Tell:
    words = {
        "reading": ("读取文件", "reading"),
        "checking": ("核对行", "checking"),
        "saving": ("写入", "saving"),
    }

    def tell(step: str, done: int, total: int) -> None:
        filled = round(24 * done / total) if total else 24
        word = words[step][lang == "en"]
        sys.stderr.write(f"\r{word} {'█' * filled}{'░' * (24 - filled)} {done:,}/{total:,}   ")
        if step == "saving" and done >= total:
            sys.stderr.write("\n")
        sys.stderr.flush()

    return tell
