"""The log to everybody, under `/log/v1/` (docs/log-format.md): plain SQL and bytes, no session, no serializer."""

import functools
import gzip
import re
from collections.abc import Callable
from typing import Any

import orjson
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from common.problems import problem_response
from common.rendering import as_json
from common.throttling import ScopedThrottle, count
from ledger.bundles import NotSealedYet, Told, build_bundle
from ledger.encoding import HASH_BYTES
from ledger.models import Chain
from ledger.policy import current_policy
from ledger.reads import cosigned_notes, newest_note, published_note, signed_size
from ledger.tiles import HEIGHT, WIDTH, parse_tile_number

IMMUTABLE = "public, max-age=31536000, immutable"
TEXT = "text/plain; charset=utf-8"
OCTETS = "application/octet-stream"
NOTES_A_PAGE = 100
ENTRIES_A_PAGE = 200
PARTIAL = re.compile(r"(.+)\.p/([1-9][0-9]{0,2})")
GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))")
CHAIN = re.compile(r"[a-z0-9_:/-]{1,120}")
LEVEL = re.compile(r"0|[1-9][0-9]?")

View = Callable[..., HttpResponse]


def public(view: View) -> View:
    """Answer safe methods alone, to pages of every origin: verifiers are other people's."""

    @require_safe
    @functools.wraps(view)
    def answer(request: HttpRequest, **arguments: str) -> HttpResponse:
        response = view(request, **arguments)
        response["Access-Control-Allow-Origin"] = "*"
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
        response.setdefault("Cache-Control", "no-cache")
        return response

    return answer


@public
def checkpoint(request: HttpRequest) -> HttpResponse:
    """Return the newest signed note, with the cosignatures that have come in."""
    newest = published_note(current_policy(keys=False)) if settings.LEDGER_QUORUM else newest_note()
    if newest is None:
        return _missing("Nothing is sealed yet.")
    return HttpResponse(newest.note, content_type=TEXT, headers={"Cache-Control": "public, max-age=1"})


@public
def policy(request: HttpRequest) -> HttpResponse:
    """Return whom to believe, as a C2SP policy file."""
    return HttpResponse(current_policy().text(), content_type=TEXT, headers={"Cache-Control": "public, max-age=60"})


@public
def checkpoints(request: HttpRequest) -> HttpResponse:
    """Return cosigned notes of `?from=` leaves and more, smallest first, as a JSON array."""
    since = _number(request.GET.get("from", "0"))
    if since is None:
        return problem_response(400, code="invalid", detail="from is a number of leaves.")
    notes = [found.note for found in cosigned_notes(since=since, limit=NOTES_A_PAGE)]
    return HttpResponse(orjson.dumps(notes), content_type="application/json")


@public
def tile(request: HttpRequest, level: str, path: str) -> HttpResponse:
    """Return a tile of hashes, whole or in a width that was published; or a bundle of entries."""
    is_entries = level == "entries"
    if not is_entries and not LEVEL.fullmatch(level):
        return _missing("There is no such level.")
    try:
        index, width = _parse(path)
    except ValueError:
        return _missing("This is not how a tile is named.")
    height = 0 if is_entries else int(level)
    if height * HEIGHT >= 63 or index * WIDTH + width > _published_size() >> (height * HEIGHT):
        return _missing("The signed tree has no such tile yet.")
    data = entry_bundle(index, width) if is_entries else hash_tile(height, index, width)
    if data is None:
        return _missing("This tile is not there.")
    headers = {"Cache-Control": IMMUTABLE}
    if is_entries:
        headers["Vary"] = "Accept-Encoding"
        if GZIP.search(request.headers.get("Accept-Encoding", "")):
            headers["Content-Encoding"] = "gzip"
            data = gzip.compress(data, compresslevel=6, mtime=0)
    return HttpResponse(data, content_type=OCTETS, headers=headers)


@public
def chain(request: HttpRequest, name: str) -> HttpResponse:
    """Return entries of a public chain from `?from=` on, as a bundle."""
    wait = count("log_chain", ScopedThrottle().get_ident(request))  # type: ignore[arg-type]  # it reads META alone
    if wait:
        response = problem_response(429, code="throttled", detail="That was a lot. Mirror the log by its tiles instead.")
        response["Retry-After"] = str(wait)
        return response
    first = _number(request.GET.get("from", "0"))
    if first is None:
        return problem_response(400, code="invalid", detail="from is the number of an entry.")
    found = Chain.objects.filter(name=name).first() if CHAIN.fullmatch(name) else None
    if found is None:
        return problem_response(404, code="no_such_chain", detail="The log has no public chain of this name.")
    entries = list(found.entries.filter(seq__gte=first).select_related("opening").order_by("seq")[:ENTRIES_A_PAGE])
    if not entries and first:
        return problem_response(404, code="no_more_entries", detail=f"This chain has no entry {first} yet.")
    try:
        bundle: dict[str, Any] = build_bundle(found, [Told(entry.seq, entry) for entry in entries], opened=())
    except NotSealedYet:
        response = problem_response(409, code="not_sealed_yet", detail="These entries are being sealed. Ask again in a second.")
        response["Retry-After"] = "1"
        return response
    return HttpResponse(as_json(bundle), content_type="application/json")


def hash_tile(level: int, index: int, width: int) -> bytes | None:
    """Return the first `width` hashes of a tile, or None where it has not so many."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT substring(data FOR %s) FROM ledger_tile WHERE level = %s AND index = %s", [width * HASH_BYTES, level, index]
        )
        row = cursor.fetchone()
    return bytes(row[0]) if row and len(row[0]) == width * HASH_BYTES else None


def entry_bundle(index: int, width: int) -> bytes | None:
    """Return the first `width` entries of a bundle, each after its length, or None where there are not so many."""
    first = index * WIDTH
    with connection.cursor() as cursor:
        cursor.execute("SELECT leaf FROM ledger_leaf WHERE index >= %s AND index < %s ORDER BY index", [first, first + width])
        leaves = [bytes(row[0]) for row in cursor.fetchall()]
    return b"".join(len(leaf).to_bytes(2, "big") + leaf for leaf in leaves) if len(leaves) == width else None


def _published_size() -> int:
    if not settings.LEDGER_QUORUM:
        return signed_size()
    published = published_note(current_policy(keys=False))
    return published.size if published else 0


def _parse(path: str) -> tuple[int, int]:
    """Return index and width of a tile's path. Raises ValueError."""
    partial = PARTIAL.fullmatch(path)
    if partial is None:
        return parse_tile_number(path), WIDTH
    width = int(partial[2])
    if width >= WIDTH:
        raise ValueError("a partial tile has at most 255 hashes")
    return parse_tile_number(partial[1]), width


def _number(text: str) -> int | None:
    return int(text) if re.fullmatch(r"0|[1-9][0-9]{0,15}", text) else None


def _missing(detail: str) -> HttpResponse:
    return problem_response(404, code="not_found", detail=detail)
