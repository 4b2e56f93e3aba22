"""A sealed report stays as it is: for who wants better numbers, and for two people at once.

What is done to a draft stands in the log, before and after.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from shufang.activities.models import Activity
from shufang.people.models import User
from shufang.places.models import Site
from shufang.reports.actions.add_picture import add_picture, remove_picture
from shufang.reports.actions.seal_report import seal_report
from shufang.reports.actions.write_report import (
    Heading,
    add_quote,
    change_heading,
    choose_chapters,
    discard_draft,
    remove_quote,
    write_problems,
    write_texts,
)
from shufang.reports.chapters.kit import Problem
from shufang.reports.composing.compose import Cover
from shufang.reports.composing.drafts import document_of
from shufang.reports.models import Report
from shufang.reports.rendering import render
from shufang.shared.models import LogEntry
from shufang.shared.period import Period
from tests.cast import ClientAs
from tests.factories import make_activity, state_count
from tests.meanwhile import meanwhile
from tests.reports.actions.test_add_picture import photo

COVER = Cover(title="年度总结（改）", project="智慧书房阅读推广")


def heading(report: Report) -> Heading:
    return Heading(Period(report.start, report.end, report.cutoff), COVER, "zh", "huace")


def sealing(report: Report) -> Callable[[], object]:
    """What another one's sealing does to the row."""
    sealed = {"sealed_at": timezone.now(), "sealed_by": "王馆长", "figures": {"a": 1}}
    return lambda: Report.objects.filter(pk=report.pk).update(**sealed)


DEEDS: dict[str, Callable[[Report, User], object]] = {
    "heading": lambda r, u: change_heading(actor=u, report=r, heading=heading(r)),
    "texts": lambda r, u: write_texts(actor=u, report=r, texts={"overview.result": "改"}),
    "chapters": lambda r, u: choose_chapters(actor=u, report=r, wanted=["overview"]),
    "problems": lambda r, u: write_problems(actor=u, report=r, problems=[Problem("x")]),
    "quote": lambda r, u: add_quote(actor=u, report=r, text="好", said_by="一位妈妈", place=""),
    "no quote": lambda r, u: remove_quote(actor=u, report=r, pk=r.quotes.get().pk),
    "picture": lambda r, u: add_picture(
        actor=u, report=r, upload=SimpleUploadedFile("a.jpg", photo()), caption="皮影戏"
    ),
    "no picture": lambda r, u: remove_picture(actor=u, report=r, pk=r.pictures.get().pk),
    "discard": lambda r, u: discard_draft(actor=u, report=r),
}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("deed", DEEDS)
def test_a_deed_that_meets_the_sealing_is_refused(draft: Report, operator: User, deed: str) -> None:
    add_quote(actor=operator, report=draft, text="天天想来", said_by="一位妈妈", place="")
    add_picture(
        actor=operator, report=draft, upload=SimpleUploadedFile("a.jpg", photo()), caption="甲"
    )
    before = sorted(Path(settings.MEDIA_ROOT).iterdir())
    stale = Report.objects.get(pk=draft.pk)
    with meanwhile(sealing(draft)), pytest.raises(ValidationError, match="封存"):
        DEEDS[deed](stale, operator)
    kept = Report.objects.get(pk=draft.pk)
    assert kept.sealed_at is not None
    assert kept.figures == {"a": 1}
    assert (kept.title, kept.texts, kept.chapters, kept.problems) == ("年度总结", {}, {}, [])
    assert (kept.quotes.count(), kept.pictures.count()) == (1, 1)
    assert sorted(Path(settings.MEDIA_ROOT).iterdir()) == before


@pytest.mark.parametrize("deed", DEEDS)
def test_what_is_done_to_a_draft_is_logged_with_what_stood_there(
    draft: Report, operator: User, deed: str
) -> None:
    add_quote(actor=operator, report=draft, text="天天想来", said_by="一位妈妈", place="")
    add_picture(
        actor=operator, report=draft, upload=SimpleUploadedFile("a.jpg", photo()), caption="甲"
    )
    DEEDS[deed](draft, operator)
    entry = LogEntry.objects.first()
    assert entry is not None
    assert entry.detail, entry.deed
    assert all(len(value) == 2 for value in entry.detail.values())


