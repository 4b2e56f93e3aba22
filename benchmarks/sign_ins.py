"""Sign-ins over five million attendance rows, by category and month: `ask` against raw DuckDB.

Writes ten years of rows as a lake in a folder of its own. Each round reads the same files twice: by
`ask` (look for changes, build the query, total beside the cells, missing and estimated, names), and
by the plain grouped aggregate, which is the floor. Prints medians; exits 1 above the limit.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

LIMIT, ROUNDS, ROWS, YEARS = 2.0, 15, 5_000_000, range(2015, 2025)
HOME = tempfile.TemporaryDirectory(prefix="shufang-bench-")
os.environ |= {
    "SHUFANG_HOME": HOME.name,
    "DATABASE_URL": "",
    "DJANGO_SETTINGS_MODULE": "shufang.config.settings",
}

from shufang.config.cli import prepare  # noqa: E402

prepare()

import duckdb  # noqa: E402

from shufang.activities.models import Category  # noqa: E402
from shufang.lake import Answer, ask, version  # noqa: E402
from shufang.lake.engine import forget_answers  # noqa: E402
from shufang.lake.models import Partition, State  # noqa: E402
from shufang.places.models import Site, Town  # noqa: E402
from shufang.shared.period import Period  # noqa: E402

PERIOD = Period(date(YEARS[0], 1, 1), date(YEARS[-1], 12, 31))
MONTH = """
copy (
    select
        date '{month}' + cast(hash(i, 1) % 28 as integer) as day,
        cast(1 + hash(i, 2) % 150 as bigint) as site,
        cast(1 + hash(i, 3) % 6 as bigint) as category,
        case when hash(i, 4) % 5 = 0 then 'training' else 'other' end as national_type,
        cast(i as bigint) as activity,
        case when hash(i, 5) % 20 > 0 then cast(1 + hash(i, 6) % 30 as bigint) end as households,
        cast(null as bigint) as adults,
        cast(null as bigint) as children,
        cast(3 + hash(i, 7) % 90 as bigint) as attendees,
        cast(null as bigint) as household,
        cast(null as boolean) as first_time,
        'stated' as stream,
        'stated' as grade,
        case when hash(i, 8) % 3 = 0 then 'staff' else 'ledger' end as source,
        hash(i, 9) % 50 = 0 as estimated
    from range({first}, {first} + {rows}) r(i)
) to '{file}' (format parquet, compression zstd)
"""
FLOOR = """
select f.category, date_trunc('month', f.day), sum(f.households)
from read_parquet([{files}]) f
where f.day between date '{start}' and date '{end}'
group by 1, 2
"""


def write_lake() -> list[Path]:
    """150 rooms, six categories, 120 months."""
    town = Town.objects.create(name="南湖街道")
    Site.objects.bulk_create(
        Site(name=f"第{n}智慧书房", slug=f"room-{n}", town=town) for n in range(1, 151)
    )
    version()
    lake = Path(HOME.name) / "lake"
    (lake / "attendance").mkdir()
    months = [date(year, month, 1) for year in YEARS for month in range(1, 13)]
    each, database, files = ROWS // len(months) + 1, duckdb.connect(), []
    for number, month in enumerate(months):
        name = f"attendance/{month:%Y-%m}-bench.parquet"
        database.execute(
            MONTH.format(month=month, first=number * each, rows=each, file=lake / name)
        )
        Partition.objects.create(fact="attendance", month=month, file=name, rows=each)
        files.append(lake / name)
    State.objects.update(version="bench")
    return files


def clock(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - start)


def main() -> int:
    files = write_lake()
    quoted = ", ".join(f"'{file}'" for file in files)
    query = FLOOR.format(files=quoted, start=PERIOD.start, end=PERIOD.last)
    raw = duckdb.connect(config={"threads": 2})

    def by_ask() -> Answer:
        forget_answers()
        return ask("sign_ins", PERIOD, by=("category", "month"))

    cells = {row.keys: row.value for row in by_ask().rows}
    plain = {(key, month.date()): n for key, month, n in raw.execute(query).fetchall()}
    assert cells == plain, "both must count the same"
    assert len(cells) == Category.objects.count() * len(files)
    asked, floor = [], []
    for _ in range(ROUNDS):
        floor.append(clock(lambda: raw.execute(query).fetchall()))
        asked.append(clock(by_ask))
    ours, bare = statistics.median(asked), statistics.median(floor)
    print(
        f"sign_ins by category and month, {ROWS:,} rows in {len(files)} files, median of {ROUNDS}"
    )
    print(f"  ask         {ours:8.1f} ms")
    print(f"  raw DuckDB  {bare:8.1f} ms (floor)")
    print(f"  ratio       {ours / bare:8.2f}    (limit {LIMIT})")
    return int(ours / bare > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
