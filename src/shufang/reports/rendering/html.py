"""The document as one web page that needs no other file, or as a part of one of our pages."""

import base64
from collections.abc import Iterable, Sequence
from pathlib import Path

from django.template import Context, Engine, Template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from shufang.reports.document import (
    Chart,
    Gallery,
    Heading,
    Items,
    KeyFigures,
    Note,
    PageBreak,
    Paragraph,
    Picture,
    Quote,
    Run,
    Table,
)  # fmt: skip
from shufang.reports.rendering.numbering import Numbered, Placed
from shufang.reports.rendering.pictures import photo
from shufang.reports.rendering.words import WORDS
from shufang.shared.charts import draw

HERE = Path(__file__).parent
APP = HERE.parent
STYLESHEET = APP / "static/reports/document.css"
CHARTS = APP.parent / "shared/static/shared/charts.css"


def page(placed: Numbered) -> str:
    """The standalone page with its style inside."""
    style = STYLESHEET.read_text("utf-8") + CHARTS.read_text("utf-8")
    return _template("page.html").render(
        Context(
            {
                "document": placed.document,
                "lang": "zh-CN" if placed.language == "zh" else "en",
                "style": mark_safe(style),  # noqa: S308 # our own files
                "article": article(placed),
            }
        )
    )


def article(placed: Numbered) -> SafeString:
    """The document as an <article>, without any style of its own."""
    words = WORDS[placed.language]
    document = placed.document
    body = _Blocks(placed)
    context = {
        "document": document,
        "words": words,
        "contents": placed.contents,
        "key_figures": body.key_figures(document.key_figures) if document.key_figures else "",
        "key_figures_title": placed.key_figures_title,
        "body": body.all(placed.body),
        "attachments": [
            (item.anchor, placed.titled(item.label, item.title), body.all(item.blocks))
            for item in placed.attachments
        ],
    }
    return SafeString(_template("article.html").render(Context(context)))


def _template(name: str) -> Template:
    return Engine(dirs=[str(HERE / "templates")], autoescape=True).get_template(name)


