"""The part of Markdown that docs/user/ is written in, as HTML for the help pages.

Headings, paragraphs, lists, tables, notes (`>`), pictures, links, **bold** and `code`. Every text
is escaped first; nothing else of Markdown, and no HTML, means anything here.
"""

import re
from collections.abc import Callable, Iterator

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

Address = Callable[[str], str]  # of a link's or picture's target; "" where there is none

_PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")
_ITEM = re.compile(r"(-|\d+\.) +")
_INLINE = re.compile(
    r"\*\*(?P<bold>.+?)\*\*|`(?P<code>[^`]+)`|\[(?P<words>[^\]]+)\]\((?P<to>[^)]+)\)"
)


def to_html(text: str, address: Address) -> SafeString:
    """The whole text; a link that leads nowhere on this site is printed as plain words."""
    return format_html_join("\n", "{}", ((html,) for html in _blocks(text, address)))


def _blocks(text: str, address: Address) -> Iterator[SafeString]:
    for block in re.split(r"\n\s*\n", text.strip()):
        lines = block.splitlines()
        if picture := _PICTURE.fullmatch(block.strip()):
            yield _figure(picture[1], address(picture[2]))
        elif block.startswith("#"):
            marks, _, words = block.partition(" ")
            yield format_html("<h{0}>{1}</h{0}>", len(marks), _inline(words, address))
        elif block.startswith("|"):
            yield _table(lines, address)
        elif block.startswith(">"):
            said = _joined(line.lstrip("> ") for line in lines)
            yield format_html('<p class="message">{}</p>', _inline(said, address))
        elif _ITEM.match(block):
            yield _list(lines, address)
        else:
            yield format_html("<p>{}</p>", _inline(_joined(lines), address))


def _figure(words: str, source: str) -> SafeString:
    return format_html(
        '<figure class="help-picture"><a href="{0}"><img src="{0}" alt="{1}" loading="lazy"></a>'
        "<figcaption>{1}</figcaption></figure>",
        source,
        words,
    )


def _list(lines: list[str], address: Address) -> SafeString:
    items: list[list[str]] = []
    for line in lines:
        if mark := _ITEM.match(line):
            items.append([line[mark.end() :]])
        else:
            items[-1].append(line)
    tag = "ul" if lines[0].startswith("-") else "ol"
    inside = format_html_join(
        "", "<li>{}</li>", ((_inline(_joined(item), address),) for item in items)
    )
    return format_html("<{0}>{1}</{0}>", mark_safe(tag), inside)  # noqa: S308 (ours)


def _table(lines: list[str], address: Address) -> SafeString:
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    head, body = rows[0], rows[2:]
    return format_html(
        '<div class="card"><div class="table-responsive" tabindex="0"><table class="table">'
        "<thead><tr>{}</tr></thead><tbody>{}</tbody></table></div></div>",
        format_html_join("", "{}", ((_heading(cell, address),) for cell in head)),
        format_html_join("", "<tr>{}</tr>", ((_cells(row, address),) for row in body)),
    )


def _heading(cell: str, address: Address) -> SafeString:
    """The corner of a table with headings on both sides is no heading."""
    inside = _inline(cell, address)
    return format_html('<th scope="col">{}</th>', inside) if cell else SafeString("<td></td>")


def _cells(row: list[str], address: Address) -> SafeString:
    head = format_html('<th scope="row">{}</th>', _inline(row[0], address))
    return head + format_html_join("", "<td>{}</td>", ((_inline(c, address),) for c in row[1:]))


def _inline(text: str, address: Address) -> SafeString:
    found, at = SafeString(""), 0
    for match in _INLINE.finditer(text):
        found += conditional_escape(text[at : match.start()])
        if match["bold"]:
            found += format_html("<b>{}</b>", match["bold"])
        elif match["code"]:
            found += format_html("<code>{}</code>", match["code"])
        elif target := address(match["to"]):
            found += format_html('<a href="{}">{}</a>', target, match["words"])
        else:
            found += conditional_escape(match["words"])
        at = match.end()
    return found + conditional_escape(text[at:])


def _joined(lines: Iterator[str] | list[str]) -> str:
    """Lines of one paragraph; a line break between Chinese characters is no space."""
    whole = ""
    for line in (line.strip() for line in lines):
        before, after = whole[-1:], line[:1]
        wordlike = before.isascii() or (after.isascii() and (before.isalnum() or before in "”’—"))
        whole += f" {line}" if whole and wordlike else line
    return whole
