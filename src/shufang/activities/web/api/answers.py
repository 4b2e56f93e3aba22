"""Activities, registrations and check-ins as programs read them."""

from dataclasses import asdict
from typing import Any

from django.urls import reverse

from shufang.activities.choices import Places, State
from shufang.activities.forms.registering import questions
from shufang.activities.models import Activity, CheckIn, Registration
from shufang.activities.queries.promoting.links import activity_path, full


def activity_answer(activity: Activity) -> dict[str, Any]:
    site, category = activity.site, activity.category
    return {
        "id": activity.pk,
        "title": activity.title,
        "state": State(activity.state).value,
        "day": activity.day,
        "starts_at": activity.starts_at,
        "ends_at": activity.ends_at,
        "audience": activity.audience,
        "age_from": activity.age_from,
        "age_to": activity.age_to,
        "description": activity.description,
        "category": {"id": category.pk, "name": category.name, "name_en": category.name_en},
        "room": {
            "slug": site.slug,
            "name": site.name,
            "town": site.town.name if site.town else "",
            "address": site.address,
        },
        "zone": activity.zone.name if activity.zone else "",
        "registration": _places(activity),
        "url": full(activity_path(activity.pk)),
        "calendar": full(reverse("feeds:activity", args=[activity.pk])),
    }


def registration_answer(registration: Registration) -> dict[str, Any]:
    """What may be kept beside a request: nothing personal."""
    return {
        "id": registration.pk,
        "activity": registration.activity_id,
        "stage": str(registration.stage),
        "number": registration.number,
        "takes": registration.takes,
        "adults": registration.adults,
        "children": registration.children,
        "made_at": registration.made_at.isoformat(),
    }


def registration_row(registration: Registration) -> dict[str, Any]:
    return {
        **registration_answer(registration),
        "name": registration.name,
        "last_four": registration.last_four,
    }


def check_in_answer(check_in: CheckIn) -> dict[str, Any]:
    return {
        "id": check_in.pk,
        "activity": check_in.activity_id,
        "registration": check_in.registration_id,
        "adults": check_in.adults,
        "children": check_in.children,
        "grade": str(check_in.grade),
        "at": check_in.at.isoformat(),
    }


def _places(activity: Activity) -> dict[str, Any] | None:
    rules = getattr(activity, "rules", None)
    if rules is None:
        return None
    return {
        "way": rules.way,
        "counted": rules.counted,
        "places": rules.places,
        "free": rules.places - rules.taken if rules.way == Places.FIRST_COME else None,
        "waiting": rules.waiting,
        "opens_at": rules.opens_at,
        "closes_at": rules.closes_at,
        "questions": [asdict(question) for question in questions(rules)],
    }
