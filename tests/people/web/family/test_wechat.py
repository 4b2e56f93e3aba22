"""Signing in by WeChat, against a stand-in on this machine that speaks the same protocol."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import LazySettings
from django.core.serializers import serialize
from django.test import Client

from shufang.people.actions.family.keep_guardian import link_wechat
from shufang.people.models import Guardian, Household
from shufang.people.wechat import WeChatError, identity
from tests.cast import browser, family_browser
from tests.people.web.family.steps import code_for

pytestmark = pytest.mark.django_db
APP, SECRET = "wx-stand-in", "stand-in-secret"
OPENIDS = {"code-of-zhang": "openid-canary-1", "code-of-chen": "openid-canary-2"}


class StandIn(BaseHTTPRequestHandler):
    """Answers as the identity service does: 200 with an error code where a code is wrong."""

    seen: set[str] = set()

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        told: object = {"errcode": 40029, "errmsg": "invalid code"}
        code = asked.get("code", "")
        fine = (
            parts.path == "/sns/oauth2/access_token"
            and (asked.get("appid"), asked.get("secret")) == (APP, SECRET)
            and asked.get("grant_type") == "authorization_code"
            and code not in self.seen
        )
        if fine and code in OPENIDS:
            self.seen.add(code)  # a code can be used once
            told = {
                "access_token": "t", "expires_in": 7200, "refresh_token": "r",
                "openid": OPENIDS[code], "scope": "snsapi_base",
            }  # fmt: skip
        self.send_response(302 if code == "elsewhere" else 200)
        if code == "elsewhere":
            self.send_header(
                "Location", f"/sns/oauth2/access_token?{parts.query}&code=code-of-chen"
            )
        self.end_headers()
        self.wfile.write(b"<html>" if code == "nonsense" else json.dumps(told).encode())

    def log_message(self, *_args: object) -> None:
        return


@pytest.fixture
def stand_in(settings: LazySettings) -> Iterator[None]:
    StandIn.seen = set()
    server = ThreadingHTTPServer(("127.0.0.1", 0), StandIn)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    settings.WECHAT_APP_ID, settings.WECHAT_SECRET = APP, SECRET
    settings.WECHAT_URL = f"http://127.0.0.1:{server.server_address[1]}"
    yield
    server.shutdown()
    server.server_close()


def state_of(client: Client, target: str = "") -> str:
    """The state that went to WeChat with the browser."""
    gone = client.post("/family/sign-in/wechat/", {"next": target})
    parts = urlsplit(gone["Location"])
    assert parts.hostname == "open.weixin.qq.com"
    asked = parse_qs(parts.query)
    assert asked["redirect_uri"] == ["http://testserver/family/sign-in/wechat/back/"]
    assert asked["scope"] == ["snsapi_base"]
    return asked["state"][0]


def back(client: Client, code: str, state: str) -> str:
    answer = client.get("/family/sign-in/wechat/back/", {"code": code, "state": state})
    return str(answer["Location"])


def test_off_without_an_account(zhang_family: Household) -> None:
    assert "微信" not in browser().get("/family/sign-in/").content.decode()
    gone = browser().post("/family/sign-in/wechat/")
    assert gone["Location"].startswith("/family/sign-in/")


@pytest.mark.usefixtures("stand_in")
class TestWithAnAccount:
    def test_the_first_time_a_phone_is_proven_then_wechat_is_enough(
        self, zhang_family: Household
    ) -> None:
        client = browser()
        assert "微信" in client.get("/family/sign-in/").content.decode()
        assert back(client, "code-of-zhang", state_of(client)) == "/family/sign-in/"
        assert client.get("/family/children/").status_code == 302
        client.post("/family/sign-in/code/", {"code": code_for(client, "13800004821")})
        StandIn.seen.clear()
        another = browser()
        assert back(another, "code-of-zhang", state_of(another, "/rooms/")) == "/rooms/"
        assert "小米" in another.get("/family/children/").content.decode()
        assert "openid-canary" not in serialize("json", Guardian.objects.all())

    def test_a_new_family_is_linked_when_its_account_is_made(self) -> None:
        client = browser()
        back(client, "code-of-chen", state_of(client))
        client.post("/family/sign-in/code/", {"code": code_for(client, "13611112222")})
        client.post(
            "/family/welcome/",
            {"name": "新来的", "relation": "parent", "agreed": "on", "rows": "1"},
        )
        assert Guardian.objects.get().wechat_print

    def test_another_browser_s_answer_is_not_taken(self, zhang_family: Household) -> None:
        link_wechat(guardian=zhang_family.guardians.get(), mark=identity("code-of-zhang"))
        StandIn.seen.clear()
        victim = browser()
        state_of(victim)
        for state in ("", "guessed", state_of(browser())):
            back(victim, "code-of-zhang", state)
            assert victim.get("/family/children/").status_code == 302

    def test_a_state_is_used_once(self, zhang_family: Household) -> None:
        link_wechat(guardian=zhang_family.guardians.get(), mark=identity("code-of-zhang"))
        StandIn.seen.clear()
        client = browser()
        state = state_of(client)
        back(client, "wrong", state)
        back(client, "code-of-zhang", state)
        assert client.get("/family/children/").status_code == 302

    @pytest.mark.parametrize("code", ["wrong", "", "nonsense", "elsewhere", "x" * 5000])
    def test_a_wrong_code_opens_nothing(self, code: str, zhang_family: Household) -> None:
        client = browser()
        assert back(client, code, state_of(client)) == "/family/sign-in/"
        assert "微信没有回应" in client.get("/family/sign-in/").content.decode()

    def test_linked_and_unlinked_by_whoever_is_signed_in(self, zhang_family: Household) -> None:
        client = family_browser(zhang_family)
        state = state_of(client, "/family/security/")
        assert back(client, "code-of-zhang", state) == "/family/security/"
        assert zhang_family.guardians.get().wechat_print
        client.post("/family/security/no-wechat/")
        assert not zhang_family.guardians.get().wechat_print

    def test_a_silent_service_is_an_error_in_words(self, settings: LazySettings) -> None:
        settings.WECHAT_URL = "http://127.0.0.1:9"
        with pytest.raises(WeChatError):
            identity("code-of-zhang")
        settings.WECHAT_URL = "file:///etc"
        with pytest.raises(WeChatError):
            identity("code-of-zhang")
