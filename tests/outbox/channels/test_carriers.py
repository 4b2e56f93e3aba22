"""What goes over the line to a provider, and what its answers mean."""

import hashlib
import hmac
import socket

import pytest
from django.conf import LazySettings
from django.core import mail

from shufang.outbox.channels import (
    LaterError,
    Parcel,
    RefusedError,
    UnsureError,
    carrier_of,
    wechat,
)
from shufang.outbox.channels.http import is_safe
from shufang.outbox.channels.shown import ending, showings
from shufang.outbox.channels.sms import Sms
from shufang.outbox.channels.wechat import WeChat
from shufang.outbox.checks import channels
from tests.factories.stand_in import provider

PARCEL = Parcel("a1", "13800004821", "提醒", "明天见", "https://rooms.example.cn/x", "zh-hans")


def sms(url: str) -> Sms:
    return Sms(url, "秘密", idempotent=False)


class TestTextMessages:
    def test_a_request_is_signed(self) -> None:
        with provider() as gateway:
            sms(gateway.url).carry(PARCEL)
        [(_path, headers, body)] = gateway.asked
        assert body["text"] == "明天见 https://rooms.example.cn/x"
        signed = f"{headers['X-Shufang-Time']}.{headers['raw']}".encode()
        wanted = hmac.new("秘密".encode(), signed, hashlib.sha256).hexdigest()
        assert headers["X-Shufang-Signature"] == wanted

    @pytest.mark.parametrize(
        ("status", "error"),
        [
            (400, RefusedError),
            (401, RefusedError),
            (429, LaterError),
            (503, LaterError),
            (500, UnsureError),
            (504, UnsureError),
        ],
    )
    def test_what_an_answer_means(self, status: int, error: type[Exception]) -> None:
        with provider() as gateway:
            gateway.answers = [(status, {})]
            with pytest.raises(error):
                sms(gateway.url).carry(PARCEL)

    def test_an_id_it_knows_was_sent(self) -> None:
        with provider() as gateway:
            gateway.answers = [(409, {})]
            sms(gateway.url).carry(PARCEL)  # no error: it is not tried again
        assert len(gateway.asked) == 1

    def test_nobody_listens(self) -> None:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            with pytest.raises(LaterError):
                sms(f"http://127.0.0.1:{taken.getsockname()[1]}").carry(PARCEL)

    def test_a_redirect_is_not_followed(self) -> None:
        with provider() as elsewhere, provider() as gateway:
            gateway.location, gateway.answers = elsewhere.url, [(307, {})]
            with pytest.raises(RefusedError):
                sms(gateway.url).carry(PARCEL)
        assert elsewhere.asked == []

    def test_no_proxy_of_the_environment_is_asked(self, monkeypatch: pytest.MonkeyPatch) -> None:
        with provider() as elsewhere, provider() as gateway:
            monkeypatch.setenv("http_proxy", elsewhere.url)
            monkeypatch.setenv("HTTP_PROXY", elsewhere.url)
            sms(gateway.url).carry(PARCEL)
        assert elsewhere.asked == []
        assert len(gateway.asked) == 1

    @pytest.mark.parametrize(
        "url", ["http://sms.example.cn/", "ftp://127.0.0.1/", "file:///etc/passwd", "", "https://"]
    )
    def test_only_https_leaves_this_machine(self, url: str) -> None:
        assert not is_safe(url)
        with pytest.raises(RefusedError):
            sms(url).carry(PARCEL)


class TestWeChat:
    @pytest.fixture(autouse=True)
    def _account(self, settings: LazySettings) -> None:
        wechat._tokens.clear()
        settings.WECHAT_APP_ID, settings.WECHAT_SECRET = "wx1", "s"
        settings.WECHAT_TEMPLATE_ID = "t1"

    def test_one_token_serves_many_messages(self, settings: LazySettings) -> None:
        with provider() as gateway:
            settings.WECHAT_URL = gateway.url
            WeChat().carry(PARCEL)
            WeChat().carry(PARCEL)
        paths = [path for path, _headers, _body in gateway.asked]
        assert paths[0] == "/cgi-bin/stable_token"
        assert paths[1:] == ["/cgi-bin/message/template/send?access_token=token"] * 2
        body = gateway.asked[1][2]
        assert (body["touser"], body["url"]) == (PARCEL.to, PARCEL.link)
        assert body["data"]["remark"] == {"value": "明天见"}

    def test_an_ended_token_is_renewed_once(self, settings: LazySettings) -> None:
        with provider() as gateway:
            settings.WECHAT_URL = gateway.url
            token = {"access_token": "old", "expires_in": 7200}
            gateway.answers = [(200, token), (200, {"errcode": 42001})]
            WeChat().carry(PARCEL)
        assert gateway.arrived["a1"] == 1

    @pytest.mark.parametrize(
        ("code", "error"), [(43004, RefusedError), (45009, LaterError), (-1, LaterError)]
    )
    def test_what_its_codes_mean(
        self, code: int, error: type[Exception], settings: LazySettings
    ) -> None:
        with provider() as gateway:
            settings.WECHAT_URL = gateway.url
            token = {"access_token": "t", "expires_in": 7200}
            gateway.answers = [(200, token), (200, {"errcode": code})]
            with pytest.raises(error):
                WeChat().carry(PARCEL)


def test_mail_has_a_title_of_one_line(settings: LazySettings) -> None:
    settings.EMAIL_HOST = "mail.example.cn"
    carrier = carrier_of("email")
    assert carrier is not None
    carrier.carry(Parcel("a1", "a@example.cn", "提醒\r\nBcc: x@example.cn", "明天见", "", "en"))
    [sent] = mail.outbox
    assert sent.subject == "提醒 Bcc: x@example.cn"
    assert sent.recipients() == ["a@example.cn"]


class TestShown:
    """On trial, messages are shown to staff instead of being sent."""

    def test_without_the_full_address(self, settings: LazySettings) -> None:
        settings.SHOW_MESSAGES, settings.SMS_URL = True, ""
        carrier = carrier_of("sms")
        assert carrier is not None
        carrier.carry(PARCEL)
        folder = settings.SHUFANG_HOME / "messages"
        [shown] = showings()
        assert (shown.to, shown.body) == ("…4821", "明天见")
        assert folder.stat().st_mode & 0o077 == 0
        settings.SHOW_MESSAGES = False
        assert showings() == []
        assert carrier_of("sms") is None

    def test_addresses_are_masked(self) -> None:
        assert ending("wang@example.cn") == "w…@example.cn"


def test_settings_that_cannot_work_are_told_at_the_start(settings: LazySettings) -> None:
    assert channels() == []
    settings.SMS_URL, settings.WECHAT_APP_ID = "http://sms.example.cn", "wx1"
    settings.WECHAT_URL = "http://example.cn"
    assert {found.id for found in channels()} == {f"outbox.E00{n}" for n in (1, 2, 3, 4)}
