"""Pictures of an activity: put in, check who is on them, take out."""

import secrets
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from shufang.activities.actions.refusals import refuse_closed
from shufang.activities.choices import Permission
from shufang.activities.models import Activity, Photo
from shufang.activities.queries.reviewing.pictures import refusing
from shufang.people.models import Household, User
from shufang.shared.holding import hold
from shufang.shared.models import log
from shufang.shared.photos import reencoded

FOLDER = "photos"  # below media
MOST = 30  # of one activity


def add_photo(
    *, actor: User, activity: Activity, upload: UploadedFile[bytes], caption: str = ""
) -> Photo:
    """Keep a picture without its place and camera data; whether it may be used is checked next.

    Refused (ValidationError): a closed activity, more than 30 pictures, what `reencoded` refuses.
    """
    content = reencoded(upload)
    folder = Path(settings.MEDIA_ROOT) / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{activity.pk}-{secrets.token_hex(8)}.jpg"
    try:
        with transaction.atomic():
            hold(activity)
            refuse_closed(activity)
            there = activity.photos.count()
            if there >= MOST:
                raise ValidationError(_("一场活动最多 %(most)s 张照片。") % {"most": MOST})
            path.write_bytes(content)
            photo = Photo.objects.create(
                activity=activity, stored=path.name, caption=caption, order=there
            )
            log(actor=actor, deed="activities.add_photo", subject=photo)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return photo


def check_photo(
    *,
    actor: User,
    photo: Photo,
    permission: str,
    caption: str | None = None,
    households: Iterable[Household] = (),
) -> None:
    """Say who is on a picture and whether they agreed.

    Refused (ValidationError): a closed activity, unless a permission is taken back; a family that
    did not sign in at the activity; “agreed” with a family on it that has not agreed, or has taken
    it back.
    """
    on_it = list(households)
    with transaction.atomic():
        hold(photo)
        if permission != Permission.REFUSED:
            refuse_closed(photo.activity)
        here = set(
            photo.activity.check_ins.filter(voided_at=None).values_list("household_id", flat=True)
        )
        if any(household.pk not in here for household in on_it):
            raise ValidationError(_("只能选这场活动签到的家庭。"))
        if permission == Permission.NOBODY and on_it:
            raise ValidationError(_("选了家庭，就不是“认不出人”。"))
        if permission == Permission.AGREED:
            _refuse_without_consent(on_it, photo.activity)
        before = [photo.permission, photo.caption]
        caption = photo.caption if caption is None else caption
        photo.permission, photo.caption, photo.checked_by = permission, caption, actor
        photo.save(update_fields=["permission", "caption", "checked_by"])
        photo.households.set(on_it)
        detail = {"permission": [before[0], permission], "caption": [before[1], caption]}
        changed = {name: pair for name, pair in detail.items() if pair[0] != pair[1]}
        log(actor=actor, deed="activities.check_photo", subject=photo, detail=changed)


def remove_photo(*, actor: User, photo: Photo) -> None:
    """Delete a picture, at any time; its file goes when the row is gone."""
    with transaction.atomic():
        hold(photo)
        transaction.on_commit(partial(path_of(photo).unlink, missing_ok=True))
        log(actor=actor, deed="activities.remove_photo", subject=photo)
        photo.delete()


def path_of(photo: Photo) -> Path:
    """Where the picture's file lies."""
    return Path(settings.MEDIA_ROOT) / FOLDER / photo.stored


def _refuse_without_consent(households: Iterable[Household], activity: Activity) -> None:
    without = [str(household) for household in households if refusing(household, activity)]
    if without:
        names = _("、").join(without)
        raise ValidationError(
            _("%(names)s没有同意照片用于宣传，或已经撤回：请选“不同意使用”，或换一张。")
            % {"names": names}
        )
