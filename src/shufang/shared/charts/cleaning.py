"""Makes Vega's SVG fit to stand inside a page: safe, named, small."""

import hashlib
import re

from lxml import etree

SVG = "{http://www.w3.org/2000/svg}"
XLINK_HREF = "{http://www.w3.org/1999/xlink}href"
DROPPED = {"style", "aria-roledescription", "pointer-events", "version"}
ALLOWED = {"svg", "g", "path", "text", "tspan", "line", "rect", "circle", "a", "defs", "clipPath"}


def cleaned(drawn: str, *, name: str, nowhere: str) -> bytes:
    """The drawing without style attributes and foreign links, its ids its own, its links named.

    Marks with a spoken name get a <title>, which browsers show on hovering.
    """
    root = etree.fromstring(drawn.encode(), etree.XMLParser(resolve_entities=False))
    prefix = "c" + hashlib.sha256(drawn.encode()).hexdigest()[:8]
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or etree.QName(element).localname not in ALLOWED:
            _remove(element)
            continue
        _attributes(element, prefix)
        if element.tag == f"{SVG}a":
            _link(element, nowhere)
        elif element.get("role") == "graphics-symbol":
            _named(element)
    _silence_marks_under_links(root)
    _bare_groups(root)
    linked = root.find(f".//{SVG}a") is not None
    root.set("role", "group" if linked else "img")
    root.attrib.pop("class", None)
    root.set("class", "chart-drawing")
    if name:
        root.set("aria-label", name)
    etree.cleanup_namespaces(root)
    drawing: bytes = etree.tostring(root, encoding="utf-8")
    return drawing


def _attributes(element: etree._Element, prefix: str) -> None:
    for key in list(element.attrib):
        if key in DROPPED or key.startswith("on"):
            del element.attrib[key]
    if element.get("id"):
        element.set("id", f"{prefix}-{element.get('id')}")
    clip = element.get("clip-path")
    if clip:
        element.set("clip-path", re.sub(r"url\(#", f"url(#{prefix}-", clip))


def _link(element: etree._Element, nowhere: str) -> None:
    href = element.attrib.pop(XLINK_HREF, element.attrib.pop("href", ""))
    if not href.startswith(nowhere + "/"):
        return
    element.set("href", href[len(nowhere) + 1 :])
    named = element.find(f".//{SVG}*[@aria-label]")
    if named is None:
        return
    label = named.attrib.pop("aria-label")
    if named.get("fill") in (None, "none", "transparent"):
        named.set("fill", "transparent")  # Vega drops it, and what has no fill can't be pressed
    named.attrib.pop("role", None)
    element.set("aria-label", label)
    title = etree.Element(f"{SVG}title")
    title.text = label
    element.insert(0, title)


def _named(element: etree._Element) -> None:
    label = element.get("aria-label")
    if not label:
        return
    element.set("role", "img")
    title = etree.SubElement(element, f"{SVG}title")
    title.text = label


def _silence_marks_under_links(root: etree._Element) -> None:
    """A mark below its own link would be read out twice."""
    said = {link.get("aria-label") for link in root.iter(f"{SVG}a")}
    for mark in root.iter(f"{SVG}path"):
        if mark.get("role") == "img" and mark.get("aria-label") in said:
            for key in ("role", "aria-label"):
                del mark.attrib[key]
            mark.set("aria-hidden", "true")
            for title in mark.findall(f"{SVG}title"):
                mark.remove(title)


def _bare_groups(root: etree._Element) -> None:
    """Vega's empty backgrounds and its roles in English go: they say nothing to a reader."""
    for element in list(root.iter(f"{SVG}path", f"{SVG}g")):
        if element.get("role") == "graphics-object":
            del element.attrib["role"]
        if element.get("class") in ("background", "foreground") and element.get("stroke") is None:
            _remove(element)
        else:
            element.attrib.pop("class", None)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
