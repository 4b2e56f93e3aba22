"""Who may fill the disk: nobody without a role, and nobody without end."""

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from shufang.intake.models import Upload
from shufang.intake.web import uploading
from shufang.people.models import User
from tests.cast import ClientAs

pytestmark = pytest.mark.django_db
TOKEN = "a" * 32


@pytest.fixture
def seen(settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The bytes that reached the handlers behind the gate, file by file."""
    found: list[int] = []

    class Last(uploading.SizeLimit):
        def new_file(self, *args: object, **kwargs: object) -> None:
            found.append(0)

        def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
            found[-1] += len(raw_data)
            return raw_data

    monkeypatch.setattr(uploading, "Last", Last, raising=False)
    settings.FILE_UPLOAD_HANDLERS = [
        "shufang.intake.web.uploading.SizeLimit",
        "shufang.intake.web.uploading.Last",
        *settings.FILE_UPLOAD_HANDLERS[1:],
    ]
    return found


def files(count: int, size: int = 1000) -> dict[str, SimpleUploadedFile]:
    return {f"f{n}": SimpleUploadedFile(f"{n}.csv", b"x" * size) for n in range(count)}


def test_a_stranger_with_a_forged_token_leaves_nothing_on_the_disk(seen: list[int]) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies["csrftoken"] = TOKEN
    answer = client.post("/sign-in/", {"csrfmiddlewaretoken": TOKEN, **files(3)})
    assert answer.status_code == 200  # the form again: its token is looked for among the fields
    assert seen == []


def test_an_account_without_a_role_brings_no_files(
    seen: list[int], outsider: User, client_as: ClientAs
) -> None:
    assert client_as(outsider).post("/account/", {"name": "外人甲", **files(3)}).status_code == 302
    assert seen == []


def test_who_works_here_brings_files(seen: list[int], operator: User, client_as: ClientAs) -> None:
    book = SimpleUploadedFile("甲.csv", b"a,b\n1,2\n")
    assert client_as(operator).post("/desk/import/start/", {"uploads": book}).status_code == 302
    assert seen == [8]
    assert Upload.objects.count() == 1


def test_a_hundred_files_at_once_are_refused(
    seen: list[int], operator: User, client_as: ClientAs
) -> None:
    answer = client_as(operator).post("/desk/import/start/", files(31))
    assert answer.status_code == 413
    assert len(seen) <= 30
