"""What a file is, by its content alone; and files that are two things at once."""

from dataclasses import dataclass

PDF, JPEG, PNG, HEIC = "pdf", "jpeg", "png", "heic"
PICTURES = frozenset({JPEG, PNG, HEIC})
#: No copy that is kept is larger: a picture drawn anew can weigh more than it did, and a PDF unpacked very much more.
MAX_COPY_BYTES = 25 * 1024 * 1024
#: Brands of ISO media files (ISO/IEC 23008-12, annex B) that hold still pictures in HEVC.
HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
#: An archive is read from its end, so that one can hide behind anything: its last record within 64 KB and 22 bytes.
ARCHIVE_END, ARCHIVE_REACH = b"PK\x05\x06", 65_557
PDF_START, PDF_END, PDF_REACH = b"%PDF-", b"%%EOF", 1024


@dataclass(frozen=True)
class CleanCopy:
    """A copy that is kept: what it was made from, what its name ends with, how many pages it has."""

    kind: str
    suffix: str
    pages: int
    content: bytes


class Refused(Exception):
    """The file is none that we take; `reason` is one of vendors.documents.WORDS."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def kind_of(content: bytes) -> str:
    """Return pdf, jpeg, png or heic. Raises Refused for anything else, and for a file that is something else as well."""
    kind = _by_start(content)
    if kind is None:
        raise Refused("unknown_kind")
    if _is_more(content, kind):
        raise Refused("two_kinds")
    return kind


def _by_start(content: bytes) -> str | None:
    if content.startswith(PDF_START):
        return PDF
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if content[4:8] == b"ftyp" and content[8:12] in HEIC_BRANDS:
        return HEIC
    return None


def _is_more(content: bytes, kind: str) -> bool:
    if ARCHIVE_END in content[-ARCHIVE_REACH:]:
        return True
    if kind == PDF:  # what follows its end is read by others
        return bool(content[content.rfind(PDF_END) + len(PDF_END) :].strip(b"\r\n\t \x00"))
    return PDF_START in content[:PDF_REACH]  # other words in a picture stay behind: it is drawn anew
