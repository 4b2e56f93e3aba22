"""What does not fit together is told before sealing."""

from dataclasses import replace
from datetime import date

import pytest

from shufang.reports.chapters.kit import Material
from shufang.reports.composing.contradictions import contradictions
from shufang.reports.queries.evidence import Evidence
from shufang.shared.period import Period


def found(material: Material, text: str) -> dict[str, bool]:
    """Code -> whether it must be mended, for a text of the first chapter."""
    edited = replace(material, texts={"overview.result": text})
    return {one.code: one.must_mend for one in contradictions(edited) if one.code != "cutoff"}


def test_the_prefilled_texts_only_say_that_the_data_end_early(material: Material) -> None:
    assert [(one.code, one.must_mend) for one in contradictions(material)] == [("cutoff", False)]


@pytest.mark.parametrize(
    "text", ["服务{sign_ins}个家庭。", "惠及30户家庭。", "served 30 families", "服务了 30 余个家庭"]
)
def test_sign_ins_called_families_must_be_mended(material: Material, text: str) -> None:
    assert found(material, text)["families"] is True


def test_a_number_of_families_nobody_counted_is_pointed_out(material: Material) -> None:
    assert found(material, "服务了25个家庭。")["families"] is False


@pytest.mark.parametrize("text", ["按户均3.1人折算。", "{sign_ins}×3=90人次", "每户3人"])
def test_a_multiplier_without_a_source_must_be_mended(material: Material, text: str) -> None:
    assert found(material, text)["factor"] is True


def test_a_multiplier_with_its_source_may_stand(material: Material) -> None:
    assert "factor" not in found(material, "按户均3.1人折算（来源：2024年入户统计）。")


def test_a_name_that_is_no_figure_must_be_mended(material: Material) -> None:
    assert found(material, "签到{sing_ins}户次")["name"] is True


def test_a_typed_number_is_pointed_out_but_dates_are_not(material: Material) -> None:
    assert found(material, "超过12000人次")["typed"] is False
    assert "typed" not in found(material, "2025年3月8日起，2024-07-12开始，共3场")


def test_a_chapter_that_is_not_printed_contradicts_nothing(material: Material) -> None:
    edited = replace(material, texts={"overview.result": "服务30个家庭"})
    codes = [one.code for one in contradictions(edited, {"overview": False})]
    assert codes == ["cutoff"]


def test_a_period_without_activities_can_not_be_sealed(db: None) -> None:
    empty = Material(Evidence(Period(date(2030, 1, 1), date(2030, 12, 31))))
    assert ("empty", True) in [(one.code, one.must_mend) for one in contradictions(empty)]
