"""Fields that the parts of a plan's form share."""

from typing import Any

from django import forms

from shufang.activities.models import Activity
from shufang.places.models import Zone
from shufang.shared.days import near_date

DATE = {"type": "date"}
TIME = {"type": "time"}


def number(label: Any, most: int = 10_000, **options: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=most, **options)


def area(label: Any, rows: int = 3, **options: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": rows}),
        **options,
    )


class ActivityChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Activities by day, title and room."""

    def label_from_instance(self, activity: Activity) -> str:
        return f"{near_date(activity.day)} {activity.title} · {activity.site.name}"


class ZoneChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Zones with their rooms: without a script, too, it is clear which is whose."""

    def label_from_instance(self, zone: Zone) -> str:
        return f"{zone.site.name} · {zone.name}"
