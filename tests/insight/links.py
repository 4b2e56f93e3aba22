"""Reading a page as a person does: its figures, its tables and where they lead."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser


@dataclass
class Link:
    href: str
    text: str
    classes: str


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Link] = []
        self._open: list[Link] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            values = dict(attrs)
            href = values.get("href") or values.get("xlink:href") or ""
            self._open.append(Link(href, "", values.get("class") or ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._open:
            self.found.append(self._open.pop())

    def handle_data(self, data: str) -> None:
        for link in self._open:
            link.text += data


def links(page: str) -> list[Link]:
    parser = _Links()
    parser.feed(page)
    return parser.found


def figures(page: str) -> list[Link]:
    """The printed figures that open to rows: those in tables, and the large ones."""
    return [link for link in links(page) if "opens" in link.classes.split()]


def number(text: str) -> float:
    found = re.search(r"[\d,]+(\.\d+)?", text)
    assert found, text
    return float(found[0].replace(",", ""))
