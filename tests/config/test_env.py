"""A bad value in the environment stops the start with a sentence that says what to write."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from shufang.config import env, home


def test_a_flag_is_yes_or_no_and_never_guessed(monkeypatch: pytest.MonkeyPatch) -> None:
    for value, expected in {"1": True, "Yes": True, "off": False, "": True}.items():
        monkeypatch.setenv("HTTPS", value)
        assert env.flag("HTTPS", default=True) is expected
    monkeypatch.setenv("HTTPS", "perhaps")
    with pytest.raises(ImproperlyConfigured, match="write 1 or 0"):
        env.flag("HTTPS", default=False)


def test_a_list_is_split_at_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLOWED_HOSTS", "a.cn, b.cn,,")
    assert env.words("ALLOWED_HOSTS") == ["a.cn", "b.cn"]


def test_a_postgresql_address_is_taken_apart() -> None:
    found = env.postgresql("postgresql://shu:p%40ss@db.example.cn:5433/rooms?sslmode=require")
    assert (found["USER"], found["PASSWORD"]) == ("shu", "p@ss")
    assert (found["HOST"], found["PORT"], found["NAME"]) == ("db.example.cn", "5433", "rooms")
    assert found["OPTIONS"] == {
        "pool": {"min_size": 1, "max_size": 8},
        "server_side_binding": True,
        "prepare_threshold": 3,
        "sslmode": "require",
    }


def test_a_socket_folder_can_be_named() -> None:
    assert env.postgresql("postgresql:///rooms?host=/run/postgresql")["HOST"] == "/run/postgresql"


def test_another_database_is_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match="only postgresql"):
        env.postgresql("mysql://x/y")


def test_the_data_folder_and_its_key_are_their_owner_s_alone(tmp_path: Path) -> None:
    place = tmp_path / "home"
    home.lay_out(place)
    key = home.secret_key(place)
    assert len(key) > 60
    assert home.secret_key(place) == key
    modes = {path.name: path.stat().st_mode & 0o077 for path in (place, *place.iterdir())}
    assert set(modes.values()) == {0}, modes


def test_a_number_is_read_or_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert env.number("PORT_OF_TEST", 465) == 465
    monkeypatch.setenv("PORT_OF_TEST", " 25 ")
    assert env.number("PORT_OF_TEST", 465) == 25
    for bad in ("mail", "-1", "2.5", "²"):
        monkeypatch.setenv("PORT_OF_TEST", bad)
        with pytest.raises(ImproperlyConfigured):
            env.number("PORT_OF_TEST", 465)
