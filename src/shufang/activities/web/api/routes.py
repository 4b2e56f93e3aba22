"""For programs: activities for everybody, registering and signing in by token."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import Header, Path, Query, Router
from ninja.responses import Status

from shufang.activities.actions.registering.cancel import cancel_registration
from shufang.activities.actions.registering.register import Kid, Party, register
from shufang.activities.actions.signing_in.sign_in import sign_in
from shufang.activities.choices import Way
from shufang.activities.forms.api import (
    ActivityOut,
    CancelIn,
    CheckInIn,
    CheckInOut,
    Feeds,
    RegistrationIn,
    RegistrationMade,
    RegistrationOut,
    RegistrationRow,
    StageName,
)
from shufang.activities.forms.registering import Question, asked, likely_born, questions
from shufang.activities.models import Registration
from shufang.activities.queries.api import (
    activities_shown,
    activity_of,
    activity_shown,
    registration_of,
    registrations_of,
)
from shufang.activities.queries.promoting.links import full, own_link
from shufang.activities.queries.signing_in.signs import BY_API
from shufang.activities.web.api.answers import (
    activity_answer,
    check_in_answer,
    registration_answer,
    registration_row,
)
from shufang.people.choices import Scope
from shufang.people.phones import clean_phone
from shufang.people.web.api import Bearer, done_once, note_families, token
from shufang.places.models import Site
from shufang.shared.api import ProblemError
from shufang.shared.api_schema import (
    OF_POSTS,
    OF_TOKENS,
    Day,
    Key,
    Limit,
    Offset,
    Page,
    RequestKey,
    Text,
    problems,
)
from shufang.shared.audience import by_token, public

router = Router()
READS, WRITES = Bearer(Scope.REGISTRATIONS_READ), Bearer(Scope.REGISTRATIONS_WRITE)
AT_THE_DOOR = Bearer(Scope.CHECK_INS)
Once = Annotated[RequestKey, Header(alias="Idempotency-Key")]
Number = Annotated[Key, Path()]


@router.get(
    "/activities",
    response={200: Page[ActivityOut], **problems()},
    url_name="activities",
    description=gettext_noop(
        "读者看到的活动；不写 from 就从今天起。"
        "room 是书房的代号，category 是分类的编号，活动里都写着。"
    ),
    tags=["activities"],
)
@public
def activities(
    request: HttpRequest,
    room: Text = "",
    category: Key | None = None,
    first: Annotated[Day | None, Query(alias="from")] = None,
    last: Annotated[Day | None, Query(alias="to")] = None,
    limit: Limit = 20,
    offset: Offset = 0,
) -> dict[str, Any]:
    if first is not None and last is not None and last < first:
        raise ProblemError(422, "period", _("最后一天不能早于第一天。"))
    found = activities_shown(
        room=room, category=category, first=first or timezone.localdate(), last=last
    )
    items = [activity_answer(each) for each in found[offset : offset + limit]]
    return {"count": found.count(), "items": items}


@router.get(
    "/activities/{pk}",
    response={200: ActivityOut, **problems(404)},
    url_name="activity",
    description=gettext_noop("一场活动。"),
    tags=["activities"],
)
@public
def activity(request: HttpRequest, pk: Number) -> dict[str, Any]:
    return activity_answer(activity_shown(pk))


@router.get(
    "/feeds",
    response={200: Feeds, **problems()},
    url_name="feeds",
    description=gettext_noop("日历和订阅的地址：全部的，每间书房的。"),
    tags=["activities"],
)
@public
def feeds(request: HttpRequest) -> dict[str, Any]:
    return {
        "calendar": full(reverse("feeds:all")),
        "json_feed": full(reverse("feeds:json")),
        "rooms": {
            site.slug: full(reverse("feeds:room", args=[site.slug]))
            for site in Site.objects.order_by("slug")
        },
    }


@router.get(
    "/registrations",
    response={200: Page[RegistrationRow], **problems(*OF_TOKENS)},
    auth=READS,
    url_name="registrations",
    description=gettext_noop("令牌所属书房的报名，按报名先后。"),
    tags=["registrations"],
)
@by_token
def registrations(
    request: HttpRequest,
    activity: Key | None = None,
    stage: StageName | None = None,
    limit: Limit = 50,
    offset: Offset = 0,
) -> dict[str, Any]:
    found = registrations_of(token(request))
    if activity is not None:
        found = found.filter(activity=activity)
    if stage is not None:
        found = found.filter(stage=stage)
    rows = list(found[offset : offset + limit])
    _note(request, rows)
    return {"count": found.count(), "items": [registration_row(row) for row in rows]}


@router.get(
    "/registrations/{pk}",
    response={200: RegistrationRow, **problems(404, *OF_TOKENS)},
    auth=READS,
    url_name="registration",
    description=gettext_noop("一份报名。"),
    tags=["registrations"],
)
@by_token
def registration(request: HttpRequest, pk: Number) -> dict[str, Any]:
    found = registration_of(token(request), pk)
    _note(request, [found])
    return registration_row(found)


@router.post(
    "/registrations",
    response={201: RegistrationMade, **problems(*OF_TOKENS, *OF_POSTS)},
    auth=WRITES,
    url_name="registrations",
    description=gettext_noop("按活动的规则替一家人报名：得到名额、候补，或等抽签。"),
    tags=["registrations"],
)
@by_token
def register_party(request: HttpRequest, body: RegistrationIn, key: Once) -> Status[dict[str, Any]]:

    def do() -> tuple[int, dict[str, Any]]:
        activity = activity_of(token(request), body.activity)
        rules = getattr(activity, "rules", None)
        made = register(
            activity=activity,
            party=Party(
                body.adults,
                _kids(body),
                whole=body.whole,
            ),
            phone=clean_phone(body.phone),
            name=body.name,
            way=Way.API,
            actor=str(token(request)),
            answers=_answers(questions(rules) if rules else [], body.answers),
            photo=body.photo,
            language=body.language,
        )
        return 201, registration_answer(made)

    answer, _again = done_once(request, route="register", key=key, do=do)
    found = registration_of(token(request), answer.value["id"])
    return Status(answer.status_code, {**answer.value, "manage_url": own_link(found)})


@router.post(
    "/registrations/{pk}/cancel",
    response={200: RegistrationOut, **problems(*OF_TOKENS, *OF_POSTS)},
    auth=WRITES,
    url_name="cancel",
    description=gettext_noop("取消一份报名，名额给候补的人。"),
    tags=["registrations"],
)
@by_token
def cancel(request: HttpRequest, pk: Number, body: CancelIn, key: Once) -> Status[dict[str, Any]]:

    def do() -> tuple[int, dict[str, Any]]:
        found = registration_of(token(request), pk)
        cancel_registration(registration=found, actor=str(token(request)), reason=body.reason)
        return 200, registration_answer(found)

    return done_once(request, route=f"cancel {pk}", key=key, do=do)[0]


@router.post(
    "/check-ins",
    response={201: CheckInOut, **problems(*OF_TOKENS, *OF_POSTS)},
    auth=AT_THE_DOOR,
    url_name="check_ins",
    description=gettext_noop("一家人到了，在签到时间内签到。"),
    tags=["check-ins"],
)
@by_token
def check_in(request: HttpRequest, body: CheckInIn, key: Once) -> Status[dict[str, Any]]:

    def do() -> tuple[int, dict[str, Any]]:
        asker = token(request)
        activity = activity_of(asker, body.activity)
        party = registration_of(asker, body.registration) if body.registration else None
        adults, children = _heads(body, party)
        made = sign_in(
            activity=activity,
            method=body.method,
            key=f"{BY_API}{asker.pk} {key}"[:80],
            adults=adults,
            children=children,
            registration=party,
            name=body.name,
        )
        return 201, check_in_answer(made)

    return done_once(request, route="check-in", key=key, do=do)[0]


def _heads(body: CheckInIn, party: Registration | None) -> tuple[int, int]:
    """As sent; as registered, where nothing is."""
    if body.adults is None and body.children is None:
        return (party.adults, party.children) if party else (1, 0)
    return body.adults or 0, body.children or 0


def _note(request: HttpRequest, rows: list[Registration]) -> None:
    households = {row.household_id for row in rows if row.household_id is not None}
    note_families(request, households, gettext_noop("报名名单"))


def _kids(body: RegistrationIn) -> tuple[Kid, ...]:
    for kid in body.children:
        if not likely_born(kid.birth_year, kid.birth_month):
            raise ValidationError(
                _("请再看一下%(child)s的出生年月。") % {"child": kid.nickname}, code="born"
            )
    return tuple(Kid(kid.nickname, kid.birth_year, kid.birth_month) for kid in body.children)


def _answers(asked_for: Sequence[Question], said: Mapping[str, str]) -> dict[str, str]:
    """Answers to the activity's own questions; refused is one to no question, one that its
    question does not know, and none where one is needed."""
    if unknown := sorted(said.keys() - {question.code for question in asked_for}):
        raise ValidationError(
            _("这场活动没有代号为“%(code)s”的问题。") % {"code": unknown[0]}, code="answers"
        )
    found = {each.code: asked(each, said.get(each.code, "")) for each in asked_for}
    for each in asked_for:
        if not found[each.code] and (each.needed or said.get(each.code)):
            raise ValidationError(
                _("请回答：%(question)s") % {"question": each.text}, code="answers"
            )
    return {code: answer for code, answer in found.items() if answer}
