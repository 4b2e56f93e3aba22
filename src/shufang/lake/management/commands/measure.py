"""`shufang measure`: one figure, its breakdowns, and the rows behind it."""

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from shufang.lake import ask, printing, registry, rows_behind
from shufang.lake.answers import Key
from shufang.lake.catalogue import words
from shufang.lake.definitions import Dimension
from shufang.lake.refresh import refresh
from shufang.shared.period import Period


class Command(BaseCommand):
    """Prints a figure as a table, or as JSON for other programs."""

    help = (
        "Count a figure over a period: shufang measure sign_ins --from 2024-07-12 --to 2025-07-11"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code", nargs="?", help="the figure, see --list")
        parser.add_argument("--from", dest="start", metavar="DAY", help="first day, 2024-07-12")
        parser.add_argument("--to", dest="end", metavar="DAY", help="last day, included")
        parser.add_argument("--cutoff", metavar="DAY", help="last day whose events are counted")
        parser.add_argument("--by", default="", metavar="DIM,...", help="break down, see --list")
        parser.add_argument("--json", action="store_true", help="print JSON")
        parser.add_argument("--list", action="store_true", help="list the figures and dimensions")
        parser.add_argument("--markdown", action="store_true", help="with --list: docs/measures.md")
        parser.add_argument(
            "--rows",
            nargs="*",
            metavar="DIM=VALUE",
            help="the rows behind the figure, or behind one cell: --rows site=太平智慧书房",
        )
        parser.add_argument("--limit", type=int, help="with --rows: how many")

    def handle(self, **options: Any) -> None:
        if options["markdown"]:
            self.stdout.write(printing.markdown(), ending="")
        elif options["list"]:
            self.stdout.write(_json(printing.listed()) if options["json"] else printing.listing())
        else:
            self._figure(options)

    def _figure(self, options: dict[str, Any]) -> None:
        try:
            code = options["code"] or ""
            registry.measure(code)
            period = _period(options)
            if options["rows"] is not None:
                cell = dict(_cell(part) for part in options["rows"])
                found = rows_behind(code, period, cell, limit=options["limit"])
                as_json, as_text = printing.rows_json, printing.rows_table
                self.stdout.write(
                    _json(as_json(code, period, found)) if options["json"] else as_text(found)
                )
                return
            by = [name.strip() for name in options["by"].split(",") if name.strip()]
            answer = ask(code, period, by)
        except registry.UnknownCodeError as error:
            raise CommandError(f"{error.zh}\n{error.en}") from error
        self.stdout.write(
            _json(printing.answer_json(answer)) if options["json"] else printing.table(answer)
        )


def _json(found: Any) -> str:
    return json.dumps(found, ensure_ascii=False, indent=1, allow_nan=False)


def _period(options: dict[str, Any]) -> Period:
    start, end = _day("--from", options["start"]), _day("--to", options["end"])
    cutoff = _day("--cutoff", options["cutoff"]) if options["cutoff"] else None
    if end < start:
        raise CommandError(
            f"--to {end} 早于 --from {start}，请调换\n"
            f"--to {end} lies before --from {start}: swap them"
        )
    if cutoff and cutoff < start:
        raise CommandError(
            f"--cutoff {cutoff} 早于 --from {start}，没有可统计的日子\n"
            f"--cutoff {cutoff} lies before --from {start}: no day would be counted"
        )
    return Period(start, end, cutoff)


def _day(option: str, text: str | None) -> date:
    if not text:
        raise CommandError(
            f"请写明 {option} 日期，如 2024-07-12\nWrite {option} and a day, 2024-07-12"
        )
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(
            f"{option} 的“{text}”不是日期，请写成 2024-07-12\n"
            f"{option} {text!r} is no day: write it as 2024-07-12"
        ) from error


def _cell(part: str) -> tuple[str, Key]:
    """`site=太平智慧书房` or `site=7` as dimension and key."""
    code, _, text = part.partition("=")
    dimension = registry.dimension(code)
    key = _key(dimension, text)
    if key is None:
        raise CommandError(
            f"{dimension.zh}里没有“{text}”，请写名称或编号\n"
            f"there is no {dimension.en.lower()} {text!r}: write a name or an id"
        )
    return code, key


def _key(dimension: Dimension, text: str) -> Key | None:
    names = refresh().names[dimension.table] if dimension.table else words(dimension)
    for key, (zh, en, _) in names.items():
        if text in (str(key), zh, en):
            return key if isinstance(key, int) else str(key)
    if dimension.kind == "year" and text.isdecimal():
        return int(text)
    if dimension.kind == "month":
        try:
            return date.fromisoformat(text if text.count("-") == 2 else f"{text}-01")
        except ValueError:
            return None
    return None
