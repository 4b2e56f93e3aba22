"""Several processes and threads read and write at once, and no touch is lost."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction

from shufang.lake import ask
from shufang.lake.models import Touch
from shufang.places.models import Site
from shufang.shared.period import Period
from tests.factories import make_activity

YEAR = Period(date(2024, 1, 1), date(2024, 12, 31))
WRITERS, DEEDS = 4, 8
PROGRAM = """
import sys
from datetime import date, timedelta
import django
django.setup()
from django.db import transaction
from shufang.activities.models import Activity, Category
from shufang.lake import ask, touch
from shufang.places.models import Site
from shufang.shared.period import Period

site, category = Site.objects.get(), Category.objects.first()
for number in range(int(sys.argv[1])):
    day = date(2024, 3, 1) + timedelta(days=20 * (number % 4))
    with transaction.atomic():
        Activity.objects.create(
            site=site, category=category, day=day, title="讲故事", national_type="other"
        )
        touch("attendance", day)
    ask("activities_held", Period(date(2024, 1, 1), date(2024, 12, 31)))
print(ask("activities_held", Period(date(2024, 1, 1), date(2024, 12, 31))).total.value)
"""


def deeds_of_one_thread(site: Site) -> None:
    try:
        for number in range(DEEDS):
            with transaction.atomic():
                make_activity(site, date(2024, 3, 1) + timedelta(days=20 * (number % 4)))
            ask("activities_held", YEAR)
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_threads_that_write_and_read_at_once_lose_nothing(tea_room: Site) -> None:
    with ThreadPoolExecutor(WRITERS) as pool:
        for done in [pool.submit(deeds_of_one_thread, tea_room) for _ in range(WRITERS)]:
            done.result()
    assert ask("activities_held", YEAR).total.value == WRITERS * DEEDS
    assert sum(row.value or 0 for row in ask("activities_held", YEAR, by=("month",)).rows) == 32
    assert not Touch.objects.exists()


def test_processes_that_write_and_read_at_once_lose_nothing(tmp_path: Path) -> None:
    env = {
        **os.environ,
        "SHUFANG_HOME": str(tmp_path),
        "DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "shufang.config.settings",
    }
    make = "import django; django.setup(); from shufang.places.models import Site; "
    make += "Site.objects.create(name='茶园', slug='chayuan')"
    for command in (["-m", "django", "migrate", "-v0"], ["-c", make]):
        subprocess.run([sys.executable, *command], env=env, check=True)
    workers = [
        subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(DEEDS)], env=env, stdout=subprocess.PIPE
        )
        for _ in range(2)
    ]
    assert [worker.wait(120) for worker in workers] == [0, 0]
    for worker in workers:
        worker.stdout.close()  # type: ignore[union-attr]
    last = [sys.executable, "-c", PROGRAM, "0"]
    counted = subprocess.run(last, env=env, check=True, capture_output=True, text=True).stdout
    assert counted.strip() == str(2 * DEEDS)
