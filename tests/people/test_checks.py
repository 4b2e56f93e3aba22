"""Settings that would open accounts to strangers are told at the start."""

from django.conf import LazySettings

from shufang.people.checks import codes_in_public, unknown_roles


def test_codes_on_the_page_in_public_are_warned_of(settings: LazySettings) -> None:
    settings.SHOW_CODES, settings.ALLOWED_HOSTS = True, ["rooms.example.cn"]
    assert [found.id for found in codes_in_public()] == ["people.W001"]


def test_on_this_machine_or_with_messages_all_is_well(settings: LazySettings) -> None:
    settings.SHOW_CODES, settings.ALLOWED_HOSTS = True, ["127.0.0.1", "localhost"]
    assert codes_in_public() == []
    settings.SHOW_CODES, settings.ALLOWED_HOSTS = False, ["rooms.example.cn"]
    assert codes_in_public() == []


def test_a_misspelt_role_stops_the_start(settings: LazySettings) -> None:
    settings.SECOND_STEP_FOR = frozenset({"library", "operater"})
    (found,) = unknown_roles()
    assert "operater" in found.msg
    assert "operator" in (found.hint or "")
    settings.SECOND_STEP_FOR = frozenset({"library"})
    assert unknown_roles() == []
