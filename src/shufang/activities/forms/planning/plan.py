"""The form of a plan, whole: its parts, the plan's own words and its tables."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from shufang.activities.actions.planning.draft import ACTIVITY_FIELDS, PLAN_FIELDS, Draft
from shufang.activities.forms.planning.fields import area
from shufang.activities.forms.planning.places import PlacesPart
from shufang.activities.forms.planning.repeating import RepeatingPart
from shufang.activities.forms.planning.tables import Typed, from_plan, from_post
from shufang.activities.forms.planning.what_and_where import WhatAndWherePart
from shufang.activities.models import Activity
from shufang.activities.queries.planning.tables import SHAPES
from shufang.people.models import User


class PlanForm(PlacesPart, RepeatingPart, WhatAndWherePart):
    """Gives `draft()` and, for a series, `repeat()`. Of the parts the last stands first."""

    objectives = area(gettext_lazy("目标"))
    background = area(gettext_lazy("背景"))
    channels = forms.CharField(label=gettext_lazy("传播途径"), max_length=300, required=False)
    expected = forms.CharField(label=gettext_lazy("预期效果"), max_length=300, required=False)
    made_by = forms.CharField(label=gettext_lazy("策划人"), max_length=150, required=False)

    def __init__(
        self, user: User, *args: Any, activity: Activity | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer(user, activity)
        self.fill_in_defaults()
        if activity is not None:
            self.leave_out()
        self.tables = {code: self._table(code) for code in SHAPES}

    def _table(self, code: str) -> Typed:
        if self.is_bound:
            return from_post(code, self.data)
        return from_plan(code, self.initial.get(code) or [])

    def clean(self) -> dict[str, Any]:
        clean = super().clean()
        for code, table in self.tables.items():
            clean[code] = table.clean()
            for error in table.errors:
                self.add_error(None, error)
        return clean

    def draft(self) -> Draft:
        """The plan as typed; only after `is_valid()`."""
        clean = self.cleaned_data
        questions = [{"code": f"q{n}", **row} for n, row in enumerate(clean["questions"], 1)]
        return Draft(
            **{name: clean[name] for name in ACTIVITY_FIELDS},
            day=clean["day"],
            starts=clean["starts"],
            ends=clean["ends"],
            plan={name: clean[name] for name in PLAN_FIELDS},
            rules={**self.rules(), "questions": questions},
        )
