"""Every operation of the programs' interface, read from its OpenAPI description: by tokens of
every kind, and with whatever somebody may send."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shufang.config.api import api
from shufang.people.actions.api_tokens import revoke_token
from shufang.people.choices import Scope
from shufang.people.queries.api_tokens import MAY
from shufang.places.models import Site
from shufang.shared.roles import Role
from tests.factories.at_the_door import party
from tests.factories.planned import plan_ahead, with_places
from tests.factories.programs import Program, program, token_of

pytestmark = pytest.mark.django_db
CANARY = "金丝雀乙"


@dataclass(frozen=True)
class Operation:
    """One method of one path."""

    method: str
    path: str
    said: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def parameters(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.said.get("parameters", [])
        return found

    @property
    def body(self) -> dict[str, Any] | None:
        content = self.said.get("requestBody", {}).get("content", {})
        return content.get("application/json", {}).get("schema") if content else None


SCHEMA: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema(path_prefix="/api/v1/")))


def operations() -> Iterator[Operation]:
    for path, methods in SCHEMA["paths"].items():
        for method, said in methods.items():
            yield Operation(method.upper(), path.removeprefix("/api/v1/"), said)


ALL = list(operations())
NEEDS = {  # what is not here is for everybody
    "GET registrations": Scope.REGISTRATIONS_READ,
    "GET registrations/{pk}": Scope.REGISTRATIONS_READ,
    "POST registrations": Scope.REGISTRATIONS_WRITE,
    "POST registrations/{pk}/cancel": Scope.REGISTRATIONS_WRITE,
    "POST check-ins": Scope.CHECK_INS,
    "GET measures": Scope.MEASURES,
    "GET measures/{code}": Scope.MEASURES,
}


@pytest.fixture(autouse=True)
def _fresh_counters() -> None:
    cache.clear()


def test_the_description_is_openapi_3_1_and_says_who_needs_a_token() -> None:
    assert SCHEMA["openapi"].startswith("3.1")
    assert len(ALL) >= 10
    guarded = {str(one) for one in ALL if one.said.get("security")}
    assert guarded == NEEDS.keys()
    for one in ALL:
        assert one.said.get("description"), f"{one} says nothing"
        assert "422" in one.said["responses"], f"{one} names no problem"
        wants_key = any(p["name"] == "Idempotency-Key" for p in one.parameters)
        assert wants_key == (one.method == "POST"), str(one)


def test_the_description_names_operations_and_problems_as_they_are() -> None:
    names = [one.said["operationId"] for one in ALL]
    assert len(set(names)) == len(names)
    assert {"activities", "register_party", "check_in", "measure"} <= set(names)
    for one in ALL:
        for status, answer in one.said["responses"].items():
            kind = "application/problem+json" if int(status) >= 400 else "application/json"
            assert list(answer["content"]) == [kind], f"{one} {status}"


@pytest.mark.parametrize("one", ALL, ids=str)
def test_the_description_names_what_may_be_answered(one: Operation) -> None:
    """And nothing else: who writes a program from it handles just these."""
    expected = {"422", "429", "500"}
    expected.add("201" if one.method == "POST" and "cancel" not in one.path else "200")
    if one.said.get("security"):
        expected |= {"401", "403"}
    if one.method == "POST":
        expected |= {"400", "404", "409", "413", "415"}
    if "{" in one.path:
        expected.add("404")
    answers = one.said["responses"]
    assert answers.keys() == expected
    assert all("Content-Language" in answer["headers"] for answer in answers.values())
    assert answers["429"]["headers"]["Retry-After"]["required"]
    assert "401" not in answers or "WWW-Authenticate" in answers["401"]["headers"]
    assert "Accept-Language" in [each["name"] for each in one.parameters]


def test_the_interface_is_found_below_its_name() -> None:
    from django.test import Client

    found = Client().get("/api/").json()
    assert Client().get(found["openapi"]).json()["openapi"] == "3.1.0"


def test_a_length_is_told_of_a_text_as_of_a_text() -> None:
    said = {"activity": 1, "phone": "1" * 41, "name": "长" * 41, "children": [{}] * 11}
    errors = program(language="en").post("registrations", said).json()["errors"]
    codes = {one["field"]: (one["code"], one["message"]) for one in errors}
    assert codes["name"] == ("string_too_long", "Too long: at most 40 characters.")
    assert codes["phone"][0] == "string_too_long"
    assert codes["children"][0] == "too_long"


@pytest.mark.parametrize("text", ["甲\n乙", "甲\x1b[2J", "甲\u202e乙", "\u200b", " ", "a\r\nX: y"])
def test_a_name_is_one_line_that_can_be_read(text: str) -> None:
    kid = {"nickname": text, "birth_year": 2020, "birth_month": 6}
    said = {"activity": 1, "phone": "13800000001", "children": [kid]}
    answer = program(language="en").post("registrations", said)
    assert answer.status_code == 422
    assert [each["field"] for each in answer.json()["errors"]] == ["children.0.nickname"]


def test_a_field_of_an_address_stands_there_once() -> None:
    asker = Program(language="en")
    answer = asker.get("activities", **{"from": ["2026-01-01", "2026-02-01"]})
    assert answer.status_code == 422
    assert [(e["field"], e["code"]) for e in answer.json()["errors"]] == [("from", "twice")]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_description_speaks_both_languages(language: str) -> None:
    said = Program(language=language).get("openapi.json").json()
    words = [said["info"]["description"]]
    for methods in said["paths"].values():
        words += [each["description"] for each in methods.values()]
    assert len(words) == len(ALL) + 1
    for each in words:
        assert any(letter >= "\u4e00" for letter in each.replace("…", "")) == (language == "zh"), (
            each
        )


@pytest.mark.parametrize("path", ["nothing", "activities/", "registrations/1/move"])
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_a_mistyped_address_is_a_problem_too(method: str, path: str) -> None:
    answer = Program(language="en").ask(method, path)
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["detail"] == "There is no such address; see openapi.json."


@pytest.mark.parametrize("one", ALL, ids=str)
def test_methods_that_are_not_there(one: Operation) -> None:
    """A browser's form key is not asked for: nobody changes anything without a token."""
    from django.test import Client

    path = "/api/v1/" + one.path.replace("{pk}", "1").replace("{code}", "sign_ins")
    strict = Client(enforce_csrf_checks=True)
    for answer in (strict.delete(path), strict.options(path)):
        assert (answer.status_code, answer["Content-Type"]) == (405, "application/problem+json")
        assert one.method in answer["Allow"].split(", ")
        assert ("HEAD" in answer["Allow"]) == ("GET" in answer["Allow"])


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh", {"这一项不能少。", "没有这一项，请核对拼写。"}),
        ("en", {"This is needed.", "There is no such field; check the spelling."}),
    ],
)
def test_wrong_fields_are_named_as_sent_and_explained(language: str, said: set[str]) -> None:
    body = {
        "activity": "x",
        "childen": [],
        "children": [{"nickname": "小米", "birth_year": 1800, "birth_month": 5}],
        "language": "de",
    }
    asker = program()
    asker.language = language
    answer = asker.post("registrations", body)
    assert answer.status_code == 422
    errors = {one["field"]: one for one in answer.json()["errors"]}
    assert errors.keys() == {
        "activity", "childen", "phone", "children.0.birth_year", "language",
    }  # fmt: skip
    assert errors["phone"]["message"] in said
    assert errors["childen"]["message"] in said
    assert errors["childen"]["code"] == "extra_forbidden"
    for one in errors.values():
        assert one["message"].isascii() == (language == "en"), one
    assert "1900" in errors["children.0.birth_year"]["message"]
    assert "'zh-hans', 'en'" in errors["language"]["message"]


