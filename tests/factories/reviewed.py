"""Activities that are over, and what is written about them afterwards."""

import io
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from shufang.activities.actions.reviewing.write import Confirmed, Debrief
from shufang.activities.choices import State
from shufang.activities.models import Activity
from shufang.people.choices import Purpose
from shufang.people.models import Consent, Household
from shufang.places.models import Site
from tests.factories.planned import plan_ahead

WRITTEN = Debrief(
    results="认识了皮影，15 组都演了一遍",
    highlights="爷爷带着孙子上台",
    problems="开场晚了十分钟",
    causes="幕布没有提前搭",
    improvements="提前一小时搭幕布",
    decision="repeat",
    cost=35000,
    no_media=True,
    no_pictures=True,
)


def held_yesterday(site: Site, **fields: Any) -> Activity:
    """A planned activity that ended a day ago; nobody has signed in yet."""
    starts = timezone.localtime() - timedelta(days=1, hours=2)
    return plan_ahead(site, starts=starts, state=State.SCHEDULED, **fields)


def confirmed(activity: Activity, **changes: Any) -> Confirmed:
    told = Confirmed(activity.category, activity.audience, sign_ins=12, attendees=30)
    return replace(told, **changes)


def upload(
    width: int = 40, height: int = 30, *, exif: bytes = b"", name: str = "a.jpg"
) -> SimpleUploadedFile:
    """A photo as a phone sends it, with where it was taken."""
    out = io.BytesIO()
    picture = Image.new("RGB", (width, height), "#2f6b5b")
    picture.save(out, "JPEG", **({"exif": exif} if exif else {}))
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


def agree(household: Household, *, given: bool = True, purpose: Purpose = Purpose.MEDIA) -> None:
    Consent.objects.create(
        household=household, purpose=purpose, version="2026-1", text_hash="x", given=given
    )
