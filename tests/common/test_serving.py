"""A request in one go: what an answer holds is given back before it is sent, and a stream ends with its reader."""

import asyncio
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.signals import request_finished
from django.db import close_old_connections, connection
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import path

from common.serving import WebHandler

ended: list[str] = []
asked_on: set[int] = set()
closed_on: set[int] = set()


def short(request: HttpRequest) -> HttpResponse:
    """Say something short."""
    return HttpResponse(request.body[::-1])


def broken(request: HttpRequest) -> HttpResponse:
    """Fail."""
    raise RuntimeError("a fault of ours")


def endless(request: HttpRequest) -> StreamingHttpResponse:
    """Never come to an end."""

    def pieces() -> Iterator[bytes]:
        try:
            while True:
                yield b"x" * 1000
        finally:
            ended.append("pieces")

    return StreamingHttpResponse(pieces())


def of_the_database(request: HttpRequest) -> StreamingHttpResponse:
    """Read rows before and while it is sent."""
    first = [one_row()]
    return StreamingHttpResponse(str(row) for rows in (first, (one_row() for _ in "ab")) for row in rows)


def one_row() -> int:
    """Ask the database, and note on which thread."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        asked_on.add(threading.get_ident())
        return int(cursor.fetchone()[0])


def note_closed(**_: Any) -> None:
    """Note on which thread connections are given back."""
    closed_on.add(threading.get_ident())


urlpatterns = [
    path("short/", short),
    path("endless/", endless),
    path("broken/", broken),
    path("rows/", of_the_database),
]
pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db(transaction=True)]


class Caller:
    """One call, by ASGI; leaves after `pieces` pieces of the answer's body."""

    def __init__(self, way: str, body: bytes = b"", *, pieces: int = 0) -> None:
        self.scope = {
            "type": "http", "method": "POST", "path": way, "raw_path": way.encode(), "query_string": b"", "scheme": "http",
            "http_version": "1.1", "headers": [(b"host", b"testserver")], "server": ("testserver", 80),
            "client": ("192.0.2.1", 1),
        }  # fmt: skip
        self.body, self.pieces = body, pieces
        self.told: list[Any] = []
        self._left = asyncio.Event()
        self._asked = False

    async def receive(self) -> dict[str, Any]:
        if not self._asked:
            self._asked = True
            return {"type": "http.request", "body": self.body, "more_body": False}
        await self._left.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: dict[str, Any]) -> None:
        self.told.append(message)
        ended.append(message["type"])
        if self.pieces and len(self.told) > self.pieces:
            self._left.set()
            await asyncio.sleep(0)

    async def call(self) -> "Caller":
        handler: Any = WebHandler(most=2)
        await asyncio.wait_for(handler(self.scope, self.receive, self.send), 20)
        return self


@pytest.fixture(autouse=True)
def _order(settings: Any) -> Iterator[None]:
    settings.CSRF_TRUSTED_ORIGINS = ["http://testserver"]
    settings.MIDDLEWARE = []
    ended.clear()

    def finished(**_: Any) -> None:
        ended.append("finished")

    request_finished.connect(finished)
    yield
    request_finished.disconnect(finished)


async def test_an_answer_is_ended_before_it_is_sent() -> None:
    caller = await Caller("/short/", b"abc").call()
    start, body = caller.told
    assert (start["status"], body["body"]) == (200, b"cba")
    assert ended == ["finished", "http.response.start", "http.response.body"]


async def test_a_fault_is_an_answer_too() -> None:
    caller = await Caller("/broken/").call()
    assert caller.told[0]["status"] == 500
    assert ended[0] == "finished"


async def test_a_stream_ends_where_its_reader_leaves() -> None:
    caller = await Caller("/endless/", pieces=3).call()
    assert len(caller.told) < 100
    assert ended[-1] == "finished"
    assert "pieces" in ended


async def test_each_thread_gives_back_its_own_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    def closing(**signal: Any) -> None:
        note_closed()
        close_old_connections(**signal)

    monkeypatch.setattr("common.serving.close_old_connections", closing)
    request_finished.connect(note_closed)
    try:
        caller = await Caller("/rows/").call()
    finally:
        request_finished.disconnect(note_closed)
    assert b"".join(message.get("body", b"") for message in caller.told[1:]) == b"111"
    assert len(asked_on) == 2  # the view's, and the pieces'
    assert asked_on <= closed_on