@pytest.mark.parametrize("one", ALL, ids=str)
def test_who_may(one: Operation, tea_room: Site) -> None:
    """Each scope of each role opens what needs it and nothing else."""
    path = one.path.replace("{pk}", "987654321").replace("{code}", "sign_ins")
    needed = NEEDS.get(str(one))
    for secret in ("", "wrong", "x" * 5000):
        answer = Program(secret).ask(one.method, path, body={} if one.body else None, key="")
        assert (answer.status_code == 401) == (needed is not None), (
            f"{secret[:9]}: {answer.content!r}"
        )
        if needed is not None:
            assert answer["WWW-Authenticate"] == "Bearer"
    for role in Role:
        for scope in MAY[role]:
            asker = program(role, [scope], site=tea_room)
            answer = asker.ask(one.method, path, body={} if one.body else None, key="")
            said = f"{one} as {role} with {scope}: {answer.status_code}"
            if needed is None or scope == needed:
                assert answer.status_code in (200, 404, 422), said
            else:
                assert answer.status_code == 403, said
                assert answer.json()["code"] == "scope"
    asker = program(Role.OPERATOR)
    revoke_token(actor="王馆长", token=token_of(asker))
    answer = asker.ask(one.method, path, body={} if one.body else None, key="")
    assert (answer.status_code == 401) == (needed is not None)


