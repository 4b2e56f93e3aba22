"""The tags that every template may use."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory
from django.utils.translation import override

from shufang.shared.templatetags.ui import face


@dataclass
class Category:
    name: str
    name_en: str
    colour: str


def render(source: str, path: str = "/x/", **context: Any) -> str:
    request = RequestFactory().get(path)
    request.user = AnonymousUser()
    return engines["django"].from_string(source).render(context, request)


def test_an_icon_is_drawn_inline_and_hidden_from_screen_readers() -> None:
    html = render('{% icon "calendar-event" %}')
    assert html.startswith("<svg")
    assert "<path" in html
    assert 'aria-hidden="true"' in html
    assert "style=" not in html


def test_an_icon_with_a_label_speaks() -> None:
    html = render('{% icon "x" label="关上" %}')
    assert 'role="img" aria-label="关上"' in html
    assert "aria-hidden" not in html


@pytest.mark.parametrize("name", ["no-such-icon", "../../../../package.json", "../filled/star"])
def test_an_unknown_icon_draws_nothing_and_reads_no_other_file(name: str) -> None:
    html = render("{% icon name %}", name=name)
    assert "<path" not in html
    assert "tabler" not in html


def test_a_category_is_told_by_name_and_colour_in_the_pages_language() -> None:
    shipped = Category("亲子阅读", "Family reading", "family")
    assert render("{% category_pill c %}", c=shipped) == '<span class="pill family">亲子阅读</span>'
    with override("en"):
        assert "Family reading" in render("{% category_pill c %}", c=shipped)
        assert "夜读" in render("{% category_pill c %}", c=Category("夜读", "", "theme"))
    assert render("{% category_pill c %}", c=None) == ""


def test_a_name_typed_by_a_user_is_escaped() -> None:
    html = render("{% category_pill c %}", c=Category("<script>", "", "theme"))
    assert "<script>" not in html


def test_the_query_string_keeps_what_it_does_not_change() -> None:
    tag = "{% autoescape off %}{% query page=3 room='' town=None %}{% endautoescape %}"
    assert render(tag, "/x/?a=1&a=2&page=2&room=7&town=1") == "?a=1&a=2&page=3"


def test_pages_keep_the_filter() -> None:
    html = render("{% pages p %}", "/x/?room=7", p=Paginator(range(620), 50).page(4))
    assert 'href="?room=7&amp;page=5"' in html
    assert 'rel="prev"' in html
    assert 'aria-current="page">4<' in html
    assert "共 620 条" in html


def test_a_single_page_needs_no_pages() -> None:
    assert "<nav" not in render("{% pages p %}", p=Paginator(range(3), 50).page(1))


def test_a_figure_opens_to_its_rows_but_an_unknown_one_has_none() -> None:
    assert render("{% opens 1234 url %}", url="/r?a=1&b=2") == (
        '<a class="opens num" href="/r?a=1&amp;b=2">1,234</a>'
    )
    assert "<a" not in render('{% opens none "/r" %}', none=None)
    assert "<a" not in render("{% opens 5 %}")


class Form(forms.Form):
    name = forms.CharField(label="名称", help_text="两个字以上")
    day = forms.DateField(
        label="日期", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    kind = forms.ChoiceField(label="依据", widget=forms.RadioSelect, choices=[("a", "甲")])
    ready = forms.BooleanField(label="好了", required=False)


def test_a_field_ties_help_and_errors_to_its_control() -> None:
    form = Form({"name": ""})
    html = render("{% field form.name %}", form=form)
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_helptext"' in html
    assert 'id="id_name_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'class="form-control is-invalid"' in html


def test_a_field_that_may_stay_empty_says_so() -> None:
    form = Form()
    assert "可不填" in render("{% field form.day %}", form=form)
    assert "可不填" not in render("{% field form.name %}", form=form)


def test_a_date_is_written_as_the_browsers_picker_needs_it() -> None:
    form = Form(initial={"day": date(2025, 5, 31)})
    for language in ("zh-hans", "en"):
        with override(language):
            assert 'value="2025-05-31"' in render("{% field form.day %}", form=form)


def test_choices_have_a_legend_and_a_check_box_its_label_beside_it() -> None:
    form = Form()
    choices = render("{% field form.kind %}", form=form)
    assert "<fieldset" in choices
    assert "<legend" in choices
    assert 'class="form-check"' in render("{% field form.ready %}", form=form)


def test_the_summary_of_errors_leads_to_the_fields() -> None:
    html = render('{% include "shared/parts/errors.html" %}', form=Form({"name": ""}))
    assert 'role="alert"' in html
    assert '<a href="#id_name">名称</a>' in html
    assert "role" not in render('{% include "shared/parts/errors.html" %}', form=Form())


@pytest.mark.parametrize(
    ("name", "sign"),
    [
        ("小米", "米"), ("𠮷𠮷", "𠮷"), ("Tom", "T"), ("ann", "A"), ("Tom 🐻", "T"),
        ("小米（大）", "大"), ("👨\u200d👩\u200d👧", "👨"), ("❤\ufe0f", "❤"), ("小T", "T"),
        ("…", "…"), ("", ""),
    ],
)  # fmt: skip
def test_a_name_has_one_sign_in_its_round(name: str, sign: str) -> None:
    assert face(name) == sign
