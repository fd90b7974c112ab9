"""One file in, one clean copy out."""

from vendors.cleaning.kinds import MAX_COPY_BYTES, PDF, CleanCopy, Refused, kind_of
from vendors.cleaning.pdfs import clean_pdf
from vendors.cleaning.pictures import clean_picture


def clean(content: bytes) -> CleanCopy:
    """Return the clean copy of a PDF, or of a JPEG, PNG or HEIC picture. Raises Refused."""
    copy = _copy_of(content, kind_of(content))
    if len(copy.content) > MAX_COPY_BYTES:  # here, before anybody else holds it in memory
        raise Refused("too_complex")
    return copy


def _copy_of(content: bytes, kind: str) -> CleanCopy:
    if kind == PDF:
        copy, pages = clean_pdf(content)
        return CleanCopy(kind, "pdf", pages, copy)
    return CleanCopy(kind, "jpg", 1, clean_picture(content))
