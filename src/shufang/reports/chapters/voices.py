"""满意度与读者声音: what readers say; left out while nobody has been asked."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shufang.reports.chapters.kit import Chapter, Material, TextBlock
from shufang.reports.document import Block, Column, Table
from shufang.reports.queries.evidence import Evidence
from shufang.surveys.choices import FEWEST
from shufang.surveys.measures import satisfaction_words


def _survey(evidence: Evidence) -> str:
    """Nothing below the number of answers that hides who said what."""
    if evidence.total("satisfaction_rate") is None:
        return ""
    return _(
        "活动后向签到的家庭发三个问题，不记名，报告期内收到有效回答{pulse_answers}份，"
        "总的满意率为{satisfaction_rate}，各分类见{表:satisfaction}。"
    )


SURVEY = TextBlock("voices.survey", gettext_lazy("满意度调查摘要"), _survey)


def build(material: Material) -> list[Block]:
    return [*material.say(SURVEY), *_table(material.evidence), *material.quotes]


def _table(evidence: Evidence) -> list[Block]:
    """By category; how it is counted, and on how many answers, stands below."""
    if evidence.total("satisfaction_rate") is None:
        return []
    lines = [line for line in evidence.satisfaction if line["satisfaction_rate"] is not None]
    how = _("满意率＝%(formula)s。不到%(fewest)s份回答的不单列。只有愿意回答的人。") % {
        "formula": satisfaction_words(),
        "fewest": FEWEST,
    }
    return [
        Table(
            caption=_("满意度情况表"),
            key="satisfaction",
            columns=(
                Column(_("分类"), "left", 2.4),
                Column(_("回答（份）"), "right"),
                Column(_("满意率（%）"), "right", decimals=1),
            ),
            rows=tuple(
                (line.name, line["pulse_answers"], line["satisfaction_rate"]) for line in lines
            ),
            total=(
                _("合计"),
                evidence.total("pulse_answers"),
                evidence.total("satisfaction_rate"),
            ),
            note=how,
        )
    ]


CHAPTER = Chapter("voices", gettext_lazy("满意度与读者声音"), build, (SURVEY,))
