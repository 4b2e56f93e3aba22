"""Writing a draft: what is kept, what follows the figures, what is refused."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from shufang.people.models import User
from shufang.places.models import Site
from shufang.reports.actions.write_report import (
    add_quote,
    choose_chapters,
    discard_draft,
    write_problems,
    write_texts,
)
from shufang.reports.chapters.kit import Problem
from shufang.reports.chapters.overview import RESULT
from shufang.reports.composing.drafts import material_of
from shufang.reports.models import Report
from shufang.shared.models import LogEntry
from tests.factories import make_activity, state_count


def test_a_text_that_equals_the_prefilled_one_goes_on_following_the_figures(
    draft: Report, operator: User
) -> None:
    prefilled = material_of(draft).prefilled(RESULT)
    write_texts(actor=operator, report=draft, texts={"overview.result": prefilled + "\r\n"})
    assert draft.texts == {}


def test_figures_inside_an_edited_text_follow_the_data(
    draft: Report, operator: User, taiping: Site
) -> None:
    write_texts(actor=operator, report=draft, texts={"overview.result": "共{activities_held}场"})
    state_count(make_activity(taiping, date(2025, 5, 1), title="新的一场"), sign_ins=5, attendees=9)
    assert material_of(draft).say(RESULT)[0].runs[1].text == "4"


def test_an_unknown_block_or_an_endless_text_is_refused(draft: Report, operator: User) -> None:
    with pytest.raises(ValidationError, match="没有这一段"):
        write_texts(actor=operator, report=draft, texts={"overview.nonsense": "x"})
    with pytest.raises(ValidationError, match="太长"):
        write_texts(actor=operator, report=draft, texts={"overview.result": "字" * 20_001})
    draft.refresh_from_db()
    assert draft.texts == {}


def test_problem_lines_without_a_problem_are_left_out(draft: Report, operator: User) -> None:
    write_problems(
        actor=operator, report=draft, problems=[Problem("成人少"), Problem("  ", cause="空行")]
    )
    draft.refresh_from_db()
    assert [row["problem"] for row in draft.problems] == ["成人少"]


def test_every_deed_is_logged(draft: Report, operator: User) -> None:
    choose_chapters(actor=operator, report=draft, wanted=["overview"])
    deeds = set(LogEntry.objects.values_list("deed", flat=True))
    assert {"reports.begin", "reports.choose_chapters"} <= deeds


def test_a_sealed_report_is_changed_by_nobody(draft: Report, operator: User) -> None:
    """Even a page opened before the sealing can't write any more."""
    Report.objects.filter(pk=draft.pk).update(sealed_at=timezone.now())
    for attempt in (
        lambda: write_texts(actor=operator, report=draft, texts={"overview.result": "改"}),
        lambda: choose_chapters(actor=operator, report=draft, wanted=[]),
        lambda: write_problems(actor=operator, report=draft, problems=[Problem("x")]),
        lambda: add_quote(actor=operator, report=draft, text="x", said_by="y", place=""),
        lambda: discard_draft(actor=operator, report=draft),
    ):
        with pytest.raises(ValidationError, match="封存"):
            attempt()
    draft.refresh_from_db()
    assert draft.texts == {}
