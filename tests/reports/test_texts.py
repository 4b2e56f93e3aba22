"""Figures in texts live; nothing else in braces has a meaning."""

from shufang.reports.texts import Figure, filled, names_used, paragraphs

BOOK = {"sign_ins": Figure("签到数", "3955", "sign_ins")}


def test_a_named_figure_is_filled_in() -> None:
    assert filled("签到{sign_ins}户次", BOOK) == "签到3955户次"


def test_an_unknown_name_stays_as_it_was_typed() -> None:
    assert filled("{sing_ins}", BOOK) == "{sing_ins}"
    assert names_used("{sing_ins}和{sign_ins}") == {"sing_ins", "sign_ins"}


def test_no_text_reaches_an_attribute_or_runs_code() -> None:
    for hostile in ("{sign_ins.__class__}", "{{7*7}}", "{sign_ins!r}", "{0}", "${jndi:ldap://x}"):
        assert "7*7" not in hostile or filled(hostile, BOOK) == hostile
        assert "class" not in filled(hostile, BOOK).replace(hostile, "")


def test_a_paragraph_a_line_and_figures_marked() -> None:
    first, second = paragraphs("共{sign_ins}户次\n\n  第二段 ", BOOK)
    assert [(run.text, run.figure) for run in first.runs] == [
        ("共", False),
        ("3955", True),
        ("户次", False),
    ]
    assert second.runs[0].text == "第二段"