def test_the_log_tells_what_the_cover_said_before(draft: Report, operator: User) -> None:
    later = replace(heading(draft), period=Period(draft.start, draft.end, draft.end))
    change_heading(actor=operator, report=draft, heading=later)
    entry = LogEntry.objects.filter(deed="reports.change_heading").get()
    assert entry.detail["cutoff"] == ["2025-05-31", "2025-07-11"]
    assert entry.detail["title"] == ["年度总结", "年度总结（改）"]
    assert "facts" not in entry.detail


def test_nothing_done_is_nothing_logged(draft: Report, operator: User) -> None:
    before = LogEntry.objects.count()
    remove_quote(actor=operator, report=draft, pk=999)
    remove_picture(actor=operator, report=draft, pk=999)
    write_texts(actor=operator, report=draft, texts={})
    choose_chapters(actor=operator, report=draft, wanted=_all_chapters())
    assert LogEntry.objects.count() == before


def _all_chapters() -> list[str]:
    from shufang.reports.chapters import CHAPTERS

    return [chapter.code for chapter in CHAPTERS]


def test_accepted_contradictions_stand_in_the_log(draft: Report, operator: User) -> None:
    seal_report(actor=operator, report=draft, accepted=True)
    entry = LogEntry.objects.filter(deed="reports.seal").get()
    assert any("早于报告期结束" in said for said in entry.detail["accepted"][1])


def test_a_discarded_draft_leaves_no_photo_behind(
    draft: Report, operator: User, django_capture_on_commit_callbacks: Any
) -> None:
    picture = add_picture(
        actor=operator, report=draft, upload=SimpleUploadedFile("a.jpg", photo()), caption="x"
    )
    stored = Path(settings.MEDIA_ROOT) / picture.stored
    assert stored.exists()
    with django_capture_on_commit_callbacks(execute=True):
        discard_draft(actor=operator, report=draft)
    assert not stored.exists()


def test_texts_hold_nothing_a_database_can_not_keep(draft: Report, operator: User) -> None:
    write_texts(actor=operator, report=draft, texts={"overview.result": "a\x00b\x1b[31mc\nd"})
    assert draft.texts == {"overview.result": "ab[31mc\nd"}


def test_a_sealed_file_that_was_changed_on_the_disk_is_not_handed_out(
    draft: Report, operator: User, auditor: User, client_as: ClientAs
) -> None:
    seal_report(actor=operator, report=draft, accepted=True)
    url = reverse("reports:file", args=[draft.pk, "html"])
    response = client_as(auditor).get(url)
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith("attachment;")
    sealed = draft.files.get(format="html")
    path = Path(settings.SHUFANG_HOME) / "reports" / sealed.stored
    path.chmod(0o600)
    path.write_bytes(path.read_bytes().replace(b"3", b"9", 1))
    answer = client_as(auditor).get(url)
    assert answer.status_code == 403
    assert "和封存时不同" in answer.content.decode()


def test_a_title_on_two_lines_breaks_no_download(
    draft: Report, operator: User, client_as: ClientAs
) -> None:
    Report.objects.filter(pk=draft.pk).update(title="Year\r\nSet-Cookie: a=b")
    response = client_as(operator, language="en").get(
        reverse("reports:file", args=[draft.pk, "html"])
    )
    assert response.status_code == 200
    assert "\n" not in response["Content-Disposition"]


def test_an_import_while_the_report_is_put_together_leaves_no_torn_figures(
    draft: Report, operator: User, taiping: Site
) -> None:
    """After the totals were asked for and before the lists are, somebody adds an activity."""
    added: list[Activity] = []

    def interfere(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not added and "activities_mediareport" in sql:
            added.append(make_activity(taiping, date(2025, 5, 3), title="封存当中写入的一场"))
            state_count(added[0], sign_ins=7, attendees=20)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(interfere):
        seal_report(actor=operator, report=draft, accepted=True)
    document = document_of(Report.objects.get(pk=draft.pk))
    assert added
    page = strip_tags(render(document, format="html").decode())
    assert "封存当中写入的一场" in page
    assert "举办活动4场" in page


def test_what_was_written_while_the_report_is_put_together_is_not_left_out(
    draft: Report, operator: User
) -> None:
    written: list[bool] = []

    def interfere(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not written and "activities_mediareport" in sql:
            written.append(True)
            Report.objects.filter(pk=draft.pk).update(texts={"overview.result": "改过"})
        return execute(sql, params, many, context)

    with (
        connection.execute_wrapper(interfere),
        pytest.raises(ValidationError, match="刚改过"),
    ):
        seal_report(actor=operator, report=draft, accepted=True)
    draft.refresh_from_db()
    assert draft.sealed_at is None
