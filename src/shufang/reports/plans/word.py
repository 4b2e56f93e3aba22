"""The printed plan as a Word file: real styles, East Asian faces, tables whose heads repeat."""

import math
from collections.abc import Sequence
from io import BytesIO
from unicodedata import east_asian_width
from zipfile import ZipFile

from django.utils.translation import gettext as _

from shufang.reports.plans.content import Grid, PrintedPlan
from shufang.reports.plans.look import LONG_TITLE, TITLE, plan_look
from shufang.reports.rendering import word_xml as xml
from shufang.reports.rendering.word_styles import HEAD, W, mm, style_id, twips
from shufang.reports.rendering.word_templates import R, template, zipped
from shufang.shared.language import in_english

RULE, HAIR = "000000", "BBBBBB"
NUMERALS = "一二三四五六七八九"


def plan_docx(plan: PrintedPlan) -> bytes:
    """The file; the same plan gives the same bytes."""
    look = plan_look()
    with ZipFile(BytesIO(template(look))) as archive:
        parts: dict[str, bytes | str] = {name: archive.read(name) for name in archive.namelist()}
    parts["word/document.xml"] = _Writer(look.margins).document(plan)
    return zipped(parts)


class _Writer:
    def __init__(self, margins: tuple[float, float, float, float]) -> None:
        self.margins = margins
        self.width = mm(210 - margins[1] - margins[3])
        self.chinese = not in_english()

    def document(self, plan: PrintedPlan) -> str:
        body = [*self.title(plan), self.text("Subtitle", plan.subtitle)]
        body += [self.facts(plan.facts), self.text("After Table", "")]
        for number, section in enumerate(plan.sections):
            body.append(self.text("heading 1", self.numbered(number, section.heading)))
            body += [self.text("Body Text", line, flush=not self.chinese) for line in section.texts]
            if section.grid:
                body += [self.grid(section.grid, section.heading), self.text("After Table", "")]
        heading = _("审批")
        body.append(self.text("heading 1", self.numbered(len(plan.sections), heading)))
        approval = self.grid(plan.approval, heading)
        head, last = approval.rsplit("<w:trPr>", 1)  # room to sign
        body.append(f'{head}<w:trPr><w:trHeight w:val="800" w:hRule="atLeast"/>{last}')
        body.append(self.text("Small Print", plan.small_print))
        top, right, bottom, left = (mm(side) for side in self.margins)
        section_ = (
            '<w:sectPr><w:footerReference w:type="default" r:id="rId10"/>'
            '<w:pgSz w:w="11906" w:h="16838"/>'
            f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" '
            'w:header="851" w:footer="680" w:gutter="0"/></w:sectPr>'
        )
        return (
            f'{HEAD}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{"".join(body)}{section_}'
            "</w:body></w:document>"
        )

    def title(self, plan: PrintedPlan) -> list[str]:
        """One line; or the name in lines of about one length, so that no last word stands alone."""
        if _characters(plan.title) * twips(TITLE) <= self.width:
            return [self.text("Title", plan.title)]
        wide = _characters(plan.name)
        size = TITLE if wide * twips(TITLE) <= 2 * self.width else LONG_TITLE
        lines = math.ceil(wide * twips(size) / self.width)
        line = min(self.width, round((wide / lines + 2) * twips(size)))  # with room to break
        side = (self.width - line) // 2
        style = "Title" if size == TITLE else "Long Title"
        indent = f'<w:ind w:left="{side}" w:right="{side}"/>'
        return [self.text(style, plan.name, more=indent), self.text(style, plan.kind)]

    def numbered(self, index: int, heading: str) -> str:
        if self.chinese:
            tens, ones = divmod(index + 1, 10)
            number = ("十" if tens else "") + (NUMERALS[ones - 1] if ones else "")
            return f"{number}、{heading}"
        return f"{index + 1}. {heading}"

    def text(self, style: str, content: str, *, flush: bool = False, more: str = "") -> str:
        indent = '<w:ind w:firstLineChars="0" w:firstLine="0"/>' if flush else ""
        run = xml.run(content, chinese=self.chinese) if content else ""
        return xml.paragraph(style_id(style), run, more + indent)

    def facts(self, facts: Sequence[tuple[str, str]]) -> str:
        """Names and values in two pairs a line, every cell ruled, as forms are."""
        label = round(self.width * 0.15)
        value = self.width // 2 - label
        rows = []
        for index in range(0, len(facts), 2):
            pair = [*facts[index : index + 2], ("", "")][:2]
            cells = "".join(
                xml.cell(label, self.text("Table Head", name), SHADE)
                + xml.cell(value, self.text("Table Text", said))
                for name, said in pair
            )
            rows.append(xml.row(cells))
        borders = _borders(dict.fromkeys(SIDES, 4), "888888")
        return xml.table("", [label, value] * 2, "".join(rows), borders=borders)

    def grid(self, grid: Grid, caption: str) -> str:
        share = self.width / sum(grid.widths)
        widths = [round(width * share) for width in grid.widths]
        rows = [self.line(grid, widths, grid.headings, "Table Head", header=True)]
        rows += [self.line(grid, widths, row, "Table Text") for row in grid.rows]
        if grid.total:
            rows.append(self.line(grid, widths, grid.total, "Table Total"))
        borders = _borders({"top": 12, "bottom": 12}, RULE, inside=True)
        style = style_id("Three Line Table")
        return xml.table(style, widths, "".join(rows), borders=borders, caption=caption)

    def line(
        self,
        grid: Grid,
        widths: Sequence[int],
        texts: Sequence[str],
        style: str,
        *,
        header: bool = False,
    ) -> str:
        edge = f"<w:tcBorders>{xml.border('bottom', 6, RULE)}</w:tcBorders>" if header else ""
        cells = "".join(
            xml.cell(
                width,
                self.text(style, text, more=NUMBER if n in grid.numbers else ""),
                edge,
            )
            for n, (width, text) in enumerate(zip(widths, texts, strict=True))
        )
        return xml.row(cells, header=header)


SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
NUMBER = '<w:ind w:right="160"/><w:jc w:val="right"/>'
SHADE = '<w:shd w:val="clear" w:color="auto" w:fill="F4F1EA"/>'


def _characters(text: str) -> float:
    """How long a line it is, in Chinese characters."""
    return sum(1 if east_asian_width(c) in "WFA" else 0.55 for c in text)


def _borders(sizes: dict[str, int], colour: str, *, inside: bool = False) -> str:
    made = "".join(xml.border(side, size, colour) for side, size in sizes.items())
    return f"<w:tblBorders>{made}{xml.border('insideH', 4, HAIR) if inside else ''}</w:tblBorders>"
