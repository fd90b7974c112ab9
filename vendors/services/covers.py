"""The picture above a profile."""

import secrets
from typing import Any

import structlog
from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from PIL import Image

from accounts.models import User
from vendors.covers import CoverFiles, names_of, room
from vendors.models import Vendor
from vendors.permissions import Permission, require
from vendors.services.pictures import MAX_SIDE, decode, draw, shrunk

log = structlog.get_logger(__name__)


def set_cover(vendor: Vendor, *, by: User, upload: "UploadedFile[Any]") -> Vendor:
    """Make `upload` the cover: JPEG, PNG or WebP, at most 10 MB and 40 megapixels; kept as AVIF and WebP without metadata.

    Raises NotAllowed, BadPicture.
    """
    require(by, vendor, Permission.PROFILE_CHANGE)
    files, contents = _drawn(decode(upload))
    with transaction.atomic():
        locked = Vendor.objects.select_for_update(no_key=True).get(pk=vendor.pk)
        _replace(locked, files, contents)
    return locked


def draw_cover_again(vendor_id: int) -> bool:
    """Draw the widths and kinds that a cover of an earlier version lacks; say whether there was something to do.

    Raises OSError where its file is gone.
    """
    with transaction.atomic():
        vendor = Vendor.objects.select_for_update(no_key=True).get(pk=vendor_id)
        if not vendor.cover or CoverFiles.named(vendor.cover.name):
            return False
        with vendor.cover.open() as file:
            kept = file.read()
            file.seek(0)
            with Image.open(file, formats=["WEBP"]) as picture:
                files, contents = _drawn(picture.convert("RGBA" if "A" in picture.getbands() else "RGB"))
        _replace(vendor, files, {**contents, files.name: kept})  # as it is: drawn twice it would lose twice
    return True


def _drawn(picture: Image.Image) -> tuple[CoverFiles, dict[str, bytes]]:
    full = shrunk(picture, (MAX_SIDE, MAX_SIDE))
    files = CoverFiles.new(secrets.token_urlsafe(16), full.size)
    return files, {file.name: draw(full, within=room(file), kind=file.kind) for file in files}


def _replace(vendor: Vendor, files: CoverFiles, contents: dict[str, bytes]) -> None:
    """Store every file, or leave none behind; those of the cover before go after the commit."""
    storage, old = vendor.cover.storage, names_of(vendor.cover.name)
    try:
        for name, content in contents.items():
            storage.save(name, ContentFile(content))
    except Exception:  # each storage has errors of its own
        _delete(storage, list(contents))
        raise
    vendor.cover.name = files.name
    vendor.save(update_fields=["cover", "updated_at"])
    transaction.on_commit(lambda: _delete(storage, old))


def _delete(storage: Storage, names: list[str]) -> None:
    """Delete as many as can be: one that cannot must not keep the others public."""
    for name in names:
        try:
            storage.delete(name)
        except Exception as error:  # each storage has errors of its own
            log.warning("cover_not_deleted", name=name, error=str(error))
