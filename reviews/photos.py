"""Photos of reviews: drawn anew on upload, private until their review is published, gone when it is withdrawn or redacted.

The files lie outside of what is served by name alone: reviews.views.photos asks for each whether its review is published now. So
a photo of a hidden review cannot be fetched from the moment of hiding, by whoever kept the address; it comes back when the review
is restored. What is removed for good loses its files after the commit; what a failing storage keeps, the hourly task deletes.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from itertools import product
from typing import Any

import structlog
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import Http404
from django.utils import timezone
from PIL import Image

from accounts.models import User
from common.errors import Invalid
from common.pruning import ROWS_A_RUN
from reviews.errors import TooManyPhotos
from reviews.models import MAX_PHOTOS, SIZES, ModerationAction, ReviewPhoto, ReviewVersion, VersionPhoto
from vendors.services.pictures import KINDS, MAX_SIDE, Kind, decode, draw, shrunk

ORPHANS_KEPT_FOR = timedelta(days=1)
log = structlog.get_logger(__name__)


def upload_photo(*, by: User, upload: "UploadedFile[Any]") -> ReviewPhoto:
    """Keep a photo for a review that `by` is writing: in several sizes, without metadata, with the hash of what came in.

    Nobody else sees it before the review is published. Raises BadPicture, or TooManyPhotos with six waiting already.
    """
    _refuse_beyond(by)  # before seconds are spent on it
    picture = shrunk(decode(upload, pointer="/photo"), (MAX_SIDE, MAX_SIDE))
    drawn = {(size, kind): _draw(picture, size, kind) for size in SIZES for kind in KINDS}
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=by.pk)  # so that six at once and one more are not seven
        _refuse_beyond(by)
        photo = ReviewPhoto.objects.create(
            author=by, sha256=_sha256(upload), width=picture.width, height=picture.height, has_avif=True
        )
        _store(photo, drawn)
    return photo


def _refuse_beyond(by: User) -> None:
    if ReviewPhoto.objects.waiting_of(by).count() >= MAX_PHOTOS:
        raise TooManyPhotos(f"A review has at most {MAX_PHOTOS} photos. Remove one first.")


def draw_avif(photo_id: int) -> bool:
    """Draw the AVIF of a photo that has WebP alone; say whether there was something to do. Raises OSError where it is gone."""
    with transaction.atomic():
        photo = ReviewPhoto.objects.select_for_update().get(pk=photo_id)
        if photo.has_avif or photo.removed_at or not photo.is_stored:
            return False
        with default_storage.open(photo.file_name("large")) as file, Image.open(file, formats=["WEBP"]) as kept:
            picture = kept.convert("RGBA" if "A" in kept.getbands() else "RGB")
        avif: Kind = "avif"
        drawn = {(size, avif): _draw(picture, size, avif) for size in SIZES}
        _delete_files(photo, drawn)  # what an attempt that was stopped has left: under another name it would be nobody's
        _store(photo, drawn)
        photo.has_avif = True
        photo.save(update_fields=["has_avif"])
    return True


def discard_photo(photo: ReviewPhoto, *, by: User) -> None:
    """Delete a photo that came to no review yet. Raises Http404 for any other."""
    with transaction.atomic():
        waiting = ReviewPhoto.objects.waiting_of(by).select_for_update().filter(pk=photo.pk).first()
        if waiting is None:
            raise Http404
        remove_photos([waiting])


def find_photos(uids: Sequence[str], *, by: User, review_id: int | None = None) -> list[ReviewPhoto]:
    """Return photos that a version can show, in the order given: those that wait, and those of the review already.

    Raises Invalid for any other, for one named twice, and for more than six.
    """
    if len(uids) > MAX_PHOTOS or len(set(uids)) != len(uids):
        raise Invalid(f"Give at most {MAX_PHOTOS} different photos.", pointer="/photos", code="max_length")
    found = {
        photo.uid: photo for photo in ReviewPhoto.objects.select_for_update().filter(author=by, uid__in=uids, removed_at=None)
    }
    for index, uid in enumerate(uids):
        if uid not in found or found[uid].review_id not in {None, review_id}:
            raise Invalid("There is no such photo; upload it again.", pointer=f"/photos/{index}", code="does_not_exist")
    return [found[uid] for uid in uids]


def show_photos(version: ReviewVersion, photos: Sequence[ReviewPhoto]) -> None:
    """Have a version that was written a moment ago show `photos`, in this order."""
    for photo in photos:
        if photo.review_id is None:
            photo.review = version.review
            photo.save(update_fields=["review"])
    VersionPhoto.objects.bulk_create(
        VersionPhoto(version=version, photo=photo, position=position) for position, photo in enumerate(photos)
    )


def photos_of(version: ReviewVersion) -> list[ReviewPhoto]:
    """Return what a version shows, in its order."""
    return [shown.photo for shown in version.photos.select_related("photo").order_by("position")]


def remove_photos(photos: Iterable[ReviewPhoto]) -> None:
    """Take photos out of sight for good; their files go after the commit, and then the rows of those that came to no review."""
    for photo in photos:
        photo.removed_at = timezone.now()
        photo.save(update_fields=["removed_at"])
        transaction.on_commit(lambda photo=photo: _forget(photo), robust=True)  # type: ignore[misc]  # bound in the loop


def withhold_photos(photos: Iterable[ReviewPhoto], *, by: ModerationAction) -> None:
    """Have nobody but the author and moderators see these photos, until the act is undone or they are removed."""
    for photo in photos:
        photo.withheld_by = by
        photo.save(update_fields=["withheld_by"])


def show_again(action: ModerationAction) -> None:
    """Withhold no longer what an act withheld."""
    ReviewPhoto.objects.filter(withheld_by=action).update(withheld_by=None)


def prune_photos() -> int:
    """Delete uploads that came to no review within a day, and files that could not be deleted at once; return how many."""
    with transaction.atomic():  # marked before any file goes: what a review shows meanwhile keeps its files
        orphans = (
            ReviewPhoto.objects.orphans(timezone.now() - ORPHANS_KEPT_FOR).select_for_update(skip_locked=True).order_by("pk")
        )
        marked = [photo.pk for photo in orphans[:ROWS_A_RUN]]
        ReviewPhoto.objects.filter(pk__in=marked).update(removed_at=timezone.now())
    return sum(_forget(photo) for photo in ReviewPhoto.objects.leftovers().order_by("pk")[:ROWS_A_RUN])


def _draw(picture: Image.Image, size: str, kind: Kind) -> bytes:
    return draw(picture, within=(SIZES[size], SIZES[size]), kind=kind)


def _store(photo: ReviewPhoto, contents: Mapping[tuple[str, Kind], bytes]) -> None:
    """Write every file, or leave none of them behind."""
    try:
        for (size, kind), content in contents.items():
            default_storage.save(photo.file_name(size, kind), ContentFile(content))
    except Exception:  # each storage has errors of its own
        _delete_files(photo, contents)
        raise


def _forget(photo: ReviewPhoto) -> bool:
    """Delete the files of a removed photo, and its row if it came to no review; say whether it was done."""
    if not _delete_files(photo):
        return False
    ReviewPhoto.objects.filter(pk=photo.pk).update(is_stored=False)
    ReviewPhoto.objects.filter(pk=photo.pk, review=None).delete()
    return True


def _delete_files(photo: ReviewPhoto, which: Iterable[tuple[str, Kind]] = tuple(product(SIZES, KINDS))) -> bool:
    try:
        for size, kind in which:
            default_storage.delete(photo.file_name(size, kind))
    except Exception as error:  # each storage has errors of its own; the row stays, and the hourly task tries again
        log.warning("photo_not_deleted", photo=photo.pk, error=str(error))
        return False
    return True


def _sha256(upload: "UploadedFile[Any]") -> str:
    upload.seek(0)
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    return digest.hexdigest()
