"""GET tracking, vendors and order: requests a second of one web process, against a bare Django view with the same bytes, in turn.

Both run under uvicorn with the product's settings; eight connections of one client process ask as quickly as they are answered.
Ours is the whole: gate, limits, middleware, throttles counted in Redis, authentication, queries, ETag. The bare view has no
middleware and answers bytes from memory (benchmarks/bare_view.py).

BENCH_ROUNDS and BENCH_ASKS (300, of each side and round) change the size.
"""

import os
import selectors
import socket
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from accounts.tokens import issue_tokens
from benchmarks import report
from benchmarks.fanout import web
from benchmarks.story import CLIENTS, make_story
from orders.services import advance_order
from orders.statuses import Status
from tests.factories import VendorFactory
from vendors.services import refresh_search

ROUNDS, ASKS = 5, 300


@dataclass(frozen=True)
class Question:
    """One request, again and again, and the status that each answer must have."""

    port: int
    path: str
    headers: tuple[tuple[str, str], ...] = ()
    status: int = 200

    @property
    def message(self) -> bytes:
        """The request as it goes over the wire."""
        lines = [
            f"GET {self.path} HTTP/1.1",
            f"Host: 127.0.0.1:{self.port}",
            *(f"{name}: {value}" for name, value in self.headers),
        ]
        return "\r\n".join([*lines, "", ""]).encode()

    def ask(self) -> httpx.Response:
        """Ask once."""
        answer = httpx.get(f"http://127.0.0.1:{self.port}{self.path}", headers=dict(self.headers), timeout=10)
        if answer.status_code != self.status:
            raise RuntimeError(f"{self.path}: {answer.status_code} {answer.text[:200]}")
        return answer


def rate(question: Question, asks: int) -> float:
    """Return how many answers a second come until there are `asks`, over CLIENTS connections that ask one after the other."""
    message, begins = question.message, f"HTTP/1.1 {question.status}".encode()
    answers = 0
    with selectors.DefaultSelector() as selector:
        for _ in range(CLIENTS):
            connection = socket.create_connection(("127.0.0.1", question.port))
            connection.sendall(message)
            selector.register(connection, selectors.EVENT_READ, bytearray())
        begun = time.perf_counter()
        while answers < asks:
            for key, _ in selector.select(1):
                if not (piece := key.fileobj.recv(262_144)):  # type: ignore[union-attr]  # a socket
                    raise RuntimeError("the server closed the connection")
                key.data.extend(piece)
                if _is_whole(key.data):
                    if not key.data.startswith(begins):
                        raise RuntimeError(bytes(key.data[:200]).decode(errors="replace"))
                    answers += 1
                    key.data.clear()
                    key.fileobj.sendall(message)  # type: ignore[union-attr]  # a socket
        spent = time.perf_counter() - begun
        for key in list(selector.get_map().values()):
            key.fileobj.close()  # type: ignore[union-attr]  # a socket
    return answers / spent


def _is_whole(answer: bytearray) -> bool:
    end = answer.find(b"\r\n\r\n")
    if end < 0:
        return False
    head = bytes(answer[:end]).lower()
    if b"transfer-encoding: chunked" in head:
        return answer.endswith(b"\r\n0\r\n\r\n")
    at = head.find(b"content-length:")
    length = int(head[at + 15 :].split(b"\r", 1)[0]) if at >= 0 else 0
    return len(answer) >= end + 4 + length


def questions(port: int) -> dict[str, Question]:
    """Return what is asked of the product, by name; make the rows behind it."""
    story = make_story()
    refresh_search([story.vendor, *VendorFactory.create_batch(24, verified=True)])
    [order] = story.place(1)
    for to in (Status.ACCEPTED, Status.PREPARING, Status.READY_FOR_PICKUP):
        advance_order(order, to=to, by=story.staff)
    tracking = Question(port, f"/api/v1/tracking/{order.uid}/")
    etag = tracking.ask().headers["ETag"]
    return {
        "tracking": tracking,
        "tracking, ETag": Question(port, tracking.path, (("If-None-Match", etag),), status=304),
        "vendors": Question(port, "/api/v1/vendors/?page_size=20"),
        "order": Question(
            port, f"/api/v1/orders/{order.uid}/", (("Authorization", f"Bearer {issue_tokens(story.customer).access}"),)
        ),
    }


def main() -> int:
    """Run it; print a line for each kind of read."""
    rounds, asks = report.setting("BENCH_ROUNDS", ROUNDS), report.setting("BENCH_ASKS", ASKS)
    figures: dict[str, Any] = {"rounds": rounds, "reads": {}}
    with tempfile.TemporaryDirectory() as folder, web("benchmarks.unlimited:application") as product:
        asked = questions(product.port)
        bodies = {name: asked[name.split(",")[0]].ask().content for name in asked}
        for name, body in bodies.items():
            (Path(folder) / name.replace(", ", "-")).write_bytes(body)
        os.environ["BENCH_BODIES"] = folder
        with web("benchmarks.bare_view:application") as reference:
            print(f"{'':<16}{'bytes':>8}{'ours/s':>9}{'bare/s':>9}  ratio", flush=True)
            for name, ours in asked.items():
                bare = Question(reference.port, f"/bare/{name.replace(', ', '-')}/")
                ours.ask(), bare.ask()
                pairs = [(rate(ours, asks), rate(bare, asks)) for _ in range(rounds)]
                one: dict[str, Any] = {
                    "bytes": len(bodies[name]),
                    "ours_per_second": report.spread([pair[0] for pair in pairs]),
                    "bare_per_second": report.spread([pair[1] for pair in pairs]),
                    "ratio": report.spread([mine / other for mine, other in pairs]),
                }
                figures["reads"][name] = one
                rates = [one[side]["median"] for side in ("ours_per_second", "bare_per_second")]
                print(f"{name:<16}{one['bytes']:>8,}{rates[0]:>9,.0f}{rates[1]:>9,.0f}  {report.text(one['ratio'])}", flush=True)
    report.save("reads", figures)
    return 0
