"""A photo of a document, drawn anew: upright, without anything that the camera wrote beside it."""

import io

from PIL import Image, ImageOps
from pillow_heif import register_heif_opener

from vendors.cleaning.broken import BROKEN
from vendors.cleaning.kinds import Refused

MAX_PIXELS = 40_000_000
MAX_SIDE = 4000  # small print stays readable
QUALITY = 88
FORMATS = ("JPEG", "PNG", "HEIF")
register_heif_opener(thumbnails=False)


def clean_picture(content: bytes) -> bytes:
    """Return the picture as JPEG, upright, at most 4000 px wide and high, without metadata. Raises Refused."""
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
            if picture.width * picture.height > MAX_PIXELS:  # known from the header, before anything is decoded
                raise Refused("too_many_pixels")
            plain = _on_white(ImageOps.exif_transpose(picture))
    except BROKEN as error:
        raise Refused("broken") from error
    plain.thumbnail((MAX_SIDE, MAX_SIDE))
    fresh = Image.new("RGB", plain.size)
    fresh.paste(plain)
    out = io.BytesIO()
    fresh.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def _on_white(picture: Image.Image) -> Image.Image:
    if "A" not in picture.getbands() and "transparency" not in picture.info:
        return picture.convert("RGB")
    layered = picture.convert("RGBA")
    white = Image.new("RGB", layered.size, "white")
    white.paste(layered, mask=layered.getchannel("A"))
    return white