@pytest.mark.parametrize(("language", "word"), [("zh-CN", "需要令牌"), ("en-GB,en;q=0.9", "token")])
def test_problems_speak_both_languages(language: str, word: str) -> None:
    answer = Program(language=language).get("registrations")
    body = answer.json()
    assert answer["Content-Type"] == "application/problem+json"
    assert body["title_zh"] == "需要令牌"
    assert body["title_en"] == "A token is needed"
    assert word in body["title"]
    assert body["status"] == answer.status_code == 401
    assert answer["Content-Language"] == ("zh-hans" if word == "需要令牌" else "en")


def test_a_mistake_of_ours_says_nothing_of_the_inside(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("13800004821")

    monkeypatch.setattr("shufang.activities.web.api.routes.activities_shown", broken)
    answer = Program().get("activities")
    assert answer.status_code == 500
    assert answer.json()["code"] == "broken"
    assert "1380000" not in answer.content.decode()
    assert "RuntimeError" in caplog.text


def test_who_asks_too_often_waits(tea_room: Site) -> None:
    answers = [Program().get("activities/1").status_code for _n in range(301)]
    assert answers[:300] == [404] * 300
    last = Program().get("activities/1")
    assert answers[300] == last.status_code == 429
    assert 0 < int(last["Retry-After"]) <= 60
    assert program(Role.AUDITOR).get("measures").status_code == 200  # others are not kept waiting


def _kept(schema: dict[str, Any]) -> dict[str, Any]:
    """With its reference followed."""
    if "$ref" in schema:
        found: dict[str, Any] = SCHEMA["components"]["schemas"][schema["$ref"].split("/")[-1]]
        return found
    return schema


WILD = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=30),
    st.sampled_from(["\x00", "\ud800", "9" * 400, "-1", "2024-02-30", "null", "'; --", "%00"]),
    st.lists(st.integers(), max_size=3), st.dictionaries(st.text(max_size=5), st.integers()),
)  # fmt: skip


