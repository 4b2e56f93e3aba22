"""What machines that watch the site are told."""

import pytest
from django.db import DatabaseError, connection
from django.test import Client


@pytest.mark.django_db
def test_alive(client: Client) -> None:
    response = client.get("/healthz")
    assert response.status_code == 200
    assert response.json() == {"status": "ok"}
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_without_its_database_the_site_says_so_and_nothing_else(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_cursor() -> None:
        raise DatabaseError("secret host name")

    monkeypatch.setattr(connection, "cursor", no_cursor)
    response = client.get("/healthz")
    assert response.status_code == 503
    assert b"secret" not in response.content
