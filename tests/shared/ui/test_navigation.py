"""The side bar shows what its reader may open, and where they are."""

import pytest
from django.test import RequestFactory
from django.urls import resolve

from shufang.people.models import User
from shufang.shared.roles import ALL_STAFF, Role
from shufang.shared.ui import navigation
from shufang.shared.ui.navigation import Entry, add, for_user


@pytest.fixture(autouse=True)
def _own_side_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(navigation, "_entries", {})
    add(Entry("shared:style", "样式", "palette", "overview", 2, ALL_STAFF))
    add(Entry("shared:health", "健康", "heart", "overview", 1, frozenset({Role.LIBRARY})))


def labels(user: object) -> list[str]:
    return [str(place.label) for group in for_user(user) for place in group.places]


def test_places_are_shown_in_order_to_those_whose_roles_allow(
    library: User, auditor: User, outsider: User
) -> None:
    assert labels(library) == ["健康", "样式"]
    assert labels(auditor) == ["样式"]
    assert labels(outsider) == []
    assert labels(None) == []


def test_a_group_without_a_place_is_left_out(library: User) -> None:
    assert [group.code for group in for_user(library)] == ["overview"]


def test_the_page_one_is_on_is_marked(library: User) -> None:
    request = RequestFactory().get("/desk/style/")
    request.resolver_match = resolve("/desk/style/")
    places = for_user(library, request)[0].places
    assert [place.current for place in places] == [False, True]


def test_an_unknown_group_is_an_error_at_start() -> None:
    with pytest.raises(ValueError):
        add(Entry("shared:style", "样式", "palette", "attic", 1, ALL_STAFF))


def test_a_page_of_an_app_without_a_place_of_its_own_marks_the_place_that_covers_it(
    library: User,
) -> None:
    add(Entry("shared:health", "健康", "heart", "people", 1, ALL_STAFF, ("planning",)))
    request = RequestFactory().get("/desk/planning/new/")
    request.resolver_match = resolve("/desk/planning/new/")
    places = [place for group in for_user(library, request) for place in group.places]
    assert [(place.label, place.current) for place in places] == [("样式", False), ("健康", True)]
