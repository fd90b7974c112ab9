"""The picture of an order that a message shows beside its link: where it is now, at a glance.

Drawn once for each state of each order and kept for a while in each process. It shows what the page's head says anyway: the
vendor, the order's number and where it is.
"""

import functools
import hashlib
import io
import itertools
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

from orders.statuses import Status
from tracking.story import STOPPED, progress_steps

SIZE = (1200, 630)
MARGIN = 80
KEPT = 256  # pictures in each process, some 20 kB each
MAX_LINES = 3
GROUND, SURFACE, INK, MUTED, RAIL = "#E6F5EC", "#FFFFFF", "#0F1F17", "#52635A", "#C9DDD1"
STOPPED_GROUND = "#FCEBE9"
GREEN, AMBER = "#27AE60", "#E3AD4D"
UNWRITABLE = "The business"  # where the font has no letters for its name; the words beside the picture have it
ISOLATES = {0x2068: None, 0x2069: None}  # what common.letters puts around names; the picture's line is all one way
LAST_LATIN, PUNCTUATION = 0x24F, range(0x2010, 0x2040)
Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


class Shown(NamedTuple):
    """All that a picture depends on."""

    reference: str
    vendor: str
    headline: str
    status: str
    is_delivery: bool

    @classmethod
    def of(cls, page: Mapping[str, Any]) -> "Shown":
        """Return what the picture of a tracking page shows."""
        newest, vendor = page["entries"][-1], page["vendor"]["name"]
        named = vendor if _can_write(vendor) else UNWRITABLE
        sentence = newest["headline"].replace(vendor, named).translate(ISOLATES)
        return cls(page["reference"], named, sentence, newest["status"], page["fulfilment"] == "delivery")

    @property
    def etag(self) -> str:
        """The picture's ETag; it changes with whatever is shown."""
        return f'"{hashlib.sha256(repr(tuple(self)).encode()).hexdigest()[:32]}"'


def _can_write(text: str) -> bool:
    return all(ord(letter) <= LAST_LATIN or ord(letter) in PUNCTUATION for letter in text)


def picture_path(uid: str, page: Mapping[str, Any]) -> str:
    """Return where the picture is; another address for each entry, so that nobody's cache shows an older one."""
    return f"/track/{uid}/preview.png?entry={page['entries'][-1]['sequence']}"


@functools.lru_cache(maxsize=KEPT)
def draw(shown: Shown) -> bytes:
    """Return the picture as PNG."""
    is_stopped = shown.status in STOPPED
    image = Image.new("RGB", SIZE, STOPPED_GROUND if is_stopped else GROUND)
    pen = ImageDraw.Draw(image)
    _logo(pen)
    pen.text((MARGIN, 190), _fitted(f"Order {shown.reference} · {shown.vendor}", 36, 1)[0], fill=MUTED, font=_font(36))
    top = 245
    for line in _fitted(shown.headline, 68, MAX_LINES):
        pen.text((MARGIN, top), line, fill=INK, font=_font(68, bold=True))
        top += 82
    if not is_stopped:
        _progress(pen, shown)
    written = io.BytesIO()
    image.save(written, "PNG", optimize=True)
    return written.getvalue()


def _logo(pen: ImageDraw.ImageDraw) -> None:
    left, top, size = MARGIN, 70, 72
    pen.rounded_rectangle((left, top, left + size, top + size), radius=20, fill=GREEN)
    pen.line(((left + 20, top + 38), (left + 31, top + 48), (left + 53, top + 25)), fill=SURFACE, width=8, joint="curve")
    pen.ellipse((left + 47, top + 18, left + 60, top + 31), fill=AMBER)
    pen.text((left + size + 22, top + 14), "TrustTrack", fill=INK, font=_font(38, bold=True))


def _progress(pen: ImageDraw.ImageDraw, shown: Shown) -> None:
    """Draw the steps as the page does: filled up to where it is."""
    steps = progress_steps(Status(shown.status), is_delivery=shown.is_delivery)
    top, radius = 540, 18
    apart = (SIZE[0] - 2 * MARGIN - 2 * radius) / (len(steps) - 1)
    places = [(MARGIN + radius + index * apart, step) for index, step in enumerate(steps)]
    for (left, _), (right, step) in itertools.pairwise(places):
        pen.line(((left, top), (right, top)), fill=RAIL if step.state == "ahead" else GREEN, width=8)
    for x, step in places:
        filled = step.state == "done"
        around = (x - radius, top - radius, x + radius, top + radius)
        edge = RAIL if step.state == "ahead" else GREEN
        pen.ellipse(around, fill=GREEN if filled else SURFACE, outline=edge, width=6)
        if step.state == "current":
            pen.ellipse((x - 8, top - 8, x + 8, top + 8), fill=GREEN)


def _fitted(text: str, size: int, lines: int) -> list[str]:
    """Return the text in so many lines at most, the last one cut where it has to be."""
    font, width = _font(size, bold=lines > 1), SIZE[0] - 2 * MARGIN
    found = [""]
    for word in text.split():
        longer = f"{found[-1]} {word}".strip()
        if font.getlength(longer) <= width or not found[-1]:
            found[-1] = longer
        else:
            found.append(word)
    kept = found[:lines]
    if len(found) > lines:
        kept[-1] += " …"
    return [_cut(line, font, width) for line in kept]


def _cut(line: str, font: Font, width: int) -> str:
    if font.getlength(line) <= width:
        return line
    while line and font.getlength(f"{line}…") > width:
        line = line[:-1]
    return f"{line.rstrip()}…"


@functools.lru_cache(maxsize=8)
def _font(size: int, *, bold: bool = False) -> Font:
    """Return the web app's own font; Pillow's where the web app is not built."""
    file = _font_file()
    if file is None:
        return ImageFont.load_default(size)
    font = ImageFont.truetype(str(file), size)
    font.set_variation_by_axes([700 if bold else 500])
    return font


def _font_file() -> Path | None:
    found = sorted(Path(settings.FRONTEND_DIST).glob("assets/inter-latin-wght-normal-*.woff2"))
    return found[-1] if found else None
