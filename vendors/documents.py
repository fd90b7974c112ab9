"""Files of documents: how one that came in becomes a clean copy, and where the copies are.

Nothing of a file that came in is kept but a salted hash. Decision record: docs/adr/0022-checks-and-their-documents.md.
"""

import hashlib
import json
import secrets
import subprocess
import sys
from http import HTTPStatus
from pathlib import Path
from typing import Any

import structlog
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.core.files.uploadedfile import UploadedFile

from common.errors import Invalid
from common.scanning import ScannerAway, scan
from vendors.cleaning.kinds import CleanCopy, Refused, kind_of
from vendors.models import ScanState

MAX_BYTES = 10 * 1024 * 1024
CLEANING_SECONDS = 30
FOLDER = "checks"  # in the storage
PROGRAMS = Path(__file__).resolve().parent.parent  # where `vendors.cleaning` is found
WORDS = {
    "too_large": "The file is larger than 10 MB.",
    "unknown_kind": "Send a PDF, or a JPEG, PNG or HEIC picture.",
    "two_kinds": "The file holds another file. Send the document alone.",
    "too_many_pixels": "The picture has more than 40 megapixels.",
    "too_many_pages": "The PDF has more than 30 pages. Send the ones that matter.",
    "encrypted": "The PDF is locked with a password. Send it unlocked.",
    "broken": "The file is damaged and cannot be read.",
    "too_complex": "The file is too complex to be read. Send a photo or a scan of it.",
    "infected": "The virus scanner found something in this file. Nothing of it was kept.",
}
log = structlog.get_logger(__name__)


class BadDocument(Invalid):
    """The file is no document that we take; the error's own `code` says why (WORDS)."""

    code = "bad_document"
    status = HTTPStatus.BAD_REQUEST

    def __init__(self, reason: str) -> None:
        super().__init__(WORDS[reason], pointer="/file", code=reason)


def storage() -> Storage:
    """Return where the copies are: private, without an address."""
    return storages["documents"]


def read_upload(upload: "UploadedFile[Any]") -> bytes:
    """Return what came in, where it is small enough and one of our kinds. Raises BadDocument."""
    if (upload.size or 0) > MAX_BYTES:
        raise BadDocument("too_large")
    content: bytes = upload.read()
    try:
        kind_of(content)
    except Refused as refusal:
        raise BadDocument(refusal.reason) from refusal
    return content


def scan_state(content: bytes) -> ScanState:
    """Return what the scanner says; where it is away, that it is still to come. Raises BadDocument over a virus."""
    try:
        found = scan(content)
    except ScannerAway:
        return ScanState.WAITING
    if found:
        log.warning("virus_in_document", found=found)
        raise BadDocument("infected")
    return ScanState.CLEAN


def cleaned(content: bytes) -> CleanCopy:
    """Return the clean copy, made in a process of its own that knows no secret of ours. Raises BadDocument."""
    return _in_its_own_process(content)


def page_of(content: bytes, number: int) -> bytes:
    """Return a page of a clean PDF as JPEG, drawn in a process of its own too. Raises BadDocument."""
    return _in_its_own_process(content, str(number)).content


def _in_its_own_process(content: bytes, *arguments: str) -> CleanCopy:
    try:
        done = subprocess.run(  # noqa: S603 - our own program; the file is its input, never an argument
            [sys.executable, "-m", "vendors.cleaning", *arguments],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=PROGRAMS,
            env={},
            timeout=CLEANING_SECONDS,
            check=True,
        )
    except subprocess.SubprocessError as error:  # out of memory, out of time, or worse: it ended alone
        log.warning("document_broke_its_process", error=type(error).__name__)
        raise BadDocument("too_complex") from error
    line, _, copy = done.stdout.partition(b"\n")
    head = json.loads(line)
    if "refused" in head:
        raise BadDocument(head["refused"])
    return CleanCopy(**head, content=copy)


def store(copy: CleanCopy) -> str:
    """Keep the copy under a name that nobody can guess; return the name."""
    return storage().save(f"{FOLDER}/{secrets.token_urlsafe(24)}.{copy.suffix}", ContentFile(copy.content))


def salted(content: bytes) -> tuple[bytes, bytes]:
    """Return a fresh salt, and the SHA-256 over it and `content`."""
    salt = secrets.token_bytes(16)
    return salt, hashlib.sha256(salt + content).digest()
