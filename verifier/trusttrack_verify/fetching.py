"""Reading a log over HTTP: encrypted or from this machine, with time-outs and with a bound on what is taken in."""

import gzip
import http.client
import io
import ipaddress
import json
import time
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, ProxyHandler, Request, build_opener

from trusttrack_verify.bundle import MAX_BUNDLE

TIMEOUT = 20
MAX_TEXT = 1024 * 1024
MAX_TILE = 256 * (2 + 65_535)
_TRIES = 5
_LONGEST_WAIT = 5.0
_AGAIN = {409, 429, 503}  # not sealed yet, too many questions, busy
_TROUBLE = (URLError, http.client.HTTPException, OSError, EOFError, ValueError)


class FetchFailed(Exception):
    """The log could not be read; the message says what and why, for people."""


class NotThere(FetchFailed):
    """The log answers that it has no such thing, or not yet; `code` is its word for why."""

    def __init__(self, message: str, code: str) -> None:
        super().__init__(message)
        self.code = code


class Site:
    """A log below `<site>/log/v1/`, and the API beside it."""

    def __init__(self, url: str, *, allow_http: bool = False) -> None:
        """Take the site's address or the log's; raise `FetchFailed` where it is neither encrypted nor on this machine."""
        self._allow_http = allow_http
        self.address = url.rstrip("/").removesuffix("/log/v1")
        _require_safe(self.address, allow_http=allow_http)

    def checkpoint(self) -> str:
        """Return the newest signed note."""
        return self.text("log/v1/checkpoint")

    def policy(self) -> str:
        """Return the policy file that the log itself offers."""
        return self.text("log/v1/policy")

    def tile(self, path: str) -> bytes:
        """Return a tile by its path; in place of a partial one that is gone, what the full one holds."""
        try:
            return self.get(f"log/v1/{path}", MAX_TILE)
        except NotThere:
            whole, partial, _ = path.partition(".p/")
            if not partial:
                raise
            return self.get(f"log/v1/{whole}", MAX_TILE)

    def checkpoints(self, size: int) -> list[str]:
        """Return cosigned notes of `size` leaves and more, smallest first: a page, empty where there are no more."""
        url = f"log/v1/checkpoints?from={size}"
        notes = self._json(url)
        if not isinstance(notes, list) or not all(isinstance(note, str) for note in notes):
            raise FetchFailed(f"{self.address}/{url} is no list of notes.")
        return notes

    def chain(self, name: str, first: int) -> bytes:
        """Return entries of a public chain from seq `first` on, as a bundle."""
        return self.get(f"log/v1/chains/{quote(name, safe='/:')}?from={first}", MAX_BUNDLE)

    def vendor(self, slug: str) -> object:
        """Return what the site says of a vendor."""
        return self._json(f"api/v1/vendors/{quote(slug, safe='')}/")

    def reviews(self, slug: str) -> object:
        """Return what the site says of a vendor's reviews: one of them, and what they add up to."""
        return self._json(f"api/v1/vendors/{quote(slug, safe='')}/reviews/?page_size=1")

    def _json(self, path: str) -> object:
        try:
            return json.loads(self.text(path))
        except (ValueError, RecursionError) as error:
            raise FetchFailed(f"{self.address} does not answer in JSON.") from error

    def text(self, path: str) -> str:
        """Return a small text."""
        try:
            return self.get(path, MAX_TEXT).decode("utf-8")
        except UnicodeDecodeError as error:
            raise FetchFailed(f"{self.address}/{path} is not UTF-8.") from error

    def get(self, path: str, limit: int) -> bytes:
        """Return what is at a path, up to `limit` bytes; ask again where the site says so. Raise `FetchFailed`."""
        url = f"{self.address}/{path}"
        for attempt in range(1, _TRIES + 1):
            try:
                return self._read(url, limit)
            except HTTPError as error:
                with error:
                    if error.code not in _AGAIN or attempt == _TRIES:
                        raise _refusal(url, error) from error
                    time.sleep(_wait(error))
            except _TROUBLE as error:
                raise FetchFailed(f"{url} cannot be read: {getattr(error, 'reason', error)}") from error
        raise FetchFailed(f"{url} cannot be read.")

    def _read(self, url: str, limit: int) -> bytes:
        headers = {"Accept-Encoding": "gzip", "User-Agent": "trusttrack-verify/1"}
        with self._opener(url).open(Request(url, headers=headers), timeout=TIMEOUT) as answer:  # noqa: S310 - scheme checked
            raw = _take(answer, limit, url)
            if answer.headers.get("Content-Encoding") != "gzip":
                return raw
        with gzip.GzipFile(fileobj=io.BytesIO(raw)) as unpacked:
            return _take(unpacked, limit, url)

    def _opener(self, url: str) -> OpenerDirector:
        proxies = ProxyHandler({}) if _is_loopback(url) else ProxyHandler()
        return build_opener(proxies, _SafeRedirects(allow_http=self._allow_http))


class _SafeRedirects(HTTPRedirectHandler):
    """Follows redirects only to where the first address would have been allowed to be."""

    def __init__(self, *, allow_http: bool) -> None:
        self._allow_http = allow_http

    def redirect_request(  # noqa: PLR0917 - the standard library calls it so
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: http.client.HTTPMessage, newurl: str
    ) -> Request | None:
        _require_safe(newurl, allow_http=self._allow_http)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _require_safe(url: str, *, allow_http: bool) -> None:
    try:
        parts = urlsplit(url)
        is_safe = parts.scheme == "https" or (parts.scheme == "http" and (allow_http or _is_loopback(url)))
    except ValueError:
        is_safe = False
    if not is_safe or not parts.hostname:
        raise FetchFailed(f"{url} is not an https:// address (http:// is taken only for this machine, or with --allow-http).")


def _is_loopback(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _take(stream: IO[bytes] | http.client.HTTPResponse | gzip.GzipFile, limit: int, url: str) -> bytes:
    raw = stream.read(limit + 1)
    if len(raw) > limit:
        raise FetchFailed(f"{url} is larger than {limit} bytes.")
    return raw


def _wait(error: HTTPError) -> float:
    """Return how long to wait before asking again, in seconds."""
    asked = error.headers.get("Retry-After", "1")
    return min(float(asked), _LONGEST_WAIT) if asked.isascii() and asked.isdigit() else 1.0


def _refusal(url: str, error: HTTPError) -> FetchFailed:
    message = f"{url} answers {error.code} {error.reason}."
    return NotThere(message, _problem(error)) if error.code in {404, 409} else FetchFailed(message)


def _problem(error: HTTPError) -> str:
    """Return the code of a problem document (RFC 9457), where the answer is one."""
    try:
        problem = json.loads(error.read(MAX_TEXT))
    except (*_TROUBLE, RecursionError):
        return ""
    return str(problem.get("code", "")) if isinstance(problem, dict) else ""
