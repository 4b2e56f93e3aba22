"""The public holidays and days worked instead that are known; the library keeps the table on."""

from typing import Any

from chinese_calendar.constants import holidays, workdays
from django.db import migrations

SINCE = 2025
NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午",
    "Mid-autumn Festival": "中秋",
    "National Day": "国庆节",
}


def add(apps: Any, schema_editor: Any) -> None:
    DayOff = apps.get_model("activities", "DayOff")
    known = [(day, name, False) for day, name in holidays.items()]
    known += [(day, name, True) for day, name in workdays.items()]
    DayOff.objects.bulk_create(
        (
            DayOff(day=day, name=NAMES.get(name, name), works=works)
            for day, name, works in known
            if day.year >= SINCE
        ),
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [("activities", "0007_reminders_and_family_calendars")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
