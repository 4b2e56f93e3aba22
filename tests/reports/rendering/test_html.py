"""The web page: one file, and markup that a strict content policy lets pass."""

from lxml import html as lxml_html

from shufang.reports.rendering import Format, embedded
from tests.reports.rendering.sample import sample


def test_the_file_needs_no_other(chinese: dict[Format, bytes]) -> None:
    page = lxml_html.fromstring(chinese["html"].decode())
    assert not list(page.iter("link", "script", "iframe"))
    sources = [image.get("src") or "" for image in page.iter("img")]
    assert all(source.startswith("data:image/") for source in sources)


def test_contents_lead_to_headings(chinese: dict[Format, bytes]) -> None:
    page = lxml_html.fromstring(chinese["html"].decode())
    ids = {element.get("id") for element in page.iter() if element.get("id")}
    targets = [link.get("href") or "" for link in page.find(".//nav").iter("a")]
    assert targets
    assert all(target.removeprefix("#") in ids for target in targets)


def test_no_id_stands_twice(chinese: dict[Format, bytes]) -> None:
    page = lxml_html.fromstring(chinese["html"].decode())
    ids = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(ids) == len(set(ids))


def test_inside_the_site_it_brings_no_style_of_its_own() -> None:
    markup = embedded(sample(rows=5))
    page = lxml_html.fromstring(markup)
    assert not list(page.iter("style", "script"))
    assert not [element for element in page.iter() if element.get("style")]


def test_a_chart_shows_the_figures_behind_it(chinese: dict[Format, bytes]) -> None:
    page = lxml_html.fromstring(chinese["html"].decode())
    assert [d.findtext("summary") for d in page.iter("details")] == ["查看数据表"]
