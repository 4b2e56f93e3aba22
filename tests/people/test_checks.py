"""A demo in public is told at the start."""

from django.conf import LazySettings

from shufang.people.checks import codes_in_public


def test_codes_on_the_page_in_public_are_warned_of(settings: LazySettings) -> None:
    settings.SHOW_CODES, settings.ALLOWED_HOSTS = True, ["rooms.example.cn"]
    assert [found.id for found in codes_in_public()] == ["people.W001"]


def test_on_this_machine_or_with_messages_all_is_well(settings: LazySettings) -> None:
    settings.SHOW_CODES, settings.ALLOWED_HOSTS = True, ["127.0.0.1", "localhost"]
    assert codes_in_public() == []
    settings.SHOW_CODES, settings.ALLOWED_HOSTS = False, ["rooms.example.cn"]
    assert codes_in_public() == []
