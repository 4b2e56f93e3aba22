"""An activity added by hand: what is written, what is counted, what is refused."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from shufang.activities.actions.add_activity import add_activity
from shufang.activities.models import Activity
from shufang.lake import ask
from shufang.people.models import User
from shufang.places.models import Site
from shufang.shared.models import LogEntry
from shufang.shared.period import Period
from tests.activities.stating import YEAR, said


def test_it_is_written_logged_and_counted(operator: User, tea_room: Site) -> None:
    assert ask("sign_ins", Period(*YEAR)).total.value == 0
    activity = add_activity(actor=operator, details=said(tea_room))
    assert (activity.stated.sign_ins, activity.stated.source) == (12, "staff")
    assert ask("sign_ins", Period(*YEAR)).total.value == 12
    entry = LogEntry.objects.get()
    assert (entry.deed, entry.actor) == ("activities.add", "李运营")


def test_what_nobody_counted_stays_missing(operator: User, tea_room: Site) -> None:
    add_activity(actor=operator, details=said(tea_room, sign_ins=None, attendees=None))
    total = ask("sign_ins", Period(*YEAR)).total
    assert (total.value, total.missing) == (None, 1)


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("day", {"day": timezone.localdate() + timedelta(days=1)}),
        ("day", {"day": date(225, 3, 8)}),
        ("ends", {"ends": time(14, 0)}),
        ("attendees", {"attendees": 11}),
        ("attendees", {"adults": 10, "children": 10}),
        ("attendees", {"adults": 31}),
        ("title", {"title": "讲 故事"}),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    operator: User, tea_room: Site, field: str, changes: dict[str, Any]
) -> None:
    add_activity(actor=operator, details=said(tea_room))
    told = said(tea_room, **({"title": "别的故事"} | changes))
    with pytest.raises(ValidationError) as refusal:
        add_activity(actor=operator, details=told)
    assert list(refusal.value.message_dict) == [field]
    assert (Activity.objects.count(), LogEntry.objects.count()) == (1, 1)


def test_the_same_title_elsewhere_or_at_another_time_is_another_activity(
    operator: User, tea_room: Site, taiping: Site
) -> None:
    for details in (said(tea_room), said(taiping), said(tea_room, starts=time(16, 0))):
        add_activity(actor=operator, details=details)
    assert Activity.objects.count() == 3
