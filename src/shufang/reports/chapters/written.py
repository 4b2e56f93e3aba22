"""Chapters that only people can write: left out until they do."""

from typing import Any

from django.utils.translation import gettext_lazy

from shufang.reports.chapters.kit import Chapter, Material, TextBlock
from shufang.reports.document import Block
from shufang.reports.queries.evidence import Evidence


def _nothing(evidence: Evidence) -> str:
    return ""


def _written(code: str, title: Any, label: Any) -> Chapter:
    text = TextBlock(f"{code}.text", label, _nothing)

    def build(material: Material) -> list[Block]:
        return list(material.say(text))

    return Chapter(code, title, build, (text,))


FINANCE = _written(
    "finance",
    gettext_lazy("经费执行与收入反哺"),
    gettext_lazy("经费使用情况，低价服务的收入怎样用回免费服务"),
)
PLAN = _written("plan", gettext_lazy("下一年度计划"), gettext_lazy("下一年度的目标和安排"))
