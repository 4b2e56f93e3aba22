"""Help for people who work with the site: the texts of docs/user/, in the page's language.

A file there holds the Chinese text, a line `<!-- English -->`, and the English text. What is
written for the people who run the network is thus written once, for this site and for whoever
reads the files.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.http import Http404
from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from shufang.portal.queries.markdown import to_html
from shufang.shared.language import in_english

TOPICS = {
    "importing": "file-import",
    "planning": "calendar-plus",
    "registering": "clipboard-list",
    "records": "calendar-event",
    "signing-in": "user-check",
    "tablet": "device-tablet",
    "draws": "ticket",
    "promoting": "speakerphone",
    "reviewing": "clipboard-check",
    "figures": "layout-grid",
    "annual-report": "report",
    "accounts": "users",
    "family": "users-group",
}
FOR_READERS = ("registering", "family", "draws")  # the others are for people at work
ENGLISH = "<!-- English -->"


@dataclass(frozen=True)
class Topic:
    """One page of help; its first sentence says what it is about."""

    code: str
    icon: str
    title: str
    lead: str
    text: SafeString


def topics() -> list[Topic]:
    """Every topic, in the order in which a newcomer needs them."""
    return [_read(code) for code in TOPICS]


def topics_for_readers() -> tuple[list[Topic], list[Topic]]:
    """What a family looks for, and what is for people at work."""
    others = [code for code in TOPICS if code not in FOR_READERS]
    return [_read(code) for code in FOR_READERS], [_read(code) for code in others]


def topic(code: str) -> Topic:
    """One topic; Http404 for any other name, so that no path is ever made of an address."""
    if code not in TOPICS:
        raise Http404(_("没有这一页帮助。"))
    return _read(code)


def _read(code: str) -> Topic:
    path = Path(settings.HELP) / "user" / f"{code}.md"
    if not path.is_file():
        raise Http404(_("没有这一页帮助。"))
    chinese, _mark, english = path.read_text("utf-8").partition(ENGLISH)
    said = english if in_english() else chinese
    title, lead, text = said.strip().split("\n\n", 2)
    words = to_html(lead, _address)
    return Topic(code, TOPICS[code], title.lstrip("# "), words, to_html(text, _address))


def _address(target: str) -> str:
    """Where a link of docs/user/ leads on this site; "" for files that only the checkout has."""
    if picture := re.fullmatch(r"\.\./pictures/([\w.-]+\.png)", target):
        return static(f"help/{picture[1]}")
    code = target.removesuffix(".md")
    return reverse("portal:help_topic", kwargs={"topic": code}) if code in TOPICS else ""
