"""Pictures that vendors upload. Nothing of the file that came in is kept: it is decoded and drawn anew."""

import io
import secrets
from http import HTTPStatus
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from PIL import Image, ImageOps

from accounts.models import User
from common.errors import Invalid
from vendors.cleaning.broken import BROKEN
from vendors.models import Vendor
from vendors.permissions import Permission, require

MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 40_000_000
MAX_SIDE = 1600
FORMATS = ("JPEG", "PNG", "WEBP")


class BadPicture(Invalid):
    """The file is no picture that we take."""

    code = "bad_picture"
    status = HTTPStatus.BAD_REQUEST

    def __init__(self, detail: str, *, pointer: str = "/cover") -> None:
        super().__init__(detail, pointer=pointer, code=self.code)


def set_cover(vendor: Vendor, *, by: User, upload: "UploadedFile[Any]") -> Vendor:
    """Make `upload` the cover: JPEG, PNG or WebP, at most 10 MB and 40 megapixels; kept as WebP without metadata.

    Raises NotAllowed, BadPicture.
    """
    require(by, vendor, Permission.PROFILE_CHANGE)
    content = redraw(upload)
    with transaction.atomic():
        locked = Vendor.objects.select_for_update(no_key=True).get(pk=vendor.pk)
        storage, old = locked.cover.storage, locked.cover.name
        locked.cover.save(f"{secrets.token_urlsafe(16)}.webp", ContentFile(content), save=False)
        locked.save(update_fields=["cover", "updated_at"])
        if old:
            transaction.on_commit(lambda: storage.delete(old))
    return locked


def redraw(upload: "UploadedFile[Any]") -> bytes:
    """Return the picture as WebP bytes, at most 1600 px wide and high, upright, without EXIF. Raises BadPicture."""
    return draw(decode(upload), side=MAX_SIDE)[0]


def decode(upload: "UploadedFile[Any]", *, pointer: str = "/cover") -> Image.Image:
    """Return the upload as pixels: upright, with nothing of the file beside them. `pointer` names the field.

    Raises BadPicture for what is no JPEG, PNG or WebP by its content, or is too large.
    """
    if (upload.size or 0) > MAX_BYTES:
        raise BadPicture("The picture is larger than 10 MB.", pointer=pointer)
    try:
        with Image.open(upload, formats=FORMATS) as picture:
            if picture.width * picture.height > MAX_PIXELS:  # known from the header, before anything is decoded
                raise BadPicture("The picture has more than 40 megapixels.", pointer=pointer)
            picture.draft("RGB", (MAX_SIDE, MAX_SIDE))
            upright = ImageOps.exif_transpose(picture)
            return upright.convert("RGBA" if "A" in upright.getbands() or "transparency" in upright.info else "RGB")
    except BROKEN as error:
        raise BadPicture("This is not a JPEG, PNG or WebP picture.", pointer=pointer) from error


def draw(picture: Image.Image, *, side: int) -> tuple[bytes, tuple[int, int]]:
    """Return the picture as WebP bytes, at most `side` px wide and high, and its size."""
    small = picture.copy()
    small.thumbnail((side, side))
    fresh = Image.new(small.mode, small.size)
    fresh.paste(small)
    out = io.BytesIO()
    fresh.save(out, "WEBP", quality=82, method=4)
    return out.getvalue(), fresh.size
