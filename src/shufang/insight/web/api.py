"""For programs: figures, by token."""

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import Path, Query, Router, Schema
from pydantic import BaseModel, ConfigDict, Field

from shufang.lake import ask, registry
from shufang.lake.printing import answer_json
from shufang.people.choices import Scope
from shufang.people.web.api import Bearer, token
from shufang.shared.api import ProblemError
from shufang.shared.api_schema import OF_TOKENS, Day, Text, problems
from shufang.shared.audience import by_token
from shufang.shared.language import in_english
from shufang.shared.period import Period

router = Router(tags=["measures"])
READS = Bearer(Scope.MEASURES)
LONGEST = 366 * 10  # days


class MeasureOut(Schema):
    """A figure, how it is counted, and by what it may be taken apart."""

    code: str
    name: str
    unit: str
    definition: str
    by: list[str]


class Span(Schema):
    """`cutoff`: nothing after it is counted."""

    first: date = Field(alias="from")
    last: date = Field(alias="to")
    cutoff: date


class Value(BaseModel):
    """`missing` and `estimated` say how far it is known; `value` is null where nothing is."""

    value: int | float | None
    missing: int
    estimated: int


class Part(Value):
    """Beside its value, the name of its part under each dimension asked for: `site`, `month`;
    a `year` is a number."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, str | int]


class Answered(Schema):
    """The figure as a whole and in its parts, and how it is counted."""

    code: str
    name: str
    unit: str
    definition: str
    period: Span
    rows: list[Part]
    total: Value


@router.get(
    "/measures",
    response={200: list[MeasureOut], **problems(*OF_TOKENS)},
    auth=READS,
    url_name="measures",
    description=gettext_noop("可以查询的全部指标。"),
)
@by_token
def measures(request: HttpRequest) -> list[dict[str, Any]]:
    return [
        {**_words(each), "by": [d.code for d in registry.dimensions() if d.code in each.dimensions]}
        for each in registry.measures()
    ]


@router.get(
    "/measures/{code}",
    response={200: Answered, **problems(404, *OF_TOKENS)},
    by_alias=True,
    auth=READS,
    url_name="measure",
    description=gettext_noop(
        "一个指标在一段日期里的数字，可按至多三个维度（by）分开；只限一间书房的令牌，只得到这间书房的。"
    ),
)
@by_token
def measure(
    request: HttpRequest,
    code: Annotated[Text, Path()],
    first: Annotated[Day, Query(alias="from")],
    last: Annotated[Day, Query(alias="to")],
    by: Annotated[list[Text], Query(max_length=3)] = [],  # noqa: B006 - pydantic copies it
) -> dict[str, Any]:
    if last < first:
        raise ProblemError(422, "period", _("最后一天不能早于第一天。"))
    if (last - first).days > LONGEST:
        raise ProblemError(422, "period", _("一次最多查十年。"))
    site = token(request).site_id
    where = {"site": site} if site is not None else None
    try:
        answer = ask(code, Period(first, last), by, where)
    except registry.UnknownCodeError as error:
        english = in_english()
        raise ProblemError(404, "unknown", error.en if english else error.zh) from None
    return {**answer_json(answer), **_words(registry.measure(code))}


def _words(measure: registry.AnyMeasure) -> dict[str, str]:
    return {
        "code": measure.code,
        "name": measure.label,
        "unit": measure.unit_label,
        "definition": measure.definition,
    }