def fitting(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Mostly what the description asks for, sometimes anything."""
    schema = _kept(schema)
    if "anyOf" in schema:
        return st.one_of(*(fitting(each) for each in schema["anyOf"]))
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if "const" in schema:
        return st.just(schema["const"])
    match schema.get("type"):
        case "integer":
            low, high = schema.get("minimum", -5), schema.get("maximum", 2**70)
            return st.one_of(st.integers(low, high), st.integers(1, 3), WILD)
        case "boolean":
            return st.one_of(st.booleans(), WILD)
        case "array":
            return st.lists(fitting(schema.get("items", {})), max_size=4)
        case "object":
            known = {name: fitting(each) for name, each in schema.get("properties", {}).items()}
            needed = set(schema.get("required", []))
            return st.fixed_dictionaries(
                {name: each for name, each in known.items() if name in needed},
                optional={name: each for name, each in known.items() if name not in needed},
            )
        case "null":
            return st.none()
        case "string" if schema.get("format") == "date":
            return st.one_of(st.dates().map(str), WILD)
    return st.one_of(st.text(max_size=60), st.sampled_from(["13800000001", "小米"]), WILD)


def _text(value: Any) -> str:
    """As it may stand in an address or a header."""
    return str(value).encode("utf-8", "replace").decode()


@pytest.mark.parametrize("one", ALL, ids=str)
def test_whatever_is_sent_is_answered(one: Operation, tea_room: Site, taiping: Site) -> None:
    """0 errors of ours, each refusal a problem, and never anything of another room."""
    here = plan_ahead(tea_room, starts=timezone.now() + timedelta(minutes=20))
    with_places(here, 2)
    party(here)
    hidden = plan_ahead(taiping, title="别处", starts=timezone.now() + timedelta(minutes=20))
    with_places(hidden)
    elsewhere = party(hidden, CANARY)
    askers = [program(Role.SITE_STAFF, site=tea_room), Program()]
    pks = st.one_of(
        st.sampled_from([here.pk, hidden.pk, elsewhere.pk, 2**63 - 1, 2**63, 0]).map(str),
        st.integers().map(str), WILD.map(_text),
    )  # fmt: skip

    @settings(
        max_examples=60,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
        derandomize=True,
    )
    @given(data=st.data())
    def ask(data: st.DataObject) -> None:
        cache.clear()
        path, query = one.path, {}
        for parameter in one.parameters:
            value = data.draw(
                pks if parameter["in"] == "path" and parameter["name"] == "pk"
                else fitting(parameter["schema"])
            )  # fmt: skip
            if parameter["in"] == "path":
                from urllib.parse import quote

                path = path.replace(f"{{{parameter['name']}}}", quote(_text(value), safe="") or "x")
            elif parameter["in"] == "query" and value is not None and data.draw(st.booleans()):
                query[parameter["name"]] = (
                    [_text(each) for each in value] if isinstance(value, list) else _text(value)
                )
        body = data.draw(fitting(one.body)) if one.body else None
        if isinstance(body, dict) and "activity" in body and data.draw(st.booleans()):
            body["activity"] = data.draw(st.sampled_from([here.pk, hidden.pk]))
        for asker in askers:
            answer = asker.ask(one.method, path, query=query, body=body, key="")
            said = f"{one} {path} {query} {body}: {answer.status_code} {answer.content[:300]!r}"
            assert answer.status_code < 500, said
            assert CANARY not in answer.content.decode(), said
            assert json.dumps(CANARY)[1:-1] not in answer.content.decode(), said
            if answer.status_code >= 400 and answer.get("Content-Type", "").startswith("appl"):
                assert answer["Content-Type"] == "application/problem+json", said

    ask()


GOOD = b'{"activity": 1, "phone": "13800000001"'


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"", 422, "content"),
        (b"[]", 422, "content"),
        (b"null", 422, "content"),
        (b'{"activity": 1e400}', 422, "content"),
        (b'{"activity": NaN, "phone": "13800000001"}', 422, "content"),
        (b"{", 400, "json"),
        (b"\xff\xfe", 400, "json"),
        (b"[" * 100_000, 400, "json"),
        (b'{"activity": ' + b"9" * 5000 + b"}", 400, "json"),
        (GOOD + b', "phone": "13900000001"}', 400, "twice"),
        (GOOD + b', "answers": {"a": "1", "a": "2"}}', 400, "twice"),
        (GOOD + b' "' + b"x" * 6_000_000 + b'"}', 413, "too_big"),
    ],
    ids=lambda value: str(value)[:30],
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_junk_for_a_body_is_a_problem(body: bytes, status: int, code: str, language: str) -> None:
    answer = _raw(body, language=language)
    said = answer.json()
    assert (answer.status_code, said["code"]) == (status, code)
    assert answer["Content-Type"] == "application/problem+json"
    assert said["detail"] != "Bad request"
    for words in (said["detail"], *(one["message"] for one in said.get("errors", ()))):
        assert words.isascii() == (language == "en")


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "application/xml"]
)
def test_a_body_that_is_no_json_by_its_name(kind: str) -> None:
    answer = _raw(GOOD + b"}", kind=kind)
    assert (answer.status_code, answer.json()["code"]) == (415, "media_type")
    assert "application/json" in answer.json()["detail"]
    for good in ("application/json", "APPLICATION/JSON; charset=utf-8"):
        assert _raw(GOOD + b"}", kind=good).status_code == 404


@pytest.mark.parametrize("wrong", [True, "1", 1.0, [1], None])
def test_a_number_is_a_number(wrong: object) -> None:
    answer = program().post("registrations", {"activity": wrong, "phone": "13800000001"})
    assert answer.status_code == 422
    assert [one["field"] for one in answer.json()["errors"]] == ["activity"]


@pytest.mark.parametrize("one", ALL, ids=str)
def test_a_misspelt_field_of_an_address_is_told(one: Operation, tea_room: Site) -> None:
    """Or the whole network's figure is taken for that of one room."""
    asker = program(site=tea_room, language="en")
    path = one.path.replace("{pk}", "1").replace("{code}", "sign_ins")
    body: dict[str, Any] | None = {} if one.body else None
    query = {"form": "2026-01-01", "form2": "x"}
    answer = asker.ask(one.method, path, query=query, body=body, key="")
    assert answer.status_code == 422
    errors = [(e["field"], e["code"]) for e in answer.json()["errors"]]
    assert errors == [("form", "extra_forbidden"), ("form2", "extra_forbidden")]
    in_the_address = {"token": asker.secret}
    stranger = Program().ask(one.method, path, query=in_the_address, body=body, key="")
    assert stranger.status_code == (401 if one.said.get("security") else 422)
    assert asker.secret not in stranger.content.decode()


@pytest.mark.parametrize(
    "day", ["1767225600", "2026-01-01T00:00:00Z", "20260101", "１", "2026-02-30"]
)
def test_a_day_is_written_in_one_way(day: str) -> None:
    answer = Program(language="en").get("activities", **{"from": day})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["message"] == "Give a date such as 2026-05-09."


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_mistyped_address_says_its_language(language: str) -> None:
    answer = Program(language=language).get("nothing")
    assert answer["Content-Language"] == language
    assert answer["Vary"] == "Accept-Language"


@pytest.mark.parametrize("path", ["/api/v1/activities", "/api/"])
def test_what_goes_wrong_around_the_interface_is_a_problem_too(
    path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.test import Client

    strange = Client().get(path, headers={"Host": "evil.example", "Accept-Language": "en"})
    assert (strange.status_code, strange["Content-Type"]) == (400, "application/problem+json")
    assert strange.json()["title"] == "Bad request"

    def broken(*_args: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("django.middleware.common.CommonMiddleware.process_request", broken)
    answer = Client(raise_request_exception=False).get(path)
    assert (answer.status_code, answer["Content-Type"]) == (500, "application/problem+json")
    assert answer.json()["title_zh"] == "我们这边出错了"
    assert Client(raise_request_exception=False).get("/")["Content-Type"].startswith("text/html")


def _raw(body: bytes, *, kind: str = "application/json", language: str = "zh") -> Any:
    from django.test import Client

    return Client(raise_request_exception=False).post(
        "/api/v1/registrations",
        body,
        content_type=kind,
        headers={
            "Authorization": f"Bearer {program().secret}",
            "Idempotency-Key": "abcdefgh",
            "Accept-Language": language,
        },
    )
