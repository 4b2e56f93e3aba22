"""What is counted from pulse answers."""

from django.conf import settings

from shufang.lake import Measure, registry
from shufang.shared.language import in_english
from shufang.surveys import facts
from shufang.surveys.choices import FEWEST, Score

ANSWERS = Measure(
    "pulse_answers",
    "满意度回答数",
    "Survey answers",
    unit="份",
    unit_en="answers",
    definition_zh="活动后三问的有效回答份数：用自己的链接，一次签到一份；扫现场的二维码，一部手机一份；"
    "撤回的不计。按活动日计。"
    "来源：本系统的活动后调查，匿名。",
    definition_en="Valid answers to the three questions after an activity: one for a sign-in by "
    "the family's own link, one for each phone that scans the code in the room; withdrawn ones are "
    "left out. By the activity's day. Source: the anonymous survey made here.",
    fact=facts.PULSE,
    value="count(*)",
)


def formula(*, with_fair: bool) -> tuple[str, str]:
    """How the rate is counted, in both languages; printed wherever the rate is."""
    if with_fair:
        return (
            "（非常满意＋满意＋一般）÷有效回答，本网络把“一般”算作满意",
            "(very satisfied + satisfied + fair) / valid answers; “fair” counts as satisfied here",
        )
    return (
        "（非常满意＋满意）÷有效回答，“一般”不算满意",
        "(very satisfied + satisfied) / valid answers; “fair” does not count as satisfied",
    )


def satisfaction_words() -> str:
    """The formula of this network in the language of the page."""
    zh, en = formula(with_fair=settings.SATISFIED_WITH_FAIR)
    return en if in_english() else zh


def satisfaction_rate(*, with_fair: bool) -> Measure:
    """The rate as the network counts it; the definition prints which scores are satisfied."""
    least = Score.FAIR if with_fair else Score.GOOD
    zh, en = formula(with_fair=with_fair)
    return Measure(
        "satisfaction_rate",
        "满意率",
        "Satisfaction rate",
        unit="%",
        unit_en="%",
        definition_zh=f"{zh}；五分制，取“总的来说”一问，撤回的不计。"
        f"少于{FEWEST}份回答时不显示。来源：本系统的活动后调查，匿名，只有愿意回答的人。",
        definition_en=f"{en}. Five points, the question “overall”, "
        f"withdrawn answers left out. Not shown for fewer than {FEWEST} answers. Source: the "
        "anonymous survey made here, of those who chose to answer.",
        fact=facts.PULSE,
        value=f"case when count(*) >= {FEWEST} then"
        f" 100.0 * sum(case when f.score >= {least.value} then 1 else 0 end) / count(*) end",
        additive=False,
        silent=False,
    )


def register() -> None:
    registry.add(facts.PULSE)
    registry.add(ANSWERS, satisfaction_rate(with_fair=settings.SATISFIED_WITH_FAIR))
