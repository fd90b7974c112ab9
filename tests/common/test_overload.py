"""The gate takes a place for each request that is whole, gives every place back, and refuses what it has none for."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError
from django.test import RequestFactory
from psycopg_pool import PoolTimeout

from common.overload import Gate, SocketGate
from common.problems import ProblemHandler
from config.pages import failed

Message = dict[str, Any]
WHOLE: Message = {"type": "http.request", "body": b"", "more_body": False}
PART: Message = {"type": "http.request", "body": b"a", "more_body": True}
GONE: Message = {"type": "http.disconnect"}


class Slow:
    """An application that reads the body and answers when it is told to, or fails."""

    def __init__(self) -> None:
        self.go, self.fails = asyncio.Event(), False

    async def __call__(self, scope: dict[str, Any], receive: Callable[[], Any], send: Callable[[Message], Any]) -> None:
        while (message := await receive()).get("more_body"):
            pass
        if message["type"] == "http.disconnect":
            return
        await self.go.wait()
        if self.fails:
            raise RuntimeError("a fault in a view")
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})


class Call:
    """One request to a gate, whose messages come as they are given."""

    def __init__(self, gate: Any, *messages: Message, path: str = "/api/v1/vendors/", accept: bytes = b"*/*") -> None:
        self.sent: list[Message] = []
        self.coming: asyncio.Queue[Message] = asyncio.Queue()
        for message in messages or (WHOLE,):
            self.coming.put_nowait(message)
        scope = {"type": "http", "method": "GET", "path": path, "headers": [(b"accept", accept)]}
        self.task = asyncio.create_task(gate(scope, self.coming.get, self._send))

    async def _send(self, message: Message) -> None:
        self.sent.append(message)

    @property
    def status(self) -> int | None:
        return self.sent[0]["status"] if self.sent else None

    @property
    def headers(self) -> dict[str, str]:
        return {name.decode(): value.decode() for name, value in self.sent[0]["headers"]}


async def settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def test_what_has_no_place_is_refused_at_once_and_what_is_inside_is_served() -> None:
    slow = Slow()
    gate = Gate(slow, most=1, never=("/healthz", "/static/"))
    first = Call(gate)
    await settle()
    for accept, kind in ((b"*/*", "application/problem+json"), (b"text/html,*/*", "application/problem+json")):
        refused = Call(gate, accept=accept)
        await refused.task
        assert (refused.status, refused.headers["content-type"]) == (503, kind)  # a program's path, whatever it accepts
        assert 2 <= int(refused.headers["retry-after"]) <= 5
        assert b'"code":"overloaded"' in refused.sent[1]["body"]
    page = Call(gate, path="/v/crumb-and-co", accept=b"text/html,*/*")
    await page.task
    assert (page.status, page.headers["content-type"]) == (503, "text/html; charset=utf-8")
    assert b"tries again by itself" in page.sent[1]["body"]
    beside = Call(gate, path="/healthzz")
    await beside.task
    assert beside.status == 503
    probe, file = Call(gate, path="/healthz"), Call(gate, path="/static/app.js")
    slow.go.set()
    await asyncio.gather(first.task, probe.task, file.task)
    assert (first.status, probe.status, file.status, gate.inside) == (200, 200, 200, 0)


async def test_slow_senders_hold_no_place_and_are_refused_when_they_are_late() -> None:
    slow = Slow()
    gate = Gate(slow, most=1)
    sender = Call(gate, PART)
    await settle()
    assert gate.inside == 0
    other = Call(gate)
    await settle()
    sender.coming.put_nowait(WHOLE)
    await sender.task
    slow.go.set()
    await other.task
    assert (sender.status, len(sender.sent), other.status, gate.inside) == (503, 2, 200, 0)


async def test_every_end_gives_the_place_back() -> None:
    slow = Slow()
    gate = Gate(slow, most=1)
    cancelled = Call(gate)
    await settle()
    assert gate.is_full
    cancelled.task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await cancelled.task
    left_early = Call(gate, GONE)
    await left_early.task
    slow.fails = True
    slow.go.set()
    failing = Call(gate)
    with pytest.raises(RuntimeError):
        await failing.task
    assert (gate.inside, gate.is_full) == (0, False)


async def test_a_reader_that_takes_nothing_is_given_up() -> None:
    ended: list[Message] = []

    async def view(scope: Any, receive: Callable[[], Any], send: Callable[[Message], Any]) -> None:
        await receive()
        for _ in range(3):
            await send({"type": "http.response.body", "body": b"a", "more_body": True})
        ended.append(await receive())

    async def stuck(message: Message) -> None:
        await asyncio.Event().wait()

    gate = Gate(view, most=1, patience=0.01)
    coming: asyncio.Queue[Message] = asyncio.Queue()
    coming.put_nowait(WHOLE)
    scope = {"type": "http", "method": "GET", "path": "/sitemap.xml", "headers": []}
    await asyncio.wait_for(gate(scope, coming.get, stuck), 1)
    assert (ended, gate.inside) == ([GONE], 0)


async def test_without_a_limit_all_are_let_in() -> None:
    slow = Slow()
    gate = Gate(slow, most=0)
    calls = [Call(gate) for _ in range(50)]
    await settle()
    assert gate.inside == 50
    slow.go.set()
    await asyncio.gather(*(call.task for call in calls))
    assert {call.status for call in calls} == {200}


async def test_sockets_have_a_limit_of_their_own() -> None:
    ended = asyncio.Event()

    async def follow(scope: Any, receive: Any, send: Any) -> None:
        await ended.wait()

    gate = SocketGate(follow, most=1)
    first = Call(gate)
    await settle()
    second = Call(gate, {"type": "websocket.connect"})
    await second.task
    assert [message["type"] for message in second.sent] == ["websocket.accept", "websocket.close"]
    assert second.sent[1]["code"] == 1013
    ended.set()
    await first.task
    assert gate.inside == 0


def no_connection() -> OperationalError:
    error = OperationalError("couldn't get a connection after 3.00 sec")
    error.__cause__ = PoolTimeout("couldn't get a connection after 3.00 sec")
    return error


@pytest.mark.parametrize(("error", "code"), [(no_connection(), "overloaded"), (OperationalError("deadlock"), "busy")])
def test_a_database_without_a_free_connection_is_an_overload_wherever_it_is_found(error: OperationalError, code: str) -> None:
    converted: Any = ProblemHandler(error, {}).convert_known_exceptions(error)  # type: ignore[typeddict-item]  # nothing is read
    assert (converted.status_code, converted.default_code) == (503, code)
    for path, accept, kind in (
        ("/_allauth/x", "text/html", "application/problem+json"),
        ("/v/crumb", "text/html", "text/html; charset=utf-8"),
    ):
        try:
            raise error
        except OperationalError:
            answer = failed(RequestFactory().get(path, headers={"Accept": accept}))
        assert (answer.status_code, answer["Content-Type"]) == (503, kind)
        assert int(answer["Retry-After"]) >= 1
        assert kind == "text/html; charset=utf-8" or f'"code":"{code}"'.encode() in answer.content
