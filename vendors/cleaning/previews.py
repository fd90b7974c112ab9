"""One page of a clean PDF as a picture, so that a verifier reads it in place without opening the file."""

import io

import pypdfium2

from vendors.cleaning.kinds import JPEG, CleanCopy, Refused

MAX_SIDE = 1600
QUALITY = 85


def page_picture(content: bytes, number: int) -> CleanCopy:
    """Return page `number` (from 1) as JPEG. Raises Refused."""
    try:
        opened = pypdfium2.PdfDocument(content)
        try:
            page = opened[number - 1]
            scale = MAX_SIDE / max(*page.get_size(), 1)
            picture = page.render(scale=min(scale, 4), may_draw_forms=False).to_pil().convert("RGB")
        finally:
            opened.close()
    except (pypdfium2.PdfiumError, IndexError, ValueError) as error:
        raise Refused("broken") from error
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=QUALITY)
    return CleanCopy(JPEG, "jpg", 1, out.getvalue())
