"""Pictures that people upload. Nothing of the file that came in is kept: it is decoded and drawn anew."""

import io
from http import HTTPStatus
from typing import Any, Literal

from django.core.files.uploadedfile import UploadedFile
from PIL import Image, ImageOps

from common.errors import Invalid
from vendors.cleaning.broken import BROKEN

MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 40_000_000
MAX_SIDE = 1600
FORMATS = ("JPEG", "PNG", "WEBP")

Kind = Literal["avif", "webp"]
KINDS: tuple[Kind, ...] = ("avif", "webp")  # browsers take the first that they know
# AVIF at speed 8 costs about half the time of WebP (of noise four times as much) and three quarters of its bytes; slower
# speeds cost seconds for 1 %.
# One thread each: an upload is one request of many.
_OPTIONS: dict[Kind, dict[str, Any]] = {
    "avif": {"quality": 60, "speed": 8, "max_threads": 1},
    "webp": {"quality": 82, "method": 4},
}


class BadPicture(Invalid):
    """The file is no picture that we take."""

    code = "bad_picture"
    status = HTTPStatus.BAD_REQUEST

    def __init__(self, detail: str, *, pointer: str = "/cover") -> None:
        super().__init__(detail, pointer=pointer, code=self.code)


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


def draw(picture: Image.Image, *, within: tuple[int, int], kind: Kind) -> bytes:
    """Return the picture as a file of that kind, at most `within` px wide and high, without metadata."""
    out = io.BytesIO()
    shrunk(picture, within).save(out, kind.upper(), **_OPTIONS[kind])
    return out.getvalue()


def shrunk(picture: Image.Image, within: tuple[int, int]) -> Image.Image:
    """Return the pixels alone, at most so wide and high."""
    small = picture.copy()
    small.thumbnail(within)
    fresh = Image.new(small.mode, small.size)
    fresh.paste(small)
    return fresh
