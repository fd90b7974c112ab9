"""A site over HTTP that serves a log of `building`, and lies where a test says so."""

import gzip
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.verifier.building import Story

NOTES_A_PAGE = 3
ENTRIES_A_PAGE = 2
Answer = tuple[int, bytes, dict[str, str]]


class LogSite:
    """What a site answers by path: the story's log, and whatever `answers` has in its place."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.answers = dict[str, Any]()
        self.asked = list[str]()
        self.url = ""
        self.checkpoint = self._cosigned = story.log.checkpoint(at=story.log.clock)
        self._files = dict[str, bytes]()
        for size in {*range(max(1, story.log.size - 20), story.log.size + 1), *story.cosigned}:
            self._files.update(story.log.files(size))

    def answer(self, path: str) -> Answer:
        self.asked.append(path)
        if path in self.answers:
            return _answer(self.answers[path])
        name = path.removeprefix("/log/v1/")
        if name == "checkpoint":
            return _answer(self.checkpoint)
        if name == "policy":
            return _answer(self.story.log.policy())
        if name.startswith("checkpoints?from="):
            return _answer(self.notes(int(name.partition("=")[2])))
        if name.startswith("chains/index?from="):
            return _answer(self.index_page(int(name.partition("=")[2])))
        if name in self._files:
            return 200, gzip.compress(self._files[name]), {"Content-Encoding": "gzip"}
        return _answer((404, {"code": "not_found"}))

    def notes(self, since: int) -> list[str]:
        """A page of cosigned checkpoints."""
        sizes = sorted(size for size in self.story.cosigned if size >= since)[:NOTES_A_PAGE]
        return [self.story.log.checkpoint(size, at=self.story.cosigned[size]) for size in sizes]

    def index_page(self, first: int) -> Any:
        """A page of the chain of slot indexes, under a checkpoint that was cosigned now."""
        index = self.story.index
        if first >= len(index.entries):
            return 404, {"code": "no_more_entries" if index.entries else "no_such_chain"}
        last = min(len(index.entries), first + ENTRIES_A_PAGE) - 1
        return {**self.story.bundle(index, first=first, last=last, epoch=None), "head": self._cosigned}


def _answer(given: Any) -> Answer:
    if callable(given):
        given = given()
    headers: dict[str, str] = {}
    status, body = 200, given
    if isinstance(given, tuple):
        status, body, *more = given
        headers = more[0] if more else {}
    if isinstance(body, dict | list):
        body = json.dumps(body)
    return status, body.encode() if isinstance(body, str) else body, headers


@contextmanager
def serve(site: LogSite) -> Iterator[LogSite]:
    """Serve a site on a port of this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, body, headers = site.answer(self.path)
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    site.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
