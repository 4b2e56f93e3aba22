"""`shufang report annual`: the annual summary as Word, PDF or web page."""

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from shufang.reports.composing.compose import Wish, compose
from shufang.reports.composing.drafts import material_at
from shufang.reports.queries.templates import own_template
from shufang.reports.rendering import render
from shufang.reports.rendering.own_template import TemplateError, check_template
from shufang.shared.period import Period


class Command(BaseCommand):
    help = "Write a report: shufang report annual --from D --to D --format docx --out FILE"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kind", choices=["annual"])
        parser.add_argument("--from", dest="start", type=_day, required=True, metavar="DAY")
        parser.add_argument("--to", dest="end", type=_day, required=True, metavar="DAY")
        parser.add_argument("--cutoff", type=_day, metavar="DAY", help="last day that is counted")
        parser.add_argument("--format", choices=["docx", "pdf", "html"], required=True)
        parser.add_argument("--out", type=Path, required=True, metavar="FILE")
        parser.add_argument("--template", type=Path, metavar="FILE", help="a Word template")
        parser.add_argument("--lang", choices=["zh", "en"], default="zh")
        parser.add_argument("--style", choices=["gongwen", "huace"], default="gongwen")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            period = Period(options["start"], options["end"], options["cutoff"])
        except ValueError as error:
            raise CommandError(f"日期不对 / the dates don't fit: {error}") from error
        document = compose(material_at(period, options["lang"]), Wish(style=options["style"]))
        content = render(document, options["format"], template=_template(options))
        out: Path = options["out"]
        try:
            out.write_bytes(content)
        except OSError as error:
            raise CommandError(f"写不了 / can't write {out}: {error.strerror}") from error
        self.stdout.write(f"{out}  {len(content):,} bytes")


def _template(options: dict[str, Any]) -> bytes | None:
    """The template named, or the network's own; None for the shipped one."""
    path: Path | None = options["template"]
    if path is None:
        return own_template(options["style"])
    try:
        content = path.read_bytes()
        check_template(content)
    except OSError as error:
        raise CommandError(f"读不了 / can't read {path}: {error.strerror}") from error
    except TemplateError as error:
        raise CommandError(
            f"模板不能用 / unusable template {path}: {error.code} {error.what}"
        ) from error
    return content


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            f"{text}: 日期写成 2024-07-12 / write 2024-07-12"
        ) from error
