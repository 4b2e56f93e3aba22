"""What does not fit together in a draft, told before it is sealed.

Some must be mended, the others must be read and accepted: a report may be cut off before its
period ends, but its reader must be told.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shufang.activities.choices import Grade
from shufang.reports.chapters import CHAPTERS
from shufang.reports.chapters.kit import Material, TextBlock
from shufang.reports.queries.figure_book import share
from shufang.reports.texts import filled, names_used

# A number said to be families: 3955个家庭, 3,955 户家庭, 3955 families.
_FAMILIES = re.compile(r"(\d[\d,，]*)\s*(?:余|多)?\s*(?:个|户|组)?\s*(?:家庭|families|households)")
# A factor from households to heads: 户均3人, 按每户3人, ×3, 3 people per family.
_FACTOR = re.compile(
    r"(?:户均|每户|每个家庭|按户)[^。；\n]{0,8}?\d+(?:\.\d+)?\s*人|[×xX*]\s*\d+(?:\.\d+)?"
    r"|\d+(?:\.\d+)?\s*(?:people|persons) per (?:family|household)"
)
_SOURCE = re.compile(r"来源|依据|根据|据.{1,20}(?:统计|调查)|source|according to", re.IGNORECASE)
MOST_LATE = 0.1  # of the sign-ins, entered afterwards
FEW_ANSWERS = 30
_TYPED = re.compile(r"(?<![\d.{])\d{3,}(?:[,，]\d{3})*(?![\d}])")
_DATES = re.compile(
    r"\d{4}\s*(?:年|[-/.])\s*\d{1,2}(?:\s*(?:月|[-/.])\s*\d{1,2}\s*日?)?|\d{4}\s*年"
)


@dataclass(frozen=True)
class Contradiction:
    """One thing that does not fit; `must_mend` ones forbid sealing."""

    code: str
    text: str
    block: str = ""  # the text block it stands in
    must_mend: bool = False


def contradictions(
    material: Material, chapters: dict[str, Any] | None = None
) -> list[Contradiction]:
    """Everything found in the texts that are printed, and in the figures themselves."""
    found = list(_in_figures(material))
    for chapter in CHAPTERS:
        if (chapters or {}).get(chapter.code, True):
            for block in chapter.texts:
                found += _in_text(material, block)
    return found


def _in_figures(material: Material) -> Iterator[Contradiction]:
    evidence = material.evidence
    if evidence.period.is_cut:
        yield Contradiction(
            "cutoff",
            _(
                "数据截至%(cutoff)s，早于报告期结束（%(end)s）：这不是全年的数字，报告里已写明截止日。"
            )
            % {"cutoff": evidence.period.last, "end": evidence.period.end},
        )
    if not evidence.total("activities_held"):
        yield Contradiction("empty", _("报告期内没有活动，请检查日期。"), must_mend=True)
    households, sign_ins = evidence.total("households_served"), evidence.total("sign_ins")
    if households is not None and households == sign_ins and sign_ins:
        yield Contradiction(
            "families",
            _("服务家庭数与签到数相同（%(number)s）：一户来多次也只算一个家庭，请核对。")
            % {"number": sign_ins},
        )
    attendees = evidence.total("attendees")
    if attendees is not None and sign_ins is not None and attendees < sign_ins:
        yield Contradiction("heads", _("参与人次少于签到数：有的活动缺参与人次，请补全。"))
    yield from _in_evidence(material)


def _in_evidence(material: Material) -> Iterator[Contradiction]:
    """How well sign-ins are proven, and how many stand behind a rate."""
    evidence = material.evidence
    sign_ins = evidence.total("sign_ins")
    late = next((line["sign_ins"] or 0 for line in evidence.grades if line.key == Grade.D), 0)
    if sign_ins and late > MOST_LATE * sign_ins:
        yield Contradiction(
            "late",
            _("签到里有%(share)s是事后补录（D级），超过%(most)s：请在报告里说明原因。")
            % {"share": share(late, sign_ins), "most": f"{MOST_LATE:.0%}"},
        )
    answers = evidence.total("pulse_answers")
    if evidence.total("satisfaction_rate") is not None and (answers or 0) < FEW_ANSWERS:
        yield Contradiction(
            "few_answers",
            ngettext(
                "满意率只有%(count)s份回答，一份就会改变它几个百分点：不宜与别的年度比较。",
                "满意率只有%(count)s份回答，一份就会改变它几个百分点：不宜与别的年度比较。",
                int(answers or 0),
            )
            % {"count": answers},
        )


def _in_text(material: Material, block: TextBlock) -> Iterator[Contradiction]:
    raw = material.text(block)
    unknown = sorted(name for name in names_used(raw) if name not in material.book)
    for name in unknown:
        yield Contradiction(
            "name",
            _("文字里的 {%(name)s} 不是报告能用的数字，请改成清单里的名称。") % {"name": name},
            block.code,
            must_mend=True,
        )
    text = filled(raw, material.book)
    yield from _families(material, block, text)
    if _FACTOR.search(text) and not _SOURCE.search(text):
        yield Contradiction(
            "factor",
            _("用了“%(factor)s”这样的折算，却没有写来源：写明依据，或改用参与人次。")
            % {"factor": _FACTOR.search(text)[0]},  # type: ignore[index]
            block.code,
            must_mend=True,
        )
    for number in dict.fromkeys(_TYPED.findall(_DATES.sub("", raw))):
        yield Contradiction(
            "typed",
            _("“%(number)s”是手工写的数字，不会随数据更新，也不能点开核对。") % {"number": number},
            block.code,
        )


def _families(material: Material, block: TextBlock, text: str) -> Iterator[Contradiction]:
    sign_ins = material.evidence.total("sign_ins")
    for number in _FAMILIES.findall(text):
        said = int(re.sub(r"\D", "", number))
        if said == sign_ins:
            yield Contradiction(
                "families",
                _("“%(number)s”是签到数，不是家庭数：一户来两次签到两次，仍是一个家庭。")
                % {"number": number},
                block.code,
                must_mend=True,
            )
        elif material.evidence.total("households_served") is None:
            yield Contradiction(
                "families",
                _("写了%(number)s个家庭，但数据里没有逐户签到，家庭数是未知的。")
                % {"number": number},
                block.code,
            )
