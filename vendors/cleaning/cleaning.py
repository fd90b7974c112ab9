"""One file in, one clean copy out."""

from vendors.cleaning.kinds import PDF, CleanCopy, kind_of
from vendors.cleaning.pdfs import clean_pdf
from vendors.cleaning.pictures import clean_picture


def clean(content: bytes) -> CleanCopy:
    """Return the clean copy of a PDF, or of a JPEG, PNG or HEIC picture. Raises Refused."""
    kind = kind_of(content)
    if kind == PDF:
        copy, pages = clean_pdf(content)
        return CleanCopy(kind, "pdf", pages, copy)
    return CleanCopy(kind, "jpg", 1, clean_picture(content))
