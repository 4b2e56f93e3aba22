"""Pages for what went wrong say why and what to do next, in both languages."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest
from django.test import Client, RequestFactory, override_settings

from shufang.people.models import User
from shufang.shared.web import errors
from tests.cast import ClientAs

pytestmark = pytest.mark.django_db


def request_of(user: User | None = None) -> HttpRequest:
    request = RequestFactory().get("/desk/x/")
    if user is not None:
        request.user = user
    return request


def words(response: Any) -> str:
    return str(response.content.decode())


def test_a_refusal_names_the_readers_roles_and_who_can_give_others(auditor: User) -> None:
    page = words(errors.forbidden(request_of(auditor), PermissionDenied("只有运营方能改。")))
    assert "只有运营方能改。" in page
    assert "你现在的职责是：审计。" in page
    assert "账号管理员" in page


def test_somebody_without_a_role_reads_that(outsider: User, client_as: ClientAs) -> None:
    response = client_as(outsider).get("/desk/style/")
    assert response.status_code == 403
    assert "还没有分到职责" in words(response)


def test_refusals_are_in_english_too(outsider: User, client_as: ClientAs) -> None:
    page = words(client_as(outsider, language="en").get("/desk/style/"))
    assert "Your account has no role yet" in page
    assert "职责" not in page


def test_a_lost_page_leads_home(client: Client) -> None:
    response = client.get("/没有这一页/")
    assert response.status_code == 404
    assert "没有找到这一页" in words(response)
    assert 'href="/"' in words(response)


def test_what_was_missed_is_said_and_nothing_of_work_to_readers(
    client: Client, client_as: ClientAs, operator: User
) -> None:
    page = words(client.get("/family/join/used-up/"))
    assert "这个邀请已经用过或过期了，请家人再发一个。" in page
    assert "链接没有复制完整" in page
    assert "你不负责的书房" not in page
    assert "你不负责的书房" in words(client_as(operator).get("/没有这一页/"))
    english = words(client_as(operator, language="en").get("/join/1.nonsense/"))
    assert not re.search("[\u4e00-\u9fff]", english.split("<main")[1])


def test_too_much_at_once_is_413_and_other_nonsense_400() -> None:
    assert errors.bad_request(request_of(), RequestDataTooBig("x")).status_code == 413
    assert errors.bad_request(request_of(), SuspiciousOperation("x")).status_code == 400


@override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=100)
def test_a_form_larger_than_the_site_takes_is_refused_kindly() -> None:
    response = Client(enforce_csrf_checks=False).post("/language/", {"language": "x" * 500})
    assert response.status_code == 413
    assert "太大" in words(response)


def test_an_expired_form_says_that_nothing_was_saved() -> None:
    response = Client(enforce_csrf_checks=True).post("/language/", {"language": "en"})
    assert response.status_code == 403
    assert "这张表单过期了" in words(response)


def test_the_servers_own_failure_asks_nothing_of_the_database(
    django_assert_num_queries: object,
) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        response = errors.server_error(request_of())
    assert response.status_code == 500
    assert "是系统的错" in words(response)


def test_the_failure_page_speaks_english_by_its_cookie() -> None:
    request = request_of()
    request.COOKIES[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert "The fault is ours" in words(errors.server_error(request))


def test_a_failure_of_the_failure_page_still_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object) -> str:
        raise OSError("no template")

    monkeypatch.setattr(errors, "render_to_string", fail)
    response = errors.server_error(request_of())
    assert response.status_code == 500
    assert "请过几分钟再试" in words(response)
