"""What an import would do (or did), for the wizard and for `shufang import --json`."""

from collections.abc import Iterator
from typing import Any

from shufang.intake.models import ImportRun
from shufang.intake.plan import (
    COUNTS,
    Comparison,
    Duplicate,
    FileAccount,
    Mapped,
    Preview,
    Refused,
    SheetAccount,
)  # fmt: skip
from shufang.intake.questions import Choice, Question
from shufang.intake.saying import Both

AT_ONCE = 1000
KEPT = 500  # duplicates kept for the page; the account counts them all


def as_result(preview: Preview, *, refused: bool = True) -> dict[str, Any]:
    """The JSON of `shufang import`; without the refused rows it stays small, whatever they are."""
    return {
        "files": [_file(file) for file in preview.files],
        "totals": preview.totals,
        "refused": [_refused(row) for row in preview.refused] if refused else [],
        "questions": [_question(question) for question in preview.questions],
    }


def _file(file: FileAccount) -> dict[str, Any]:
    told: dict[str, Any] = {
        "file": file.file,
        "sheets": [
            {"sheet": sheet.sheet, "kind": sheet.kind, **sheet.counts()} for sheet in file.sheets
        ],
    }
    if file.error is not None:
        told |= {"error_zh": file.error.zh, "error_en": file.error.en}
    return told


def _refused(refused: Refused) -> dict[str, Any]:
    return {
        "file": refused.file,
        "sheet": refused.sheet,
        "row": refused.row,
        "column": refused.column,
        "value": refused.value,
        "reason_zh": refused.reason.zh,
        "reason_en": refused.reason.en,
    }


def _question(question: Question) -> dict[str, Any]:
    return {
        "id": question.id,
        "text_zh": question.text.zh,
        "text_en": question.text.en,
        "choices": [choice.label.zh for choice in question.choices],
    }


def pack(preview: Preview) -> dict[str, Any]:
    """What `stored` needs to show the preview again without reading the files again."""
    return {
        "files": [
            [file.file, list(file.error or ()), [_pack_sheet(sheet) for sheet in file.sheets]]
            for file in preview.files
        ],
        "questions": [
            [q.id, *q.text, [[c.code, *c.label] for c in q.choices], q.rows, q.kind]
            for q in preview.questions
        ],
        "duplicates": [
            [d.file, d.sheet, d.row, d.text, d.other, [[*w, a, b] for w, a, b in d.differences]]
            for d in preview.duplicates[:KEPT]
        ],
        "comparisons": [
            [c.file, c.sheet, c.row, c.what, c.of, c.stated, c.found] for c in preview.comparisons
        ],
    }


def _pack_sheet(sheet: SheetAccount) -> dict[str, Any]:
    return {
        "file": sheet.file,
        "sheet": sheet.sheet,
        "kind": sheet.kind,
        **sheet.counts(),
        "header_row": sheet.header_row,
        "shape": sheet.shape,
        "mapped": [[m.heading, m.field, *m.label, m.sure] for m in sheet.mapped],
        "note": list(sheet.note) if sheet.note else None,
    }


def stored(run: ImportRun, *, with_refused: bool = True) -> Preview:
    """The preview of a run as it was when it was last analysed, with all its refused rows."""
    packed = run.preview
    if not packed:
        return Preview()
    files = [
        FileAccount(name, [_sheet(sheet) for sheet in found], Both(*error) if error else None)
        for name, error, found in packed["files"]
    ]
    return Preview(
        files=files,
        refused=list(refused_rows(run)) if with_refused else [],
        questions=[
            Question(id_, Both(zh, en), [Choice(c, Both(z, e)) for c, z, e in choices], rows, kind)
            for id_, zh, en, choices, rows, kind in packed["questions"]
        ],
        duplicates=[
            Duplicate(file, sheet, row, text, other, [(Both(z, e), a, b) for z, e, a, b in found])
            for file, sheet, row, text, other, found in packed["duplicates"]
        ],
        comparisons=[Comparison(*comparison) for comparison in packed["comparisons"]],
    )


def _sheet(packed: dict[str, Any]) -> SheetAccount:
    return SheetAccount(
        packed["file"],
        packed["sheet"],
        packed["kind"],
        **{name: packed[name] for name in COUNTS},
        header_row=packed["header_row"],
        shape=packed["shape"],
        mapped=[Mapped(h, f, Both(zh, en), sure) for h, f, zh, en, sure in packed["mapped"]],
        note=Both(*packed["note"]) if packed["note"] else None,
    )


def refused_rows(run: ImportRun) -> Iterator[Refused]:
    """The refused rows of a run one after the other, however many there are."""
    for row in run.refusals.iterator(AT_ONCE):
        yield Refused(
            row.file, row.sheet, row.row, row.column, row.value,
            Both(row.reason_zh, row.reason_en), [(h, c) for h, c in row.cells], row.title,
        )  # fmt: skip
