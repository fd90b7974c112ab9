"""The witness over HTTP: HTTP/1.1 with keep-alive, time-outs and a cap on what is taken in."""

import contextlib
import html
import logging
import re
import socket
import sys
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from witness.submissions import PLAIN, Answer, Witness

MAX_BODY = 512 * 1024
MAX_PASSED_OVER = 4 * MAX_BODY
TIMEOUT = 30
_NOTE = re.compile(r"/([0-9a-f]{64})/checkpoint", re.ASCII)
log = logging.getLogger("witness")


class WitnessServer(ThreadingHTTPServer):
    """Serves a witness; `stop` lets answers that are under way be given."""

    daemon_threads = False
    request_queue_size = 64

    def __init__(self, address: tuple[str, int], witness: Witness) -> None:
        super().__init__(address, _Handler)
        self.witness = witness
        self._open = set[socket.socket]()
        self._open_lock = threading.Lock()

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._open_lock:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        with self._open_lock:
            self._open.discard(request)
        super().shutdown_request(request)

    def stop(self) -> None:
        """Take no more requests; those that wait for another one on a connection see it end."""
        self.shutdown()
        with self._open_lock:
            for connection in self._open:
                with contextlib.suppress(OSError):  # it has ended by itself
                    connection.shutdown(socket.SHUT_RD)

    def handle_error(self, request: Any, client_address: Any) -> None:
        log.warning("request from %s failed: %r", client_address, sys.exception())


class _Handler(BaseHTTPRequestHandler):
    """Answers one connection."""

    server: WitnessServer
    protocol_version = "HTTP/1.1"
    server_version = "trusttrack-witness/1"
    sys_version = ""
    timeout = TIMEOUT
    error_message_format = "%(code)d %(message)s\n"
    error_content_type = PLAIN

    def do_GET(self) -> None:
        self._answer(self._page())

    def do_HEAD(self) -> None:
        self._answer(self._page())

    def do_POST(self) -> None:
        body = self._body()
        if isinstance(body, Answer):
            self._answer(body)
        elif self.path != "/add-checkpoint":
            self._answer(Answer(HTTPStatus.NOT_FOUND, "there is only /add-checkpoint to post to\n"))
        else:
            self._answer(self.server.witness.add_checkpoint(body))

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the standard library calls it so
        log.info("%s %s", self.client_address[0], _plain(format % args))

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Leave it to `_answer`, which knows more."""

    def _page(self) -> Answer:
        if "Content-Length" in self.headers or "Transfer-Encoding" in self.headers:
            self.close_connection = True  # what was sent is not read, and must not be taken for the next request
        if self.path == "/healthz":
            return Answer(HTTPStatus.OK, "ok\n")
        if self.path == "/":
            return Answer(HTTPStatus.OK, _about(self.server.witness), "text/html; charset=utf-8")
        asked = _NOTE.fullmatch(self.path)
        note = self.server.witness.last_note(asked[1]) if asked else None
        return Answer(HTTPStatus.OK, note) if note else Answer(HTTPStatus.NOT_FOUND, "nothing here\n")

    def _body(self) -> bytes | Answer:
        """Return what was posted, or why it is not read."""
        length = self.headers.get("Content-Length", "")
        self.close_connection = True  # until it is known that nothing unread is left
        if not re.fullmatch(r"[0-9]{1,9}", length, re.ASCII) or "Transfer-Encoding" in self.headers:
            return Answer(HTTPStatus.LENGTH_REQUIRED, "a Content-Length is wanted\n")
        if int(length) > MAX_BODY:
            self._pass_over(int(length))
            return Answer(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"at most {MAX_BODY} bytes\n")
        body = self.rfile.read(int(length))
        if len(body) < int(length):
            return Answer(HTTPStatus.BAD_REQUEST, "the request is cut off\n")
        self.close_connection = self.headers.get("Connection", "").lower() == "close" or self.request_version != "HTTP/1.1"
        return body

    def _pass_over(self, length: int) -> None:
        """Read what is not wanted, up to a bound: who is still sending would not see the answer."""
        left = min(length, MAX_PASSED_OVER)
        while left and (read := len(self.rfile.read(min(left, 65_536)))):
            left -= read

    def _answer(self, answer: Answer) -> None:
        raw = answer.body.encode("utf-8")
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.kind)
        self.send_header("Content-Length", str(len(raw)))
        self.send_header("X-Content-Type-Options", "nosniff")
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(raw)
        said = "" if answer.status == HTTPStatus.OK else f" ({answer.body.strip()})"
        told = " ".join(filter(None, (self.command, self.path, answer.about, f"{answer.status:d}{said}")))
        log.info("%s %s", self.client_address[0], _plain(told))


def _plain(text: str) -> str:
    """Return text of others as one line that cannot be taken for another."""
    return "".join(character if character.isprintable() else "�" for character in text)


def _about(witness: Witness) -> str:
    logs = "".join(f"<li>{html.escape(name)}</li>" for name in sorted({log.name for log in witness.logs}))
    return (
        f"<!doctype html><html lang=en><meta charset=utf-8><title>{html.escape(witness.key.name)}</title>"
        f"<h1>Witness {html.escape(witness.key.name)}</h1><p>It cosigns checkpoints of the logs below, each only if it extends"
        f" the one before (<a href=https://c2sp.org/tlog-witness>C2SP tlog-witness</a>). Its key:</p>"
        f"<pre>{html.escape(witness.key.vkey)}</pre><ul>{logs}</ul>\n"
    )
