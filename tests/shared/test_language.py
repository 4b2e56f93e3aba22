"""Chinese first, English by choice."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_a_reader_with_an_english_browser_still_meets_chinese_first() -> None:
    page = Client(headers={"accept-language": "en-US"}).get("/").content.decode()
    assert 'lang="zh-hans"' in page


def test_english_stays_once_it_is_chosen() -> None:
    client = Client()
    client.cookies["language"] = "en"
    assert 'lang="en"' in client.get("/").content.decode()


def test_a_language_nobody_offers_falls_back_to_chinese() -> None:
    client = Client()
    client.cookies["language"] = "xx"
    assert 'lang="zh-hans"' in client.get("/").content.decode()
