"""二、运营周期与合同约定指标: left out until contracts with targets are kept here."""

from django.utils.translation import gettext_lazy

from shufang.reports.chapters.kit import Chapter, Material, TextBlock
from shufang.reports.document import Block
from shufang.reports.queries.evidence import Evidence


def _nothing(evidence: Evidence) -> str:
    return ""


AGREED = TextBlock("targets.agreed", gettext_lazy("合同约定的指标"), _nothing)


def build(material: Material) -> list[Block]:
    return list(material.say(AGREED))


CHAPTER = Chapter("targets", gettext_lazy("运营周期与合同约定指标"), build, (AGREED,))
