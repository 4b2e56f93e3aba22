"""No file harms the process that asks for it, and each refusal says what to do, in two languages.

The peak of memory is taken in a process of its own, for it can't be reset in one; and from
/proc, for what getrusage calls the peak begins with that of the process that started it.
"""

import json
import random
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from shufang.intake.reading import Unreadable, read
from tests.intake.reading import hostile

MOST_MIB = 200

ASK = """
import json, re, sys
from pathlib import Path
from shufang.intake.reading import Unreadable, read
def peak():
    return int(re.search("VmHWM:\\s*([0-9]+)", Path("/proc/self/status").read_text())[1])
before = peak()
try:
    book = read(Path(sys.argv[1]), sys.argv[2])
    found = {"rows": sum(len(sheet.rows) for sheet in book.sheets)}
except Unreadable as problem:
    found = {"zh": problem.reason_zh, "en": problem.reason_en}
found["mib"] = (peak() - before) / 1024
print(json.dumps(found))
"""


def ask(path: Path, name: str) -> dict[str, Any]:
    """Read the file in another process; rows or the two reasons, and the memory it gained."""
    run = subprocess.run(
        [sys.executable, "-c", ASK, str(path), name],
        capture_output=True, text=True, timeout=150, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    found: dict[str, Any] = json.loads(run.stdout)
    return found


REFUSED = {
    "sparse-bomb.xlsx": "XFD 列、第 1,048,576 行",
    "wide-stray.xlsx": "XFD 列",
    "text-bomb.xlsx": "300 MiB",
    "lying-bomb.xlsx": "损坏",
    "shared-text-bomb.xlsx": "内存",
    "ten-thousand-sheets.xlsx": "10,000 张工作表",
    "three-hundred-sheets.xls": "300 张工作表",
    "billion-laughs.xlsx": "损坏",
    "external-entity.xlsx": "损坏",
    "many-numbers.xlsx": "内容太多",
    "many-short-texts.csv": "内容太多",
    "many-long-texts.csv": "内容太多",
    "blank-lines.csv": "20,000,002 行",
    "commas.csv": "30,000,001 列",
    "quotes.csv": "引号",
    "one-long-cell.csv": "1,000,000 个字",
    "overlapping.xlsx": "内部结构",
    "climbing-path.xlsx": "内部结构",
    "absolute-path.xlsx": "内部结构",
    "backslash-path.xlsx": "内部结构",
    "drive-path.xlsx": "内部结构",
    "symlink.xlsx": "内部结构",
    "twice-the-same-part.xlsx": "内部结构",
    "encrypted-entry.xlsx": "密码",
    "password.xlsx": "密码",
    "password.xls": "密码",
    "truncated.xlsx": "损坏",
    "truncated.xls": "损坏",
    "empty-compound.xls": "损坏",
    "zip-head-only.xlsx": "损坏",
    "opendocument-bomb.ods": "损坏",
    "looping.xls": "",
    "empty.xlsx": "0 字节",
    "html.xls": "网页",
    "html-utf16.xls": "网页",
    "xml-2003.xls": "XML",
    "biff2.xls": "很早的 Excel",
    "page.pdf": "PDF",
    "picture.xlsx": "图片",
    "archive.zip": "压缩包",
    "word.doc": "文字处理",
    "word.docx": "文字或演示",
    "undecodable.csv": "编码",
    "rubbish.xlsx": "编码",
}


READ_OR_REFUSED = {"deep.xlsx", "many-days.xlsx", "merged-bomb.xlsx"}  # the machine decides


def test_every_hostile_file_has_an_expected_answer() -> None:
    assert set(hostile.HOSTILE) == set(REFUSED) | READ_OR_REFUSED


@pytest.mark.parametrize("name", sorted(hostile.HOSTILE))
def test_the_asking_process_stays_up_and_small_and_says_what_is_wrong(
    name: str, tmp_path: Path
) -> None:
    path = tmp_path / "1"
    hostile.HOSTILE[name](path)
    found = ask(path, name)
    assert found["mib"] < MOST_MIB
    assert name in READ_OR_REFUSED or "zh" in found
    if "zh" in found:
        assert REFUSED.get(name, "") in found["zh"]
        assert any("\u4e00" <= sign <= "\u9fff" for sign in found["zh"])
        assert found["en"].endswith(".")


def test_merged_ranges_without_end_are_cut_short(tmp_path: Path) -> None:
    hostile.merged_bomb(tmp_path / "1")
    assert len(read(tmp_path / "1", "x").sheets[0].merged) == 20_000


def test_an_entity_is_never_fetched(tmp_path: Path) -> None:
    hostile.external_entity(tmp_path / "1")
    found = ask(tmp_path / "1", "x")
    assert "root:" not in json.dumps(found)


@pytest.mark.parametrize("maker", [hostile.ledger, hostile.old_xls], ids=["xlsx", "xls"])
def test_damage_anywhere_is_read_or_refused(maker: hostile.Maker, tmp_path: Path) -> None:
    chance = random.Random(20240720)  # noqa: S311 (damage, not a secret)
    path = tmp_path / "1"
    maker(path)
    whole = path.read_bytes()
    for _ in range(25):
        raw = bytearray(whole)
        for _ in range(chance.randint(1, 20)):
            raw[chance.randrange(len(raw))] = chance.randrange(256)
        path.write_bytes(raw)
        with suppress(Unreadable):
            read(path, "x")


def test_a_file_over_the_limit_is_refused_by_its_size(tmp_path: Path) -> None:
    path = tmp_path / "1"
    with path.open("wb") as file:
        file.truncate(51 * 1024 * 1024)
    with pytest.raises(Unreadable, match=r"51\.0 MiB"):
        read(path, "x")
