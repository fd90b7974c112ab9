"""JPEG files by their segments (ITU T.81, annex B): pictures inside PDFs keep their pixels as they are, and lose the rest."""

APPLICATION_FIRST, APPLICATION_LAST, COMMENT = 0xE0, 0xEF, 0xFE
#: How the colours are to be read: JFIF's and Adobe's own segment.
KEPT = frozenset({0xE0, 0xEE})
SCAN_STARTS = 0xDA
ALONE = frozenset({0x01, *range(0xD0, 0xD9)})  # markers without a length


def without_metadata(content: bytes) -> bytes:
    """Return the JPEG without EXIF, XMP, comments and what else its maker wrote; what is no JPEG comes back as it is."""
    if not content.startswith(b"\xff\xd8"):
        return content
    kept, at = [content[:2]], 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker == SCAN_STARTS:
            break
        length = 2 if marker in ALONE else 2 + int.from_bytes(content[at + 2 : at + 4])
        if not _is_metadata(marker):
            kept.append(content[at : at + length])
        at += length
    return b"".join([*kept, content[at:]])


def _is_metadata(marker: int) -> bool:
    return marker == COMMENT or (APPLICATION_FIRST <= marker <= APPLICATION_LAST and marker not in KEPT)
