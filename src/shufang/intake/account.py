"""The account of an import in words, for a terminal."""

from collections.abc import Iterator

from shufang.intake.plan import Comparison, Preview, SheetAccount
from shufang.intake.saying import Both

SHOWN = 40  # refused rows printed; all of them are in the JSON and the workbook

KIND = {
    "sites": Both("书房", "rooms"),
    "activities": Both("活动", "activities"),
    "media": Both("媒体报道", "media reports"),
    "loans": Both("借阅量", "loans"),
    "visits": Both("进馆与办证", "visits and cards"),
    "summary": Both("汇总表", "summary"),
    "ignored": Both("未导入", "not imported"),
}
WHAT = {
    "activities": Both("{n} 场", "{n} activities"),
    "sign_ins": Both("签到 {n}", "{n} sign-ins"),
    "attendees": Both("参与 {n} 人次", "{n} attendees"),
    "media_reports": Both("报道 {n} 篇", "{n} media reports"),
    "loans": Both("借阅 {n}", "{n} loans"),
    "visits": Both("进馆 {n} 人次", "{n} visits"),
    "new_cards": Both("新增读者证 {n}", "{n} new cards"),
    "sites": Both("书房 {n}", "{n} rooms"),
}
COUNTS = Both(
    "读 {read} ＝ 导入 {imported} ＋ 重复 {duplicates} ＋ 忽略 {ignored} ＋ 拒绝 {refused}",
    "{read} read = {imported} imported + {duplicates} duplicates + {ignored} ignored + "
    "{refused} refused",
)
TOTAL = Both("合计", "Total")
AGREE = Both("与文件自述的 {n} 个合计数一致。", "All {n} totals the files state agree.")
DIFFER = Both(
    "与文件自述不符：{place} 自述 {stated}，识别 {found}",
    "Differs from the file: {place} states {stated}, found {found}",
)
REFUSED = Both("未导入的行：", "Rows not imported:")
MORE = Both("……另有 {n} 行", "... and {n} more")
HOW_TO_REFUSED = Both(
    "用 --refused FILE.xlsx 得到这些行的工作簿，改好后再导入。",
    "--refused FILE.xlsx writes these rows to a workbook; correct it and import it again.",
)
QUESTIONS = Both("需要你回答的问题：", "Questions for you:")
HOW_TO_ANSWER = Both(
    '把回答写进 JSON 文件，如 {{"{id}": "{choice}"}}，再用 --answers FILE 导入。',
    'Write the answers to a JSON file, such as {{"{id}": "{choice}"}}, and import again with '
    "--answers FILE.",
)
NOTHING_NEW = Both("没有新内容：什么都没有改变。", "Nothing new: nothing was changed.")
DONE = Both(
    "已导入（第 {run} 次）。撤销：shufang undo_import {run}",
    "Imported (run {run}). To undo: shufang undo_import {run}",
)
DRY = Both("试运行：什么都没有改变。", "Dry run: nothing was changed.")
UNREADABLE = Both("无法读取：{why}", "Cannot be read: {why}")


def tell_account(
    preview: Preview, *, run: int | None, dry_run: bool, english: bool
) -> Iterator[str]:
    """Line by line: files and sheets, stated totals, refused rows, questions, what was done."""
    say = _in(english)
    for file in preview.files:
        yield file.file
        if file.error is not None:
            yield "  " + (UNREADABLE.en if english else UNREADABLE.zh).format(why=say(file.error))
        for sheet in file.sheets:
            yield "  " + _sheet(sheet, english)
    yield f"{say(TOTAL)}  " + say(COUNTS).format(**preview.totals)
    yield from _comparisons(preview.comparisons, english)
    yield from _refused(preview, english)
    yield from _questions(preview, english)
    if dry_run:
        yield say(DRY)
    elif run is None:
        yield say(NOTHING_NEW)
    else:
        yield say(DONE).format(run=run)


def _in(english: bool):  # type: ignore[no-untyped-def]  # noqa: FBT001
    return lambda both: both.en if english else both.zh


def _sheet(sheet: SheetAccount, english: bool) -> str:  # noqa: FBT001
    say = _in(english)
    kind = say(KIND.get(sheet.kind, Both(sheet.kind, sheet.kind)))
    line = f"{sheet.sheet}［{kind}］ " if not english else f"{sheet.sheet} [{kind}] "
    if sheet.read:
        line += say(COUNTS).format(**sheet.counts())
    return line + (f" {say(sheet.note)}" if sheet.note else "")


def _comparisons(comparisons: list[Comparison], english: bool) -> Iterator[str]:  # noqa: FBT001
    say = _in(english)
    if comparisons and all(one.agrees for one in comparisons):
        yield say(AGREE).format(n=len(comparisons))
    for one in comparisons:
        if not one.agrees:
            place = " › ".join(filter(None, [one.file, one.sheet, str(one.row), one.of]))
            what = say(WHAT[one.what])
            yield say(DIFFER).format(
                place=place, stated=what.format(n=one.stated), found=what.format(n=one.found)
            )


def _refused(preview: Preview, english: bool) -> Iterator[str]:  # noqa: FBT001
    say = _in(english)
    if not preview.refused:
        return
    yield say(REFUSED)
    for row in preview.refused[:SHOWN]:
        where = f"{row.file} › {row.sheet} › {row.row}"
        yield f"  {where}  {row.column} “{row.value}”  {say(row.reason)}"
    if len(preview.refused) > SHOWN:
        yield "  " + say(MORE).format(n=len(preview.refused) - SHOWN)
    yield say(HOW_TO_REFUSED)


def _questions(preview: Preview, english: bool) -> Iterator[str]:  # noqa: FBT001
    say = _in(english)
    if not preview.questions:
        return
    yield say(QUESTIONS)
    for question in preview.questions:
        yield f"  {question.id}  {say(question.text)}"
        yield "      " + " | ".join(say(choice.label) for choice in question.choices)
    first = preview.questions[0]
    yield say(HOW_TO_ANSWER).format(id=first.id, choice=say(first.choices[0].label))
