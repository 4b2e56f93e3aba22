"""Pages of a Word file that lie on their side: each run of them is a section of its own.

Paragraphs carry a mark where a section ends. Once the file is put together, every mark becomes a
copy of the section that stands there in the template, with its margins, header and footer.
"""

from copy import deepcopy
from typing import Any

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MARK = f"{W}rsidSect"
UPRIGHT = '<w:sectPr w:rsidSect="00000001"/>'
A4 = {f"{W}w": "11906", f"{W}h": "16838"}
WIDE = '<w:sectPr w:rsidSect="00000002"/>'


def turn(body: Any) -> None:
    """Put sections in the place of the marks; page numbers go on through all of them."""
    found = list(body.iter(f"{W}sectPr"))
    marks = [section for section in found if section.get(MARK)]
    if not marks:
        return
    behind = found[found.index(marks[-1]) + 1 :]
    own = behind[0] if behind else etree.SubElement(body, f"{W}sectPr")
    if own.find(f"{W}pgSz") is None:  # Word takes another paper then
        own.insert(_paper_at(own), etree.Element(f"{W}pgSz", A4))
    for place, mark in enumerate(marks):
        section = deepcopy(own)
        _begin_on_a_page(section)
        if place:
            _go_on_numbering(section)
        if mark.get(MARK) == "00000002":
            _lay_down(section)
        mark.getparent().replace(mark, section)
    _begin_on_a_page(own)
    _go_on_numbering(own)


def _paper_at(section: Any) -> int:
    """How many children stand before the paper: headers, footers, the kind of section."""
    first = ("headerReference", "footerReference", "footnotePr", "endnotePr", "type")
    return sum(child.tag in {f"{W}{name}" for name in first} for child in section)


def _lay_down(section: Any) -> None:
    size = section.find(f"{W}pgSz")
    width, height = size.get(f"{W}w"), size.get(f"{W}h")
    size.set(f"{W}w", height)
    size.set(f"{W}h", width)
    size.set(f"{W}orient", "landscape")


def _begin_on_a_page(section: Any) -> None:
    kind = section.find(f"{W}type")
    if kind is not None:
        kind.set(f"{W}val", "nextPage")  # as one without a type does


def _go_on_numbering(section: Any) -> None:
    numbers = section.find(f"{W}pgNumType")
    if numbers is not None:
        numbers.attrib.pop(f"{W}start", None)
