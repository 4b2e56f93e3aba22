"""The lake follows the database: what was touched, and only that, is extracted again."""

import os
import shutil
import time
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from shufang.activities.models import Activity, Category
from shufang.lake import ask, registry, touch, version
from shufang.lake.folder import KEEP_SECONDS, folder
from shufang.lake.models import Partition, State, Touch
from shufang.places.models import Site
from shufang.shared.period import Period
from tests.factories import make_activity, state_count

pytestmark = pytest.mark.django_db
YEAR = Period(date(2024, 1, 1), date(2024, 12, 31))
MAY, JUNE = date(2024, 5, 4), date(2024, 6, 1)


def held() -> int | float | None:
    return ask("activities_held", YEAR).total.value


def files() -> dict[tuple[str, date], str]:
    return {(p.fact, p.month): p.file for p in Partition.objects.all()}


def test_a_touched_month_is_extracted_again_and_the_others_are_not(tea_room: Site) -> None:
    make_activity(tea_room, MAY)
    make_activity(tea_room, JUNE)
    assert held() == 2
    before = files()
    make_activity(tea_room, JUNE)
    assert held() == 3
    after = files()
    assert before["attendance", date(2024, 5, 1)] == after["attendance", date(2024, 5, 1)]
    assert before["attendance", date(2024, 6, 1)] != after["attendance", date(2024, 6, 1)]
    assert not Touch.objects.exists()


def test_a_change_that_touches_nothing_is_not_seen(tea_room: Site) -> None:
    activity = make_activity(tea_room, MAY)
    assert held() == 1
    Activity.objects.filter(pk=activity.pk).delete()
    assert held() == 1
    touch("attendance", MAY)
    assert held() == 0


def test_a_month_moves_with_its_activity(tea_room: Site) -> None:
    activity = make_activity(tea_room, MAY)
    assert held() == 1
    Activity.objects.filter(pk=activity.pk).update(day=JUNE)
    touch("attendance", MAY, JUNE)
    rows = ask("activities_held", YEAR, by=("month",)).rows
    assert [(row.names, row.value) for row in rows] == [(("2024-06",), 1)]
    assert ("attendance", date(2024, 5, 1)) not in files()


def test_nothing_of_a_deed_that_was_rolled_back_is_counted(tea_room: Site) -> None:
    assert held() == 0
    before = version()

    def fails() -> None:
        with transaction.atomic():
            make_activity(tea_room, MAY)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fails()
    assert not Touch.objects.exists()
    assert version() == before
    assert held() == 0


def test_figures_asked_within_a_deed_are_forgotten_with_it(tea_room: Site) -> None:
    assert held() == 0

    def fails() -> None:
        with transaction.atomic():
            make_activity(tea_room, MAY)
            assert held() == 1
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fails()
    assert held() == 0
    make_activity(tea_room, MAY)
    make_activity(tea_room, MAY)
    assert held() == 2


def test_only_the_touches_that_were_read_are_deleted(tea_room: Site) -> None:
    """A touch that comes while months are extracted waits for the next reader."""
    assert held() == 0
    make_activity(tea_room, MAY)
    fact = registry.fact("attendance")
    extract = fact.rows

    def disturbed(month: date) -> Iterable[Sequence[Any]]:
        touch("attendance", JUNE)
        return extract(month)

    object.__setattr__(fact, "rows", disturbed)
    try:
        assert held() == 1
    finally:
        object.__setattr__(fact, "rows", extract)
    assert list(Touch.objects.values_list("month", flat=True)) == [date(2024, 6, 1)]


def test_the_version_moves_with_every_change_and_only_then(tea_room: Site) -> None:
    first = version()
    assert version() == first
    make_activity(tea_room, MAY)
    second = version()
    assert second != first
    assert version() == second


def test_a_deleted_lake_is_built_again(tea_room: Site) -> None:
    make_activity(tea_room, MAY)
    assert held() == 1
    shutil.rmtree(folder())
    assert held() == 1
    shutil.rmtree(folder())
    assert ask("activities_held", YEAR, by=("town",)).rows[0].names == ("茶园街道",)


def test_a_single_lost_or_broken_file_is_built_again(tea_room: Site) -> None:
    make_activity(tea_room, MAY)
    make_activity(tea_room, JUNE)
    assert held() == 2
    (folder() / files()["attendance", date(2024, 5, 1)]).unlink()
    assert ask("activities_held", YEAR, by=("month",)).total.value == 2
    (folder() / files()["attendance", date(2024, 6, 1)]).write_bytes(b"not parquet")
    assert ask("activities_held", YEAR, by=("site",)).total.value == 2


def test_rows_that_were_there_before_the_lake_are_found(tea_room: Site) -> None:
    make_activity(tea_room, MAY)
    Touch.objects.all().delete()
    State.objects.all().delete()
    assert held() == 1


def test_facts_of_another_shape_are_extracted_again(tea_room: Site) -> None:
    make_activity(tea_room, MAY)
    assert held() == 1
    before = files()
    State.objects.update(shape="of an older release")
    assert held() == 1
    assert set(before.values()).isdisjoint(files().values())


def test_a_renamed_room_is_named_at_once_and_nothing_is_extracted(tea_room: Site) -> None:
    make_activity(tea_room, MAY)
    assert ask("activities_held", YEAR, by=("site",)).rows[0].names == (tea_room.name,)
    before = files()
    Site.objects.filter(pk=tea_room.pk).update(name="茶香智慧书房")
    assert ask("activities_held", YEAR, by=("site",)).rows[0].names == ("茶香智慧书房",)
    assert files() == before


def test_a_room_that_moves_to_another_town_is_counted_there(tea_room: Site, taiping: Site) -> None:
    make_activity(tea_room, MAY)
    assert ask("activities_held", YEAR, by=("town",)).rows[0].names == ("茶园街道",)
    Site.objects.filter(pk=tea_room.pk).update(town=taiping.town)
    assert ask("activities_held", YEAR, by=("town",)).rows[0].names == ("太平镇",)
    Site.objects.filter(pk=tea_room.pk).update(town=None)
    row = ask("activities_held", YEAR, by=("town",)).rows[0]
    assert (row.keys, row.names, row.names_en) == ((0,), ("未注明",), ("Not stated",))


def test_a_renamed_category_is_named_at_once(tea_room: Site) -> None:
    state_count(make_activity(tea_room, MAY), sign_ins=3)
    Category.objects.filter(name="亲子阅读").update(name="亲子共读", name_en="")
    row = ask("sign_ins", YEAR, by=("category",)).rows[1]
    assert (row.names, row.names_en) == (("亲子共读",), ("亲子共读",))


@pytest.mark.django_db(transaction=True)
def test_replaced_files_stay_an_hour_for_those_who_read_them(tea_room: Site) -> None:
    make_activity(tea_room, MAY)
    assert held() == 1
    first = folder() / files()["attendance", date(2024, 5, 1)]
    make_activity(tea_room, MAY)
    assert held() == 2
    assert first.exists()
    _grow_old(first)
    make_activity(tea_room, MAY)
    assert held() == 3
    assert not first.exists()


def test_a_touched_month_without_rows_has_no_file() -> None:
    assert held() == 0
    touch("attendance", MAY)
    assert held() == 0
    assert files() == {}
    assert not Touch.objects.exists()


def test_an_unknown_fact_cannot_be_touched() -> None:
    with pytest.raises(registry.UnknownCodeError, match="attendence"):
        touch("attendence", MAY)


def _grow_old(path: Path) -> None:
    long_ago = time.time() - KEEP_SECONDS - 1
    os.utime(path, (long_ago, long_ago))