class _Blocks:
    """Each kind of block as markup. All text goes through format_html."""

    def __init__(self, placed: Numbered) -> None:
        self.placed = placed
        self.words = WORDS[placed.language]

    def all(self, blocks: Iterable[Placed]) -> SafeString:
        return format_html_join("\n", "{}", ((self.one(placed),) for placed in blocks))

    def one(self, placed: Placed) -> SafeString:
        block = placed.block
        match block:
            case Heading():
                title = self.placed.titled(placed.label, block.text)
                tag = mark_safe(f"h{min(block.level, 4) + 1}")  # noqa: S308 # a digit
                return format_html('<{} id="{}">{}</{}>', tag, placed.anchor, title, tag)
            case Paragraph():
                return format_html("<p>{}</p>", self.runs(block.runs))
            case Table():
                return self.table(block, placed.label, placed.anchor)
            case Chart():
                return self.chart(block, placed)
            case Picture():
                return self.picture(block, placed.label, placed.anchor)
            case Gallery():
                shown = format_html_join("", "{}", ((self.picture(p),) for p in block.pictures))
                return format_html('<div class="gallery">{}</div>', shown)
            case Quote():
                return self.quote(block)
            case Items():
                tag = mark_safe("ol" if block.ordered else "ul")  # noqa: S308
                items = format_html_join(
                    "", "<li>{}</li>", ((self.runs(item.runs),) for item in block.items)
                )
                return format_html("<{}>{}</{}>", tag, items, tag)
            case KeyFigures():
                return self.key_figures(block)
            case Note():
                return format_html('<p class="note">{}</p>', _lines(block.text))
            case PageBreak():
                return SafeString('<hr class="page-break">')

    def runs(self, runs: Iterable[Run]) -> SafeString:
        return format_html_join("", "{}", ((_run(run),) for run in runs))

    def table(self, table: Table, label: str = "", anchor: str = "") -> SafeString:
        texts = table.texts()
        aligns = [column.align for column in table.columns]
        share = sum(column.width for column in table.columns)
        columns = format_html_join(
            "",
            '<col width="{}%">',
            ((round(100 * column.width / share, 2),) for column in table.columns),
        )
        head = format_html_join(
            "", '<th scope="col" class="{}">{}</th>', zip(aligns, texts[0], strict=True)
        )
        count = len(table.rows)
        rows = format_html_join(
            "\n", "<tr>{}</tr>", ((_cells(aligns, row),) for row in texts[1 : count + 1])
        )
        foot = (
            format_html("<tfoot><tr>{}</tr></tfoot>", _cells(aligns, texts[-1]))
            if table.total
            else ""
        )
        caption = self.placed.titled(label, table.caption)
        named = format_html("<caption>{}</caption>", caption) if caption else ""
        note = format_html('<p class="note">{}</p>', _lines(table.note)) if table.note else ""
        identity = format_html(' id="{}"', anchor) if anchor else ""
        return format_html(
            '<div class="table-scroll" tabindex="0"><table{}>{}<colgroup>{}</colgroup>'
            "<thead><tr>{}</tr></thead>\n<tbody>{}</tbody>{}</table></div>{}",
            identity, named, columns, head, rows, foot, note,
        )  # fmt: skip

    def chart(self, chart: Chart, placed: Placed) -> SafeString:
        wide = SafeString(draw(chart.spec).decode())
        drawing = format_html('<div class="chart"><div class="chart-only">{}</div></div>', wide)
        if chart.narrow:
            drawing = format_html(
                '<div class="chart"><div class="chart-wide">{}</div>'
                '<div class="chart-narrow">{}</div></div>',
                wide,
                SafeString(draw(chart.narrow).decode()),
            )
        behind = ""
        if chart.table:
            behind = format_html(
                "<details><summary>{}</summary>{}</details>",
                self.words["table_behind"],
                self.table(chart.table),
            )
        caption = self.placed.titled(placed.label, chart.caption)
        return format_html(
            '<figure id="{}">{}<figcaption>{}</figcaption>{}</figure>',
            placed.anchor, drawing, caption, behind,
        )  # fmt: skip

    def picture(self, picture: Picture, label: str = "", anchor: str = "") -> SafeString:
        found = photo(picture.path)
        if found is None:
            shown = format_html('<div class="picture-gone">{}</div>', self.words["picture_gone"])
        else:
            kind = "jpeg" if found.kind == "jpg" else "png"
            shown = format_html(
                '<img src="data:image/{};base64,{}" alt="{}" width="{}" height="{}">',
                kind, base64.b64encode(found.content).decode(),
                picture.alt or picture.caption, found.width, found.height,
            )  # fmt: skip
        identity = format_html(' id="{}"', anchor) if anchor else ""
        caption = self.placed.titled(label, picture.caption)
        return format_html(
            "<figure{}>{}<figcaption>{}</figcaption></figure>", identity, shown, caption
        )

    def quote(self, quote: Quote) -> SafeString:
        source = (
            format_html("<footer>{}{}</footer>", self.words["source"], quote.source)
            if quote.source
            else ""
        )
        return format_html("<blockquote><p>{}</p>{}</blockquote>", _lines(quote.text), source)

    def key_figures(self, block: KeyFigures) -> SafeString:
        return format_html(
            '<dl class="key-figures">{}</dl>',
            format_html_join(
                "",
                "<div><dt>{}</dt><dd><b>{}</b> <span>{}</span></dd>{}</div>",
                (
                    (
                        figure.label,
                        figure.value,
                        figure.unit,
                        format_html('<dd class="note">{}</dd>', figure.note) if figure.note else "",
                    )
                    for figure in block.figures
                ),
            ),
        )


def _cells(aligns: Sequence[str], row: Sequence[str]) -> SafeString:
    return format_html_join(
        "", '<td class="{}">{}</td>', ((a, _lines(t)) for a, t in zip(aligns, row, strict=True))
    )


def _run(run: Run) -> SafeString:
    text = _lines(run.text)
    if run.strong:
        text = format_html("<strong>{}</strong>", text)
    return format_html('<span class="counted">{}</span>', text) if run.figure else text


def _lines(text: str) -> SafeString:
    return format_html_join(SafeString("<br>"), "{}", ((line,) for line in text.split("\n")))
