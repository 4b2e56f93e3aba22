"""Categories and their other names: one name means one category."""

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError

from shufang.activities.actions.save_category import CategoryDetails, save_category
from shufang.activities.models import Category
from shufang.lake import ask
from shufang.people.models import User
from shufang.places.models import Site
from shufang.shared.models import LogEntry
from shufang.shared.period import Period
from tests.activities.stating import DAY, YEAR
from tests.factories import make_activity

NEW = CategoryDetails("科普", "Science", "lecture", "adult", 7, active=True)


def test_a_new_category_with_other_names(library: User) -> None:
    made = save_category(actor=library, category=None, details=NEW, aliases=["科学课", "科 普"])
    assert [alias.name for alias in made.aliases.all()] == ["科学课"]
    detail = LogEntry.objects.get(deed="activities.save_category").detail
    assert (detail["name"], detail["aliases"]) == (["", "科普"], ["", "科学课"])


def test_a_name_of_another_category_is_refused_where_it_was_typed(library: User) -> None:
    made = save_category(actor=library, category=None, details=NEW, aliases=["科学课"])
    for details, aliases, field in (
        (replace(NEW, name="故事剧场"), [], "name"),
        (replace(NEW, name="微剧场"), [], "name"),
        (NEW, ["亲子 阅读"], "aliases"),
        (NEW, ["银龄阅读"], "aliases"),
    ):
        with pytest.raises(ValidationError) as refusal:
            save_category(actor=library, category=made, details=details, aliases=aliases)
        assert list(refusal.value.message_dict) == [field]
    assert LogEntry.objects.count() == 1


def test_aliases_change_with_the_list_and_the_log_says_so(library: User) -> None:
    made = save_category(actor=library, category=None, details=NEW, aliases=["科学课", "实验"])
    save_category(actor=library, category=made, details=NEW, aliases=["实验", "观星"])
    assert {alias.name for alias in made.aliases.all()} == {"实验", "观星"}
    assert list(LogEntry.objects.latest("pk").detail) == ["aliases"]


def test_nothing_different_leaves_no_trace(library: User) -> None:
    made = save_category(actor=library, category=None, details=NEW, aliases=["实验"])
    save_category(actor=library, category=made, details=NEW, aliases=["实验"])
    assert LogEntry.objects.count() == 1


def test_a_new_name_is_the_lakes_name_and_activities_keep_their_type(
    library: User, tea_room: Site
) -> None:
    category = Category.objects.get(name="亲子阅读")
    activity = make_activity(tea_room, DAY)
    ask("activities_held", Period(*YEAR))
    details = replace(NEW, name="家庭阅读", national_type="training")
    save_category(actor=library, category=category, details=details, aliases=[])
    rows = ask("activities_held", Period(*YEAR), ("category",)).rows
    assert [row.names for row in rows if row.value] == [("家庭阅读",)]
    activity.refresh_from_db()
    assert activity.national_type == "other"
