"""A process that is asked more than it can do says so at once, so that what it has begun gets done.

Both gates stand outermost, before any thread or connection is taken. Every place that is taken is given back, however the
request ends; a caller who goes away gives it back when the work that was begun for them has ended.
"""

import asyncio
import base64
import hashlib
import time
from typing import Any

import structlog
from django.http import HttpResponse

from common.metrics import IN_FLIGHT, REQUESTS, SHED
from common.problems import OVERLOADED_DETAIL, is_pool_exhausted, overload_wait, problem_response
from common.refusing import Application, Message, Receive, Send, refuse

TRY_AGAIN_LATER = 1013  # RFC 6455's registry: this server is overloaded
PROGRAMS = ("/api/", "/_allauth/", "/log/v1/", "/hooks/")
SLOWEST_READER = 16_384  # bytes a second; who reads slower uses up the gate's patience, however little at a time
SAFE = {"GET", "HEAD", "OPTIONS"}
LOG_EVERY_SECONDS = 10.0
READER_SECONDS = 20.0  # that a reader may take none of its answer, while it holds a place and a connection
STYLE = "body{font:1.1rem/1.5 system-ui,sans-serif;max-width:32rem;margin:20vh auto;padding:0 1.5rem}h1{font-size:1.6rem}"
STYLE_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
PAGE_POLICY = f"default-src 'none'; style-src 'sha256-{STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
<meta http-equiv="refresh" content="5"><meta name="robots" content="noindex">
<title>One moment · TrustTrack</title><style>%s</style>
</head>
<body><main>
<h1>One moment, please</h1>
<p>%s Nothing is lost: this page tries again by itself in a few seconds.</p>
</main></body>
</html>
"""
CROWDED = "More people are here than we can serve at once."
log = structlog.get_logger(__name__)


class Gate:
    """Lets at most `most` requests in at the same time (0: all), and answers the others 503 with Retry-After.

    A place is taken once the request has come in whole, so that slow senders hold none; a reader that takes nothing for
    `patience` seconds is given up. The paths `never`, and what is below those that end in a slash, take no place and are
    never refused.
    """

    def __init__(self, inner: Application, *, most: int, never: tuple[str, ...] = (), patience: float = READER_SECONDS) -> None:
        self.inner, self.most, self.patience = inner, most, patience
        self._never = frozenset(path for path in never if not path.endswith("/"))
        self._never_below = tuple(path for path in never if path.endswith("/"))
        self.inside = 0
        self._logged_at = -LOG_EVERY_SECONDS

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["path"] in self._never or scope["path"].startswith(self._never_below):
            await self.inner(scope, receive, send)
        elif self.is_full:
            await self.shed(scope, send, is_closing=scope["method"] not in SAFE)
        else:
            await _Visit(self, scope, receive, send).make()

    @property
    def is_full(self) -> bool:
        """Whether every place is taken."""
        return 0 < self.most <= self.inside

    def count(self, change: int) -> None:
        """Take a place (1) or give it back (-1)."""
        self.inside += change
        IN_FLIGHT.inc(change)

    async def shed(self, scope: dict[str, Any], send: Send, *, is_closing: bool) -> None:
        """Refuse a request for want of a place."""
        SHED.labels("full").inc()
        REQUESTS.labels("shed", "any", 503).inc()
        if time.monotonic() - self._logged_at >= LOG_EVERY_SECONDS:  # a line for each would be more work
            self._logged_at = time.monotonic()
            log.warning("requests_shed", inside=self.inside)
        accept = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"accept"), "")
        is_page = is_for_people(scope["path"], accept)
        await refuse(send, lambda: answer_overload(is_page=is_page), is_closing=is_closing)


class _Visit:
    """One request on its way through the gate."""

    def __init__(self, gate: Gate, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        self._gate, self._scope, self._receive, self._send = gate, scope, receive, send
        self._is_inside = self._is_over = False
        self._left = gate.patience  # seconds that its reader may still keep us waiting

    async def make(self) -> None:
        """Serve the request, and give back its place however that ends."""
        try:
            await self._gate.inner(self._scope, self._take, self._answer)
        finally:
            if self._is_inside:
                self._gate.count(-1)

    async def _take(self) -> Message:
        if self._is_over:
            return {"type": "http.disconnect"}
        message = await self._receive()
        is_whole = message["type"] == "http.request" and not message.get("more_body", False)
        if not is_whole or self._is_inside:
            return message
        if self._gate.is_full:  # it filled up while this one's body came in
            await self._gate.shed(self._scope, self._send, is_closing=False)
            self._is_over = True
            return {"type": "http.disconnect"}
        self._gate.count(1)
        self._is_inside = True
        return message

    async def _answer(self, message: Message) -> None:
        if self._is_over:
            return
        begun = time.monotonic()
        try:
            async with asyncio.timeout(self._left):
                await self._send(message)
        except TimeoutError:  # what is left is not sent, so that the view ends as any other
            self._is_over = True
            log.info("reader_given_up")
        self._left += len(message.get("body", b"")) / SLOWEST_READER - (time.monotonic() - begun)


class SocketGate:
    """Holds at most `most` WebSockets open (0: any number); the others are accepted and closed with 1013, which browsers see."""

    def __init__(self, inner: Application, *, most: int) -> None:
        self.inner, self.most = inner, most
        self.inside = 0

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        """Serve the socket, or close it."""
        if 0 < self.most <= self.inside:
            await receive()
            await send({"type": "websocket.accept"})
            await send({"type": "websocket.close", "code": TRY_AGAIN_LATER})
            return
        self.inside += 1
        try:
            await self.inner(scope, receive, send)
        finally:
            self.inside -= 1


def is_for_people(path: str, accept: str) -> bool:
    """Say whether who asks reads pages, rather than problem documents."""
    return "text/html" in accept and not path.startswith(PROGRAMS)


def answer_overload(*, is_page: bool, error: BaseException | None = None) -> HttpResponse:
    """Return the 503: a page or a problem. With an `error` of the database it is `busy`, unless the pool was exhausted."""
    is_overloaded = error is None or is_pool_exhausted(error)
    if error and is_overloaded:
        SHED.labels("database").inc()
    return answer_later(is_page=is_page, words=CROWDED, code="overloaded" if is_overloaded else "busy", detail=OVERLOADED_DETAIL)


def answer_later(*, is_page: bool, words: str, code: str, detail: str) -> HttpResponse:
    """Return a 503 that asks to come again in a few seconds: a page with these `words`, or a problem."""
    if is_page:
        headers = {"Content-Security-Policy": PAGE_POLICY, "Cache-Control": "no-store"}
        answer = HttpResponse(PAGE % (STYLE, words), status=503, headers=headers)
    else:
        answer = problem_response(503, code=code, detail=detail)
    answer["Retry-After"] = str(overload_wait())
    return answer
