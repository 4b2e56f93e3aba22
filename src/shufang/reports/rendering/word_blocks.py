"""Each kind of block as WordprocessingML of the template's styles."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any

from shufang.reports.document import (
    Block,
    Chart,
    Gallery,
    Heading,
    Items,
    KeyFigure,
    KeyFigures,
    Note,
    PageBreak,
    Paragraph,
    Picture,
    Quote,
    Run,
    Table,
)
from shufang.reports.rendering import word_xml as xml
from shufang.reports.rendering.columns import KEPT_ROWS, sheet
from shufang.reports.rendering.numbering import Numbered, Placed
from shufang.reports.rendering.pictures import Photo, photo
from shufang.reports.rendering.sizes import MEASURE, chart_size, photo_size
from shufang.reports.rendering.words import WORDS
from shufang.shared.charts import draw

RULE = {"gongwen": "000000", "huace": "2F6B5B"}
FLUSH = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'
ALONE = '<w:keepNext w:val="0"/>'  # LibreOffice moves a whole table of pictures kept together
BREAK = "<w:pageBreakBefore/>"
NO_BREAK = '<w:pageBreakBefore w:val="0"/>'


class Blocks:
    """`docx` is the open template: its style ids are looked up, pictures are added to it."""

    def __init__(self, placed: Numbered, docx: Any) -> None:
        self.placed, self.docx = placed, docx
        self.words = WORDS[placed.language]
        self.ids: dict[str, str] = {s.name.lower(): s.style_id for s in docx.styles}
        self.width = round(MEASURE[placed.style].width / 25.4 * 1440)
        self.rule = RULE[placed.style]
        self.number = 100  # of bookmarks and pictures

    def style(self, name: str) -> str:
        """The id of a style; a network's template may lack one, then its default is used."""
        return self.ids.get(name.lower(), "")

    def all(self, items: Iterable[Placed], *, fresh: bool = False, listed: bool = True) -> str:
        """The blocks one after the other; with `fresh` the first begins a page.

        A table needs a paragraph behind it, but not where a new page follows: it could fall on
        a page of its own.
        """
        made: list[str] = []
        before: Block | None = None
        for item in items:
            if isinstance(item.block, PageBreak):
                fresh = True
                continue
            opens = fresh or self._opens_page(item.block)
            if isinstance(before, Table | Gallery | KeyFigures) and not opens:
                made.append(self.text("After Table", ""))
            if fresh and not isinstance(item.block, Heading | Paragraph):
                made.append(self.text("After Table", "", BREAK))
            made.append(self.one(item, on_new_page=fresh, listed=listed))
            fresh, before = False, item.block
        return "".join(made)

    def _opens_page(self, block: Block) -> bool:
        chapter = isinstance(block, Heading) and block.level == 1 and not block.same_page
        return chapter and self.placed.style == "huace"

    def one(self, item: Placed, *, on_new_page: bool = False, listed: bool = True) -> str:
        block = item.block
        match block:
            case Heading():
                title = self.placed.titled(item.label, block.text)
                fresh = True if on_new_page else False if block.same_page else None
                return self.heading(
                    block.level, title, item.anchor, on_new_page=fresh, listed=listed
                )
            case Paragraph():
                flush = "" if self.placed.language == "zh" else FLUSH
                first = BREAK if on_new_page else ""
                return self.text("Body Text", self.runs(block.runs), first + flush)
            case Table():
                return self.table(block, item.label)
            case Chart():
                return self.chart(block, item.label)
            case Picture():
                return self.picture(block, item.label)
            case Gallery():
                return self.gallery(block)
            case Quote():
                return self.quote(block)
            case Items():
                return self.items(block)
            case KeyFigures():
                return self.key_figures(block)
            case Note():
                return self.text("Small Print", self.run(block.text))
            case PageBreak():  # `all` sees to it
                return ""

    def text(self, style: str, content: str, properties: str = "") -> str:
        return xml.paragraph(self.style(style), content, properties)

    def heading(
        self,
        level: int,
        title: str,
        anchor: str,
        *,
        on_new_page: bool | None = None,
        listed: bool = True,
    ) -> str:
        """A real heading with a bookmark; on_new_page None leaves it to the template's style."""
        self.number += 1
        content = xml.bookmarked(self.run(title), xml.bookmark_name(anchor), self.number)
        fresh = "" if on_new_page is None else BREAK if on_new_page else NO_BREAK
        outline = "" if listed else '<w:outlineLvl w:val="9"/>'
        return self.text(f"heading {min(level, 4)}", content, fresh + outline)

    def run(self, text: str, properties: str = "") -> str:
        return xml.run(text, properties, chinese=self.placed.language == "zh")

    def runs(self, runs: Iterable[Run]) -> str:
        return "".join(self.run(each.text, xml.BOLD if each.strong else "") for each in runs)

    def table(self, table: Table, label: str) -> str:
        texts = table.texts()
        printed = sheet(table, self.placed.style)
        widths = [round(width / 25.4 * 1440) for width in printed.widths]
        small = " Small" if printed.small else ""
        kept = xml.KEEP if len(table.rows) <= KEPT_ROWS else ""
        aligns = [
            "" if column.align == "left" else f'<w:jc w:val="{column.align}"/>'
            for column in table.columns
        ]
        under = f"<w:tcBorders>{xml.border('bottom', 6, self.rule)}</w:tcBorders>"
        over = f"<w:tcBorders>{xml.border('top', 6, self.rule)}</w:tcBorders>"
        last = len(texts) - 1 if table.total else -1

        def line(index: int, row: list[str]) -> str:
            name = "Table Head" if index == 0 else "Table Total" if index == last else "Table Text"
            edge = under if index == 0 else over if index == last else ""
            style = self.style(name + small) or self.style(name)
            keep = kept if index < len(texts) - 1 else ""
            cells = "".join(
                xml.cell(width, xml.paragraph(style, self.run(text), keep + align), edge)
                for width, text, align in zip(widths, row, aligns, strict=True)
            )
            return xml.row(cells, header=index == 0)

        rows = "".join(line(index, row) for index, row in enumerate(texts))
        caption = self.placed.titled(label, table.caption)
        inner = (
            xml.border("insideH", 4, "E6E0D5")
            if self.placed.style == "huace"
            else '<w:insideH w:val="nil"/>'
        )
        borders = (
            f"<w:tblBorders>{xml.border('top', 12, self.rule)}"
            f"{xml.border('bottom', 12, self.rule)}{inner}</w:tblBorders>"
        )
        return (
            (self.text("caption", self.run(caption)) if caption else "")
            + xml.table(
                self.style("Three Line Table"), widths, rows, borders=borders, caption=caption
            )
            + (self.text("Table Note", self.run(table.note)) if table.note else "")
        )

    def quote(self, quote: Quote) -> str:
        content = self.run(quote.text)
        if quote.source:
            named = self.style("Quote Source")
            look = f'<w:rStyle w:val="{named}"/>' if named else ""
            content += "<w:r><w:br/></w:r>" + self.run(self.words["source"] + quote.source, look)
        return self.text("Quote", content)

    def chart(self, chart: Chart, label: str) -> str:
        size = chart_size(draw(chart.spec), self.placed.style)
        drawn = self._image(draw(chart.spec, "png"), size, chart.caption)
        caption = self.placed.titled(label, chart.caption)
        return self.text("Picture", drawn) + self.text("Figure Caption", self.run(caption))

    def picture(self, picture: Picture, label: str) -> str:
        found = photo(picture.path)
        caption = self.placed.titled(label, picture.caption)
        if found is None:
            shown = self.text("Small Print", self.run(self.words["picture_gone"]))
        else:
            size = photo_size(found, self.placed.style)
            shown = self.text(
                "Picture", self._image(found.content, size, picture.alt or picture.caption)
            )
        return shown + self.text("Figure Caption", self.run(caption))

    def gallery(self, gallery: Gallery) -> str:
        half = self.width // 2
        wide = (MEASURE[self.placed.style].width - 6) / 2
        rows = []
        for index in range(0, len(gallery.pictures), 2):
            pair = [*gallery.pictures[index : index + 2], None][:2]
            rows.append(xml.row("".join(xml.cell(half, self._tile(p, wide)) for p in pair)))
        return xml.table("", [half, half], "".join(rows))

    def _tile(self, picture: Picture | None, wide: float) -> str:
        if picture is None:
            return self.text("Figure Caption", "")
        found = photo(picture.path)
        if found is None:
            shown = self.text("Small Print", self.run(self.words["picture_gone"]))
        else:
            alt = picture.alt or picture.caption
            shown = self.text(
                "Picture",
                self._image(found.content, (wide, wide * 0.68), alt, _crop(found)),
                ALONE,
            )
        return shown + self.text("Figure Caption", self.run(picture.caption))

    def items(self, items: Items) -> str:
        name = "List Number" if items.ordered else "List Bullet"
        count = self._new_count(name) if items.ordered else ""
        return "".join(self.text(name, self.runs(item.runs), count) for item in items.items)

    def _new_count(self, name: str) -> str:
        """Numbering that begins at 1 again; "" where the template numbers its lists otherwise."""
        from docx.oxml import parse_xml
        from docx.oxml.ns import nsdecls, qn

        style = next((s for s in self.docx.styles if s.name == name), None)
        found = style.element.find(".//" + qn("w:numId")) if style is not None else None
        if found is None:
            return ""
        numbers = self.docx.part.numbering_part.element
        own = next(
            (
                num.find(qn("w:abstractNumId")).get(qn("w:val"))
                for num in numbers.findall(qn("w:num"))
                if num.get(qn("w:numId")) == found.get(qn("w:val"))
            ),
            None,
        )
        if own is None:
            return ""
        number = 1 + max(int(num.get(qn("w:numId"))) for num in numbers.findall(qn("w:num")))
        numbers.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{own}"/>'
                '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
            )
        )
        return f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'

    def key_figures(self, block: KeyFigures) -> str:
        gutter = 340
        half = (self.width - gutter) // 2
        top = f"<w:tcBorders>{xml.border('top', 12, self.rule)}</w:tcBorders>"
        fill = (
            '<w:shd w:val="clear" w:color="auto" w:fill="FAF7F1"/>'
            if self.placed.style == "huace"
            else ""
        )
        rows: list[str] = []
        for index in range(0, len(block.figures), 2):
            pair = [*block.figures[index : index + 2], None][:2]
            cells = [
                xml.cell(half, self._figure(figure), top + fill if figure else "")
                for figure in pair
            ]
            between = xml.cell(gutter, self.text("After Table", ""))
            if rows:
                rows.append(
                    xml.row(
                        between.join(xml.cell(half, self.text("After Table", "")) for _ in range(2))
                    )
                )
            rows.append(xml.row(between.join(cells)))
        grid = xml.table("", [half, gutter, half], "".join(rows))
        return self.text("After Table", "") + grid

    def _figure(self, figure: KeyFigure | None) -> str:
        if figure is None:
            return self.text("Figure Note", "")
        unit = '<w:b w:val="0"/><w:bCs w:val="0"/><w:sz w:val="21"/><w:szCs w:val="21"/>'
        value = self.run(figure.value) + (self.run(" " + figure.unit, unit) if figure.unit else "")
        return (
            self.text("Figure Label", self.run(figure.label))
            + self.text("Key Figure", value)
            + self.text("Figure Note", self.run(figure.note))
        )

    def _image(self, content: bytes, size: tuple[float, float], alt: str, crop: str = "") -> str:
        self.number += 1
        relation, _ = self.docx.part.get_or_add_image(BytesIO(content))
        return xml.picture(relation, self.number, size, alt, crop)


def _crop(found: Photo) -> str:
    """Cut a photo to 1 : 0.68, as tiles are."""
    wanted = 1 / 0.68
    ratio = found.width / found.height
    if ratio > wanted:
        cut = round((1 - wanted / ratio) / 2 * 100000)
        return f'<a:srcRect l="{cut}" r="{cut}"/>'
    cut = round((1 - ratio / wanted) / 2 * 100000)
    return f'<a:srcRect t="{cut}" b="{cut}"/>'
