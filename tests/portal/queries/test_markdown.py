"""The part of Markdown that help is written in: shown as meant, and never as markup of its own."""

import pytest

from shufang.portal.queries.markdown import to_html


def shown(text: str) -> str:
    return str(to_html(text, lambda target: f"/to/{target}" if target.endswith(".md") else ""))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("## 第一步：选文件", "<h2>第一步：选文件</h2>"),
        ("one\ntwo", "<p>one two</p>"),
        ("一行\n两行", "<p>一行两行</p>"),
        ("文件不超过\n50 MB，\n5 个", "<p>文件不超过 50 MB，5 个</p>"),
        ("say “yes”\nor “no”", "<p>say “yes” or “no”</p>"),
        ("> 留意", '<p class="message">留意</p>'),
        ("- a\n- b\n  more", "<ul><li>a</li><li>b more</li></ul>"),
        ("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>"),
        ("press **Check**", "<p>press <b>Check</b></p>"),
        ("`shufang run`", "<p><code>shufang run</code></p>"),
        ("[more](more.md)", '<p><a href="/to/more.md">more</a></p>'),
        ("[nowhere](secret)", "<p>nowhere</p>"),
    ],
)
def test_what_it_knows(text: str, html: str) -> None:
    assert shown(text) == html


def test_a_table_has_headings_on_both_sides() -> None:
    html = shown("| | a |\n|---|---|\n| x | **1** |")
    assert '<tr><td></td><th scope="col">a</th></tr>' in html
    assert '<tr><th scope="row">x</th><td><b>1</b></td></tr>' in html


def test_a_picture_has_words_for_those_who_cannot_see_it() -> None:
    html = shown("![一本账](a.md)")
    assert '<img src="/to/a.md" alt="一本账"' in html
    assert "<figcaption>一本账</figcaption>" in html


@pytest.mark.parametrize(
    "text",
    [
        "<script>x</script>",
        "## <b>x</b>",
        "- <i>x</i>",
        "| <i> | a |\n|---|---|\n| x | <u> |",
        "**<i>x</i>**",
        "`<i>`",
        '[<i>](x".md)',
        '![<i>"](a".md)',
    ],
)
def test_markup_in_the_text_is_text(text: str) -> None:
    html = shown(text)
    assert [tag for tag in ("<script>", "<i>", "<u>", "<b>x", '".md') if tag in html] == []
