"""What programs send about activities, and what they are answered."""

from datetime import date, datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

from shufang.activities.choices import Stage
from shufang.shared.api_schema import Key, Name, Sent, Text

Heads = Annotated[int, Field(ge=0, le=60)]
StageName = Literal[
    "applied", "waiting", "offered", "confirmed", "attended", "absent", "cancelled", "expired"
]
assert set(StageName.__args__) == set(Stage.values)  # type: ignore[attr-defined]


class Category(Schema):
    id: int
    name: str
    name_en: str


class Room(Schema):
    slug: str
    name: str
    town: str
    address: str


class QuestionOut(Schema):
    """One of the activity's own questions, answered by its `code`: a `yes_no` by "yes" or "no", a
    `choice` by one of its `choices`."""

    code: str
    text: str
    kind: Literal["text", "choice", "yes_no"]
    choices: list[str]
    needed: bool


class Places(Schema):
    """How places are given, and what is asked of those who register; `free` is unknown where
    places are drawn or nobody registers."""

    way: Literal["open", "first", "draw"]
    counted: Literal["party", "child", "person"]
    places: int
    free: int | None
    waiting: int
    opens_at: datetime | None
    closes_at: datetime | None
    questions: list[QuestionOut]


class ActivityOut(Schema):
    id: int
    title: str
    state: Literal["scheduled", "held", "cancelled"]
    day: date
    starts_at: datetime | None
    ends_at: datetime | None
    audience: str
    age_from: int | None
    age_to: int | None
    description: str
    category: Category
    room: Room
    zone: str
    registration: Places | None
    url: str
    calendar: str


class Feeds(Schema):
    """Addresses that calendars and feed readers take."""

    calendar: str
    json_feed: str
    rooms: dict[str, str]


class KidIn(Sent):
    nickname: Annotated[Name, Field(max_length=20)]
    birth_year: Annotated[int, Field(ge=1900, le=2199)]
    birth_month: Annotated[int, Field(ge=1, le=12)]


class RegistrationIn(Sent):
    """A party; its phone number gets the messages."""

    activity: Key
    phone: Annotated[Text, Field(max_length=40)]
    name: Annotated[Text, Field(max_length=40)] = ""
    adults: Heads = 1
    children: Annotated[list[KidIn], Field(max_length=10)] = []
    whole: bool = False
    photo: bool | None = None
    language: Literal["zh-hans", "en"] = "zh-hans"
    answers: Annotated[dict[Text, Text], Field(max_length=20)] = {}


class RegistrationOut(Schema):
    id: int
    activity: int
    stage: StageName
    number: int
    takes: int
    adults: int
    children: int
    made_at: datetime


class RegistrationMade(RegistrationOut):
    """With the party's own secret link."""

    manage_url: str


class RegistrationRow(RegistrationOut):
    """As a roster needs it."""

    name: str
    last_four: str


class CancelIn(Sent):
    reason: Text = ""


class CheckInIn(Sent):
    """One household at the door. `kiosk`: on a device of the room (grade B); `poster`: by a code
    that stands there (grade C). Without heads, as many as registered; without a registration, one
    adult."""

    activity: Key
    registration: Key | None = None
    name: Annotated[Text, Field(max_length=40)] = ""
    adults: Heads | None = None
    children: Heads | None = None
    method: Literal["kiosk", "poster"] = "kiosk"


class CheckInOut(Schema):
    id: int
    activity: int
    registration: int | None
    adults: int
    children: int
    grade: Literal["A", "B", "C", "D"]
    at: datetime
