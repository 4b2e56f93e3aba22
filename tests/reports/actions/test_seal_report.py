"""Sealing fixes figures and files for good."""

import hashlib
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError

from shufang.people.models import User
from shufang.places.models import Site
from shufang.reports.actions.seal_report import seal_report
from shufang.reports.actions.write_report import write_texts
from shufang.reports.composing.drafts import document_of
from shufang.reports.models import Report
from shufang.reports.rendering import render
from tests.factories import make_activity, state_count


def test_contradictions_must_be_accepted(draft: Report, operator: User) -> None:
    with pytest.raises(ValidationError, match="确认接受"):
        seal_report(actor=operator, report=draft, accepted=False)
    draft.refresh_from_db()
    assert draft.sealed_at is None
    assert not draft.files.exists()


def test_what_must_be_mended_can_not_be_accepted(draft: Report, operator: User) -> None:
    write_texts(actor=operator, report=draft, texts={"overview.result": "服务{sign_ins}个家庭"})
    with pytest.raises(ValidationError, match="必须先改正"):
        seal_report(actor=operator, report=draft, accepted=True)


def test_a_sealed_report_keeps_its_figures_when_the_data_change(
    draft: Report, operator: User, taiping: Site
) -> None:
    seal_report(actor=operator, report=draft, accepted=True)
    sealed = {file.format: file for file in draft.files.all()}
    assert set(sealed) == {"docx", "pdf", "html"}
    later = make_activity(taiping, date(2025, 5, 2), title="封存以后补录")
    state_count(later, sign_ins=9, attendees=20)
    again = render(document_of(Report.objects.get(pk=draft.pk)), format="html")
    assert hashlib.sha256(again).hexdigest() == sealed["html"].sha256
    assert "封存以后补录" not in again.decode()


def test_a_re_run_of_a_sealed_report_is_identical_in_every_format(
    draft: Report, operator: User
) -> None:
    seal_report(actor=operator, report=draft, accepted=True)
    fresh = Report.objects.get(pk=draft.pk)
    for file in fresh.files.all():
        stored = (Path(settings.SHUFANG_HOME) / "reports" / file.stored).read_bytes()
        assert hashlib.sha256(stored).hexdigest() == file.sha256
        assert render(document_of(fresh), format=file.format) == stored  # type: ignore[arg-type]


def test_a_report_is_sealed_once(draft: Report, operator: User) -> None:
    stale = Report.objects.get(pk=draft.pk)
    seal_report(actor=operator, report=draft, accepted=True)
    with pytest.raises(ValidationError, match="已经封存"):
        seal_report(actor=operator, report=stale, accepted=True)
    assert draft.files.count() == 3
