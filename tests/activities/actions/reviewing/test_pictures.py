"""Pictures of an activity: what is kept of them, and who may see them."""

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from shufang.activities.actions.reviewing.close import close_activity
from shufang.activities.actions.reviewing.pictures import (
    add_photo,
    check_photo,
    path_of,
    remove_photo,
)
from shufang.activities.actions.reviewing.write import write_review
from shufang.activities.choices import Permission, Stage
from shufang.activities.models import Activity, Photo
from shufang.activities.queries.reviewing.pictures import pictures_of, usable
from shufang.people.choices import Purpose
from shufang.people.models import Household, User
from shufang.places.models import Site
from shufang.shared.period import Period
from tests.cast import make_family
from tests.factories import make_activity
from tests.factories.at_the_door import party
from tests.factories.came import check_in
from tests.factories.reviewed import WRITTEN, agree, confirmed, held_yesterday, upload

pytestmark = pytest.mark.django_db
DAY = date(2025, 3, 8)


@pytest.fixture
def activity(tea_room: Site) -> Activity:
    return make_activity(tea_room, DAY)


@pytest.fixture
def family(activity: Activity) -> Household:
    family = make_family("张家", "13800000001")
    check_in(activity, household=family)
    return family


@pytest.fixture
def photo(operator: User, activity: Activity) -> Photo:
    return add_photo(actor=operator, activity=activity, upload=upload(), caption="上台")


def test_what_the_camera_wrote_is_gone(operator: User, activity: Activity) -> None:
    exif = Image.Exif()
    exif[0x0110] = "SECRET CAMERA"
    exif.get_ifd(0x8825)[1] = "N"
    kept = add_photo(actor=operator, activity=activity, upload=upload(exif=exif.tobytes()))
    content = path_of(kept).read_bytes()
    assert b"SECRET" not in content
    with Image.open(path_of(kept)) as image:
        assert not image.getexif()


@pytest.mark.parametrize(
    "content", [b"", b"<svg onload=alert(1)>", b"\xff\xd8\xff\xe0 not a photo", b"%PDF-1.4"]
)
def test_what_only_looks_like_a_picture_is_refused_and_leaves_nothing(
    operator: User, activity: Activity, content: bytes
) -> None:
    folder = Path(settings.MEDIA_ROOT) / "photos"
    before = set(folder.glob("*")) if folder.exists() else set()
    with pytest.raises(ValidationError):
        add_photo(actor=operator, activity=activity, upload=SimpleUploadedFile("a.jpg", content))
    assert not activity.photos.exists()
    assert (set(folder.glob("*")) if folder.exists() else set()) == before


def test_a_picture_nobody_has_checked_is_not_used(photo: Photo) -> None:
    assert usable([photo]) == []


def test_a_picture_on_which_nobody_can_be_told_is_used(operator: User, photo: Photo) -> None:
    check_photo(actor=operator, photo=photo, permission=Permission.NOBODY)
    assert pictures_of(Period(DAY, DAY)) == [photo]


def test_those_who_agreed_are_shown_until_they_take_it_back(
    operator: User, photo: Photo, family: Household
) -> None:
    agree(family)
    check_photo(actor=operator, photo=photo, permission=Permission.AGREED, households=[family])
    assert pictures_of(Period(DAY, DAY)) == [photo]
    agree(family, given=False)
    assert pictures_of(Period(DAY, DAY)) == []


def test_whoever_does_not_want_to_be_photographed_is_not_shown_either(
    operator: User, photo: Photo, family: Household
) -> None:
    agree(family)
    check_photo(actor=operator, photo=photo, permission=Permission.AGREED, households=[family])
    agree(family, given=False, purpose=Purpose.PHOTO)
    assert usable([photo]) == []


