"""Steps that the tests of families' pages share."""

import re

from django.test import Client

from tests.cast import browser

SHOWN = re.compile(r'<b class="num">(\d{6})</b>')


def code_for(client: Client, phone: str, next_page: str = "") -> str:
    """Ask for a code as a person does, and read it off the demo page."""
    client.post("/family/sign-in/", {"phone": phone, "next": next_page})
    found = SHOWN.search(client.get("/family/sign-in/code/").content.decode())
    assert found is not None
    return found[1]


def signed_in(phone: str, language: str = "zh-hans") -> Client:
    """A browser that went through the code page."""
    client = browser(language=language)
    client.post("/family/sign-in/code/", {"code": code_for(client, phone)})
    return client
