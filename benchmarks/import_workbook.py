"""How long `shufang import` takes for a ledger of 200,000 activities, against the floor.

The floor is what nobody can do without: reading the same workbook with calamine and writing the
same activities with bulk_create, in one transaction. Both run in processes of their own, on fresh
copies of one prepared data folder, alternating. Prints medians; exit code 1 above the limit.

    .venv/bin/python benchmarks/import_workbook.py [--rows 200000] [--rounds 3]
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

LIMIT = 3.0
CHECKOUT = Path(__file__).resolve().parent.parent
SHUFANG = Path(sys.executable).parent / "shufang"
CATEGORIES = ("亲子阅读", "故事剧场", "亲子活动", "老年阅读", "主题活动", "成人阅读")
HEAD = (
    "序号", "活动日期", "时间", "书房", "所属街道（镇）", "活动分类", "活动名称", "带领人",
    "志愿者", "签到数（家庭）", "参与人次", "媒体报道", "备注",
)  # fmt: skip
ROOMS = 150
FIRST = date(2015, 1, 1)

FLOOR = """
import sys
import django
django.setup()
from datetime import datetime, time
from django.db import transaction
from django.utils import timezone
from python_calamine import CalamineWorkbook
from shufang.activities.models import Activity, Category
from shufang.places.models import Site
rows = CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0).to_python()[1:]
sites = dict(Site.objects.values_list("name", "pk"))
categories = {c.name: c for c in Category.objects.all()}
known = categories | {"亲子活动": categories["亲子阅读"]}
zone = timezone.get_default_timezone()
with transaction.atomic():
    Activity.objects.bulk_create([
        Activity(
            site_id=sites[row[3]], category_id=known[row[5]].pk,
            national_type=known[row[5]].national_type, title=row[6], day=row[1],
            starts_at=datetime.combine(row[1], time.fromisoformat(row[2]), zone),
            leader=row[7], helpers=int(row[8]), note=row[12], source="ledger",
        )
        for row in rows
    ])
"""


def main() -> int:
    options = argparse.ArgumentParser()
    options.add_argument("--rows", type=int, default=200_000)
    options.add_argument("--rounds", type=int, default=3)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="shufang-benchmark-") as folder:
        base = Path(folder)
        rooms, ledger = (
            write_rooms(base / "rooms.xlsx"),
            write_ledger(base / "big.xlsx", chosen.rows),
        )
        prepared = base / "prepared"
        run([SHUFANG, "import", rooms], prepared)
        floors, imports = [], []
        for _ in range(chosen.rounds):
            floors.append(timed([sys.executable, "-c", FLOOR, ledger], prepared, base / "home"))
            imports.append(timed([SHUFANG, "import", ledger], prepared, base / "home"))
    floor, ours = statistics.median(floors), statistics.median(imports)
    ratio = ours / floor
    print(f"{chosen.rows:,} rows, {chosen.rounds} rounds, medians")
    print(f"floor (calamine read + bulk_create)  {floor:6.1f} s")
    print(f"shufang import                       {ours:6.1f} s")
    print(f"ratio {ratio:.2f}, limit {LIMIT}")
    return 0 if ratio <= LIMIT else 1


def write_rooms(path: Path) -> Path:
    import xlsxwriter

    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet("书房名录")
        page.write_row(0, 0, ("书房名称", "镇街", "开放时间"))
        for number in range(ROOMS):
            page.write_row(number + 1, 0, (room(number), f"第{number % 20 + 1}街道", "08:30-21:00"))
    return path


def room(number: int) -> str:
    return f"第{number + 1}智慧书房"


def write_ledger(path: Path, rows: int) -> Path:
    """Every spelling costs: a tenth of the days, rooms and counts are written in another way."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        page, day_format = (
            book.add_worksheet("活动台账"),
            book.add_format({"num_format": "yyyy-mm-dd"}),
        )
        page.write_row(0, 0, HEAD)
        for number in range(1, rows + 1):
            day = FIRST + timedelta(days=number * 3600 // rows)
            page.write_number(number, 0, number)
            page.write_datetime(number, 1, day, day_format)
            page.write_row(
                number, 2,
                (f"{9 + number % 11:02d}:{number % 2 * 30:02d}", room(number % ROOMS),
                 f"第{number % 20 + 1}街道", CATEGORIES[number % len(CATEGORIES)],
                 f"绘本共读第{number}期", f"推广人{number % 97}", number % 5,
                 f"{5 + number % 30}户" if number % 10 == 0 else 5 + number % 30,
                 20 + number % 90 + 30, "南湖声音" if number % 50 == 0 else "", ""),
            )  # fmt: skip
    return path


def timed(command: list[object], prepared: Path, home: Path) -> float:
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(prepared, home)
    start = time.perf_counter()
    run(command, home)
    return time.perf_counter() - start


def run(command: list[object], home: Path) -> None:
    environment = {
        **os.environ,
        "SHUFANG_HOME": str(home),
        "DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "shufang.config.settings",
    }
    subprocess.run(
        [str(part) for part in command],
        env=environment, cwd=CHECKOUT, check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
