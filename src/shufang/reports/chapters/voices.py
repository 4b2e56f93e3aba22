"""八、满意度与读者声音: what readers say; left out while nobody has been asked."""

from django.utils.translation import gettext_lazy

from shufang.reports.chapters.kit import Chapter, Material, TextBlock
from shufang.reports.document import Block
from shufang.reports.queries.evidence import Evidence


def _nothing(evidence: Evidence) -> str:
    return ""


SURVEY = TextBlock("voices.survey", gettext_lazy("满意度调查摘要"), _nothing)


def build(material: Material) -> list[Block]:
    return [*material.say(SURVEY), *material.quotes]


CHAPTER = Chapter("voices", gettext_lazy("满意度与读者声音"), build, (SURVEY,))