def test_a_family_that_had_everything_erased_is_not_shown(
    operator: User, photo: Photo, family: Household
) -> None:
    agree(family)
    check_photo(actor=operator, photo=photo, permission=Permission.AGREED, households=[family])
    Household.objects.filter(pk=family.pk).update(erased_at=timezone.now())
    assert usable([photo]) == []


def test_nor_for_one_that_asked_not_to_be_on_pictures_of_just_this_activity(
    operator: User, tea_room: Site, photo: Photo, family: Household
) -> None:
    agree(family)
    asked = party(photo.activity, household=family, photo=False)
    with pytest.raises(ValidationError, match="没有同意"):
        check_photo(actor=operator, photo=photo, permission=Permission.AGREED, households=[family])
    elsewhere = make_activity(tea_room, DAY)
    check_in(elsewhere, household=family)
    other = add_photo(actor=operator, activity=elsewhere, upload=upload())
    check_photo(actor=operator, photo=other, permission=Permission.AGREED, households=[family])
    asked.stage = Stage.CANCELLED
    asked.save()
    check_photo(actor=operator, photo=photo, permission=Permission.AGREED, households=[family])
    assert set(usable(Photo.objects.all())) == {photo, other}


def test_agreed_can_not_be_said_for_a_family_that_has_not(
    operator: User, photo: Photo, family: Household
) -> None:
    with pytest.raises(ValidationError, match="没有同意"):
        check_photo(actor=operator, photo=photo, permission=Permission.AGREED, households=[family])
    photo.refresh_from_db()
    assert photo.permission == Permission.UNCHECKED


def test_nobody_can_be_told_is_not_said_of_a_picture_with_a_family_on_it(
    operator: User, photo: Photo, family: Household
) -> None:
    with pytest.raises(ValidationError, match="认不出人"):
        check_photo(actor=operator, photo=photo, permission=Permission.NOBODY, households=[family])
    assert usable([Photo.objects.get()]) == []


def test_so_many_pictures_and_no_more(
    operator: User, photo: Photo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shufang.activities.actions.reviewing.pictures.MOST", 2)
    add_photo(actor=operator, activity=photo.activity, upload=upload())
    with pytest.raises(ValidationError, match="最多 2 张"):
        add_photo(actor=operator, activity=photo.activity, upload=upload())
    assert Photo.objects.count() == 2


def test_a_family_whose_sign_in_was_taken_back_was_not_there(
    operator: User, photo: Photo, family: Household
) -> None:
    photo.activity.check_ins.update(voided_at=timezone.now())
    with pytest.raises(ValidationError, match="签到的家庭"):
        check_photo(actor=operator, photo=photo, permission=Permission.REFUSED, households=[family])


def test_only_families_who_were_there_can_be_on_it(operator: User, photo: Photo) -> None:
    stranger = make_family("王家", "13800000002")
    with pytest.raises(ValidationError, match="签到的家庭"):
        check_photo(
            actor=operator, photo=photo, permission=Permission.REFUSED, households=[stranger]
        )


def test_the_file_goes_with_the_picture(
    operator: User, photo: Photo, django_capture_on_commit_callbacks: object
) -> None:
    path = path_of(photo)
    assert path.exists()
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        remove_photo(actor=operator, photo=photo)
    assert not path.exists()


def test_a_permission_may_be_taken_back_after_closing_but_not_given(
    operator: User, tea_room: Site
) -> None:
    over = held_yesterday(tea_room)
    photo = add_photo(actor=operator, activity=over, upload=upload())
    check_photo(actor=operator, photo=photo, permission=Permission.NOBODY)
    write_review(actor=operator, activity=over, confirmed=confirmed(over), debrief=WRITTEN)
    close_activity(actor=operator, activity=over)
    check_photo(actor=operator, photo=photo, permission=Permission.REFUSED)
    with pytest.raises(ValidationError, match="结项"):
        check_photo(actor=operator, photo=photo, permission=Permission.NOBODY)
    with pytest.raises(ValidationError, match="结项"):
        add_photo(actor=operator, activity=over, upload=upload())
