"""Documents of the demo town: drawn here, of nobody, and marked as samples."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw, ImageFont

PAPER, INK, FAINT = (252, 250, 244), (38, 44, 40), (214, 205, 188)
SIZE = (900, 1200)


def letter(title: str, *lines: str) -> SimpleUploadedFile:
    """Return a photo of a letter with a title and these lines, as a phone would hand it in."""
    sheet = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(sheet)
    draw.text((80, 90), title, fill=INK, font=ImageFont.load_default(44))
    draw.line((80, 160, 820, 160), fill=FAINT, width=4)
    for place, line in enumerate(lines):
        draw.text((80, 210 + 56 * place), line, fill=INK, font=ImageFont.load_default(30))
    draw.text((80, 1080), "SAMPLE · made for a demo, of nobody", fill=(168, 120, 40), font=ImageFont.load_default(30))
    return _photo(sheet)


def card(title: str, *lines: str) -> SimpleUploadedFile:
    """Return a photo of an identity card without a face."""
    sheet = Image.new("RGB", (1000, 640), (226, 236, 230))
    draw = ImageDraw.Draw(sheet)
    draw.rounded_rectangle((20, 20, 980, 620), radius=36, outline=INK, width=4)
    draw.ellipse((80, 170, 300, 390), fill=FAINT)
    draw.rounded_rectangle((60, 400, 320, 580), radius=60, fill=FAINT)
    draw.text((80, 70), title, fill=INK, font=ImageFont.load_default(44))
    for place, line in enumerate(lines):
        draw.text((380, 180 + 60 * place), line, fill=INK, font=ImageFont.load_default(32))
    draw.text((380, 540), "SAMPLE · of nobody", fill=(168, 120, 40), font=ImageFont.load_default(28))
    return _photo(sheet)


def _photo(sheet: Image.Image) -> SimpleUploadedFile:
    out = io.BytesIO()
    sheet.save(out, "JPEG", quality=85)
    return SimpleUploadedFile("photo.jpg", out.getvalue(), "image/jpeg")
