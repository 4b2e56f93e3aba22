"""Every form as a page shows it: where it goes, its fields, and what an honest person fills in."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from lxml import html

from tests.house.payloads import MARK

HONEST = {
    "date": "2025-03-05",
    "month": "2025-03",
    "time": "10:00",
    "number": "3",
    "url": "https://example.org/a",
    "email": "a@example.org",
    "password": "竹影-tea-4821",
}
LEADING = {"href", "src", "action", "formaction", "xlink:href"}
CODE = ("javascript:", "data:text", "vbscript:")
FREE = {"text", "textarea", "search", "url", "hidden", "password", "email", "tel"}


@dataclass(frozen=True)
class Field:
    """One control: its kind, its value on the page, and what it offers to choose from."""

    name: str
    kind: str
    value: str
    choices: tuple[str, ...] = ()

    def honest(self) -> str:
        """What the page has, else the first real choice, else something that fits the kind."""
        if self.value:
            return self.value
        if self.choices:
            return next((choice for choice in self.choices if choice), "")
        return HONEST.get(self.kind, "示例")


@dataclass(frozen=True)
class Form:
    method: str
    action: str  # with its query string
    fields: tuple[Field, ...]
    sends_files: bool

    @property
    def shape(self) -> tuple[str, tuple[str, ...]]:
        """The same form on two pages counts once."""
        path = "".join("0" if c.isdigit() else c for c in self.action.partition("?")[0])
        return (self.method + path, self.names)

    @property
    def names(self) -> tuple[str, ...]:
        """What it asks for, wherever it sends that."""
        return tuple(sorted({field.name for field in self.fields}))


def forms_of(page: str, url: str) -> Iterator[Form]:
    """All forms of a page, with the controls outside that name them (`form=`)."""
    if "<form" not in page:
        return
    tree = html.fromstring(page)
    for form in tree.iter("form"):
        controls = [*form.iter("input", "select", "textarea", "button")]
        if form.get("id"):
            controls += tree.xpath("//*[@form=$id]", id=form.get("id"))
        fields = tuple(field for control in controls for field in _field(control))
        yield Form(
            (form.get("method") or "get").lower(),
            form.get("action") or url,
            tuple({field.name: field for field in fields}.values()),
            form.get("enctype") == "multipart/form-data",
        )


def _field(control: Any) -> Iterator[Field]:
    name = control.get("name")
    if not name or name == "csrfmiddlewaretoken":
        return
    if control.tag == "select":
        options = tuple(option.get("value") or "" for option in control.iter("option"))
        chosen = [o.get("value") or "" for o in control.iter("option") if o.get("selected")]
        yield Field(name, "select", chosen[0] if chosen else "", options)
    elif control.tag == "textarea":
        yield Field(name, "textarea", (control.text or "").removeprefix("\n"))
    elif control.tag == "button":
        yield Field(name, "button", control.get("value") or "")
    else:
        kind = control.get("type") or "text"
        if kind in ("checkbox", "radio"):
            yield Field(name, kind, control.get("value") or "on")
        elif kind not in ("submit", "reset", "image"):
            yield Field(name, kind, control.get("value") or "")


def links_of(page: str, url: str) -> set[str]:
    """The parameters with which a page links to itself."""
    found = set()
    for link in html.fromstring(page).iter("a"):
        parts = urlsplit(link.get("href") or "")
        if parts.path in ("", url):
            found |= {name for name, _value in parse_qsl(parts.query)}
    return found


def given_back(page: str) -> list[str]:
    """Elements of a page that came out of what was typed, and whatever else could run code."""
    if MARK not in page:
        return []
    return [
        html.tostring(element, encoding="unicode", with_tail=False)[:200]
        for element in html.fromstring(page).iter()
        if isinstance(element.tag, str) and _runs(element)
    ]


def _runs(element: Any) -> bool:
    if element.tag == "iframe" and "srcdoc" not in element.attrib:
        return not str(element.get("src", "")).startswith("/feeds/list/")  # our list's preview
    if element.tag in ("style", "iframe", "mglyph"):
        return element.tag != "style" or MARK in (element.text or "")
    if element.tag == "script":
        data = element.get("type") == "application/ld+json"  # browsers never run it
        return element.get("src") is None and not data
    return any(
        name.startswith("on") or (name in LEADING and value.strip().lower().startswith(CODE))
        for name, value in element.attrib.items()
    )


def faults_in_words(page: str, *, english: bool) -> list[str]:
    """Error sentences that do not speak the page's language."""
    if "error" not in page:
        return []
    tree = html.fromstring(page)
    said = tree.xpath(
        "//*[contains(@class, 'field-error')] | //*[contains(@class, 'form-errors')]//li"
        " | //*[contains(@class, 'message error')]/div"
    )
    texts = [" ".join(element.text_content().split()) for element in said]
    return [text for text in texts if text and _is_chinese(text) == english]


def _is_chinese(text: str) -> bool:
    return any("\u4e00" <= character <= "\u9fff" for character in text)
