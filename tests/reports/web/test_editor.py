"""The editor in the browser: who may, what is saved, what is said."""

import re
from html import unescape

from django.test import Client
from django.urls import reverse

from shufang.people.models import User
from shufang.reports.chapters import CHAPTERS
from shufang.reports.models import Report
from tests.cast import ClientAs


def edit(client: Client, draft: Report) -> str:
    return client.get(reverse("reports:edit", args=[draft.pk])).content.decode()


def test_the_editor_shows_texts_with_their_figures_in_place(
    draft: Report, operator: User, client_as: ClientAs
) -> None:
    page = edit(client_as(operator), draft)
    assert "{activities_held}" not in page
    assert "报告期内共举办活动{活动场次}场" in page
    assert "各分类情况见{表：项目执行数据一览表}" in page
    assert "共举办活动3场" in page
    assert "各分类情况见表一" in page
    assert "数据截至2025-05-31，早于报告期结束" in page


def test_the_library_writes_too_and_others_only_read(
    draft: Report, library: User, auditor: User, outsider: User, client_as: ClientAs
) -> None:
    url = reverse("reports:edit", args=[draft.pk])
    assert client_as(library).get(url).status_code == 200
    assert client_as(auditor).get(url).status_code == 403
    assert client_as(auditor).get(reverse("reports:preview", args=[draft.pk])).status_code == 200
    assert client_as(outsider).get(reverse("reports:preview", args=[draft.pk])).status_code == 403


def test_texts_and_chapters_are_saved_together(
    draft: Report, operator: User, client_as: ClientAs
) -> None:
    client_as(operator).post(
        reverse("reports:edit_texts", args=[draft.pk]),
        {"text-overview.result": "今年{activities_held}场。", "chapter": ["overview", "execution"]},
    )
    draft.refresh_from_db()
    assert draft.texts == {"overview.result": "今年{activities_held}场。"}
    assert draft.chapters["lending"] is False
    assert "overview" not in draft.chapters


def test_figures_and_tables_are_typed_by_what_they_are_called(
    draft: Report, operator: User, client_as: ClientAs
) -> None:
    typed = "今年{活动场次}场，见{表：项目执行数据一览表}和{图:各月活动场次}，{没有这个}不变。"
    client = client_as(operator)
    shown = client.post(
        reverse("reports:fill_text", args=[draft.pk]), {"text-overview.result": typed}
    )
    assert "今年3场，见表一和图二，{没有这个}不变。" in shown.content.decode()
    client.post(
        reverse("reports:edit_texts", args=[draft.pk]),
        {"text-overview.result": typed, "chapter": [c.code for c in CHAPTERS]},
    )
    draft.refresh_from_db()
    kept = "今年{activities_held}场，见{表:execution}和{图:months}，{没有这个}不变。"
    assert draft.texts == {"overview.result": kept}
    page = edit(client, draft)
    assert "今年{活动场次}场" in page
    assert "文字里的 {没有这个} 不是报告能用的数字" in page


def test_a_page_saved_as_it_came_changes_no_text(
    draft: Report, operator: User, client_as: ClientAs
) -> None:
    """What the editor shows goes back to what is kept, word for word."""
    client = client_as(operator)
    fields = re.findall(r'<textarea[^>]* name="(text-[^"]+)"[^>]*>([^<]*)', edit(client, draft))
    assert len(fields) > 10
    client.post(
        reverse("reports:edit_texts", args=[draft.pk]),
        {name: unescape(text) for name, text in fields} | {"chapter": [c.code for c in CHAPTERS]},
    )
    draft.refresh_from_db()
    assert draft.texts == {}


def test_an_empty_chapter_says_where_its_content_is_written(
    draft: Report, operator: User, client_as: ClientAs
) -> None:
    page = edit(client_as(operator), draft)
    assert 'href="#pictures"' in page
    assert reverse("people:organisation_chart") in page


def test_an_edited_text_can_go_back_to_the_prefilled_one(
    draft: Report, operator: User, client_as: ClientAs
) -> None:
    client = client_as(operator)
    client.post(reverse("reports:edit_texts", args=[draft.pk]), {"text-overview.result": "改过"})
    client.post(reverse("reports:reset_text", args=[draft.pk, "overview.result"]))
    draft.refresh_from_db()
    assert draft.texts == {}


def test_a_text_is_shown_filled_while_it_is_typed_and_escaped(
    draft: Report, operator: User, client_as: ClientAs
) -> None:
    shown = client_as(operator).post(
        reverse("reports:fill_text", args=[draft.pk]),
        {"text-overview.result": "{activities_held}场<script>alert(1)</script>"},
    )
    assert "3场&lt;script&gt;" in shown.content.decode()


def test_wrong_dates_are_refused_with_the_field(
    draft: Report, operator: User, client_as: ClientAs
) -> None:
    page = client_as(operator).post(
        reverse("reports:edit_heading", args=[draft.pk]),
        {
            "title": "x",
            "start": "2025-07-11",
            "end": "2024-07-12",
            "cutoff": "2025-07-11",
            "language": "zh",
            "style": "gongwen",
        },
    )
    assert "结束日期早于开始日期" in page.content.decode()
    draft.refresh_from_db()
    assert draft.start.isoformat() == "2024-07-12"


def test_sealing_in_the_browser_needs_the_warnings_accepted(
    draft: Report, operator: User, client_as: ClientAs
) -> None:
    client = client_as(operator)
    url = reverse("reports:seal", args=[draft.pk])
    client.post(url)
    draft.refresh_from_db()
    assert draft.sealed_at is None
    client.post(url, {"accepted": "1"})
    draft.refresh_from_db()
    assert draft.sealed_at is not None
    back = client.get(reverse("reports:edit", args=[draft.pk]), follow=True)
    assert back.redirect_chain == [(reverse("reports:preview", args=[draft.pk]), 302)]
    assert "已经封存，不能再改" in back.content.decode()


def test_a_sealed_file_is_given_as_it_was_sealed(
    draft: Report, operator: User, assessor: User, client_as: ClientAs
) -> None:
    import hashlib

    client_as(operator).post(reverse("reports:seal", args=[draft.pk]), {"accepted": "1"})
    for file in draft.files.all():
        answer = client_as(assessor).get(reverse("reports:file", args=[draft.pk, file.format]))
        assert hashlib.sha256(answer.content).hexdigest() == file.sha256
        assert "attachment" in answer["Content-Disposition"]


def test_a_draft_is_begun_with_the_dates_of_the_data(
    small_year: object, operator: User, client_as: ClientAs
) -> None:
    page = client_as(operator).get(reverse("reports:begin")).content.decode()
    assert 'value="2024-07-12"' in page
    assert 'value="2025-07-11"' in page
    client_as(operator).post(
        reverse("reports:begin"),
        {
            "title": "年度总结",
            "start": "2024-07-12",
            "end": "2025-07-11",
            "cutoff": "2025-05-31",
            "language": "zh",
            "style": "huace",
        },
    )
    assert Report.objects.get().style == "huace"


def test_an_english_editor_has_no_chinese_of_ours(
    draft: Report, operator: User, client_as: ClientAs
) -> None:
    page = client_as(operator, language="en").get(reverse("reports:list")).content.decode()
    assert "Sealed" in page or "Draft" in page
    assert "报告期" not in page
