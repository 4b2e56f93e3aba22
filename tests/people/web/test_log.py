"""The log of changes: who reads it, how it reads, how it is narrowed."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from shufang.people.actions.create_account import create_account
from shufang.people.actions.record_duty import Post, record_duty
from shufang.people.choices import Level
from shufang.people.models import Duty, User
from shufang.shared.models import LogEntry, log, subject_key
from tests.cast import ClientAs

LOG = "/desk/people/log/"


@pytest.fixture
def duty(operator: User) -> Duty:
    return record_duty(actor=operator, post=Post(Level.DECIDE, "项目主任", "定计划"))


@pytest.fixture
def canary(library: User) -> User:
    return create_account(actor=library, username="canary", name="金丝雀", grants=[])[0]


@pytest.mark.parametrize("who", ["library", "auditor"])
def test_library_and_auditor_read_everything(
    request: pytest.FixtureRequest, client_as: ClientAs, duty: Duty, canary: User, who: str
) -> None:
    text = client_as(request.getfixturevalue(who)).get(LOG).content.decode()
    assert "项目主任" in text
    assert "金丝雀" in text


def test_the_operator_reads_all_but_accounts(
    operator: User, client_as: ClientAs, duty: Duty, canary: User
) -> None:
    client = client_as(operator)
    for query in ({}, {"subject": subject_key(canary)}, {"what": "金丝雀"}):
        assert "新建账号" not in client.get(LOG, query).content.decode()
    assert "项目主任" in client.get(LOG).content.decode()


@pytest.mark.parametrize("who", ["site_staff", "assessor", "outsider"])
def test_others_do_not_read_it(
    request: pytest.FixtureRequest, client_as: ClientAs, duty: Duty, who: str
) -> None:
    page = client_as(request.getfixturevalue(who)).get(LOG)
    assert page.status_code == 403
    assert "项目主任" not in page.content.decode()


def test_fields_and_values_read_as_on_pages(library: User, client_as: ClientAs, duty: Duty) -> None:
    record_duty(actor=library, post=Post(Level.SUPPORT, "项目主任", "定计划", "王馆长"), duty=duty)
    text = " ".join(client_as(library).get(LOG).content.decode().split())
    assert '<span class="muted">层级</span> 决策 <span aria-hidden="true">→</span>' in text
    assert "改为</span> 支持" in text
    assert "<b>王馆长</b>" in text
    english = client_as(library, language="en").get(LOG).content.decode()
    for words in ("Changed a post", "Level", "Decide", "项目主任"):
        assert words in english


def test_it_is_narrowed_by_object_person_and_day(
    library: User, operator: User, client_as: ClientAs, duty: Duty
) -> None:
    LogEntry.objects.update(at=datetime(2025, 3, 1, 16, 30, tzinfo=UTC))  # 2 March, 00:30 here
    other = record_duty(actor=library, post=Post(Level.SUPPORT, "财务", "报账"))
    client = client_as(library)

    def labels(**query: str) -> list[str]:
        return [line.label for line in client.get(LOG, query).context["lines"]]

    assert labels() == ["财务", "项目主任"]
    assert labels(subject=subject_key(other)) == ["财务"]
    assert labels(who="李") == ["项目主任"]
    assert labels(what="主任") == ["项目主任"]
    assert labels(first="2025-03-02", last="2025-03-02") == ["项目主任"]
    assert labels(last="2025-03-01") == []
    assert labels(first="yesterday") == ["财务", "项目主任"]
    assert "有一个条件看不懂" in client.get(LOG, {"first": "yesterday"}).content.decode()


def test_lines_of_things_that_are_gone_still_read(
    library: User, client_as: ClientAs, duty: Duty
) -> None:
    LogEntry.objects.create(
        actor="旧程序",
        deed="old.deed",
        subject="old.thing:7",
        label="旧物",
        detail={"a": 1, "b": [None, {"c": [1, True]}], "d": [["x"], None], "site": [1, 2, 3]},
    )
    text = client_as(library).get(LOG).content.decode()
    assert "旧物" in text
    assert "old.deed" in text


def test_text_in_the_log_is_never_markup(library: User, client_as: ClientAs, duty: Duty) -> None:
    log(
        actor="<script>1</script>",
        deed="x.y",
        subject=duty,
        reason="<img src=x onerror=1>",
        detail={"<b>1": ["<i>2", "<u>3"]},
    )
    for url in (LOG, reverse("people:duty", args=[duty.pk])):
        text = client_as(library).get(url).content.decode()
        for markup in ("<script>1", "<img src=x", "<b>1", "<i>2", "<u>3"):
            assert markup not in text


def test_an_object_shows_its_own_history(library: User, client_as: ClientAs, duty: Duty) -> None:
    other = record_duty(actor=library, post=Post(Level.SUPPORT, "财务", "报账"))
    text = client_as(library).get(reverse("people:duty", args=[other.pk])).content.decode()
    assert "新增岗位" in text
    assert "项目主任" not in text


def test_the_totals_of_an_import_read_in_words(
    library: User, client_as: ClientAs, duty: Duty
) -> None:
    detail = {"totals": {"read": 708, "imported": 689, "refused": 0}}
    log(actor=library, deed="intake.import", subject=duty, detail=detail)
    text = client_as(library).get(LOG).content.decode()
    assert "读到 708、导入 689、拒绝 0" in text
