"""The sign-in list on paper: one row a party with its code, and empty rows for who walks in."""

import json
import tempfile
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shufang.activities.models import Activity
from shufang.activities.queries.signing_in.sheet import SheetRow, sheet_rows
from shufang.activities.queries.words import clock_words
from shufang.shared.days import full_day_words
from shufang.shared.fonts import drawable, family
from shufang.shared.language import in_english, network_name

TEMPLATE = Path(__file__).parent / "sign_in.typ"
ROWS_AT_LEAST = 19  # a page is filled with empty rows
EMPTY_AT_LEAST, EMPTY_ON_MORE = 4, 6  # for who walks in; where a second page is needed anyway


def sign_in_pdf(activity: Activity) -> bytes:
    """An A4 page on its side, more where many registered; the phones' last four digits only."""
    import typst

    from shufang.reports.rendering.typst_pdf import our_fonts

    with tempfile.TemporaryDirectory(prefix="shufang-sheet-") as name:
        folder = Path(name)
        (folder / "main.typ").write_bytes(TEMPLATE.read_bytes())
        (folder / "sheet.json").write_text(
            drawable(json.dumps(_data(activity), ensure_ascii=False)), encoding="utf-8"
        )
        compiler = typst.Compiler(str(folder / "main.typ"), root=name, font_paths=our_fonts())
        day = datetime.combine(activity.day, time(12), UTC)
        made = compiler.compile(format="pdf", timestamp=day)
    assert isinstance(made, bytes)
    return made


def _data(activity: Activity) -> dict[str, Any]:
    rows = sheet_rows(activity)
    registered = [row for row in rows if row.registration]
    left = ROWS_AT_LEAST - len(registered)
    empty = left if left >= EMPTY_AT_LEAST else EMPTY_ON_MORE
    rows = registered + [row for row in sheet_rows(activity, empty) if row.registration is None]
    return {
        "title": activity.title,
        "heading": _("活动签到表"),
        "network": network_name(),
        "facts": [
            [_("书房"), activity.site.name + (f" · {activity.zone.name}" if activity.zone else "")],
            [_("时间"), _when(activity)],
            [_("带领人"), activity.leader],
            [_("天气、备注"), ""],
        ],
        "heads": [
            _("行码"), _("家长或读者"), _("孩子·年龄"), _("成人"), _("儿童"), _("手机尾号"),
            _("读者证尾号"), _("第一次来"), _("可拍照"), _("时间"), _("签名"),
        ],
        "rows": [_row(row) for row in rows],
        "least": len(registered) + EMPTY_AT_LEAST,
        "sums": [pgettext("sheet", "户次"), _("成人"), _("儿童"), _("合计")],
        "signed": [_("带领人签字"), _("志愿者签字"), _("录入人、日期")],
        "note": _(
            "行码用于录入，请勿涂改；没有报名的写在 W 行。本表含家庭信息，录入并确认后按规定销毁。"
        ),
        "serif": family("serif"),
        "sans": family("sans"),
        "lang": "en" if in_english() else "zh",
    }  # fmt: skip


def _row(row: SheetRow) -> dict[str, Any]:
    party = row.registration
    return {
        "code": row.code,
        "name": party.name if party else "",
        "children": row.children,
        "adults": str(party.adults) if party else "",
        "kids": str(party.children) if party else "",
        "phone": row.phone,
        "first": bool(party and party.first_time),
        "photo": bool(party and party.photo),
    }


def _when(activity: Activity) -> str:
    return f"{full_day_words(activity.day)} {clock_words(activity)}".strip()
