"""A receiver of TrustTrack's webhooks, whole: it checks who sent it, takes each event once, and keeps an order's newest status.

    pip install standardwebhooks
    WEBHOOK_SECRET=whsec_… python examples/webhook_receiver.py

Put it behind HTTPS, and give the address on the dashboard under Webhooks. During a change of secrets set both, by a space.
"""

import json
import os
import sqlite3
import threading
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from standardwebhooks import Webhook, WebhookVerificationError

MAX_BODY = 262_144
TAKEN, SEEN_BEFORE, NOT_OURS, TOO_LARGE = 202, 200, 401, 413


class Inbox:
    """What was received, in a SQLite file: an event is noted in the transaction that acts on it, so it has one effect."""

    def __init__(self, path: str, secrets: Sequence[str]) -> None:
        self._verifiers = [Webhook(secret) for secret in secrets]
        self._lock = threading.Lock()
        self._rows = sqlite3.connect(path, check_same_thread=False, isolation_level="IMMEDIATE")
        with self._rows:
            self._rows.execute("CREATE TABLE IF NOT EXISTS taken (id TEXT PRIMARY KEY)")
            self._rows.execute("CREATE TABLE IF NOT EXISTS orders (uid TEXT PRIMARY KEY, status TEXT, sequence INTEGER)")

    def receive(self, headers: Mapping[str, str], body: bytes) -> int:
        """Take one call; return the status to answer with."""
        if not self._is_ours(headers, body):
            return NOT_OURS
        with self._lock, self._rows:
            fresh = self._rows.execute("INSERT OR IGNORE INTO taken VALUES (?)", [headers["webhook-id"]]).rowcount
            if fresh:
                self._act(json.loads(body))
        return TAKEN if fresh else SEEN_BEFORE

    def status_of(self, order: str) -> str | None:
        """Return an order's newest status."""
        found = self._rows.execute("SELECT status FROM orders WHERE uid = ?", [order]).fetchone()
        return found[0] if found else None

    def close(self) -> None:
        """Give up the file."""
        self._rows.close()

    def _is_ours(self, headers: Mapping[str, str], body: bytes) -> bool:
        """Check signature and time; during a change of secrets any that is known will do."""
        for verifier in self._verifiers:
            try:
                verifier.verify(body, dict(headers))
            except (WebhookVerificationError, ValueError, UnicodeDecodeError):
                continue
            return True
        return False

    def _act(self, event: dict[str, Any]) -> None:
        """Keep the newest status: events come in any order, and `sequence` says which is later. Other types are let be."""
        if event["type"] in {"order.placed", "order.status_changed"}:
            self._rows.execute(
                "INSERT INTO orders VALUES (:subject, :status, :sequence) ON CONFLICT (uid) DO UPDATE "
                "SET status = excluded.status, sequence = excluded.sequence WHERE excluded.sequence > orders.sequence",
                {"subject": event["subject"], "status": event["data"]["status"], "sequence": event["sequence"]},
            )


def server_for(inbox: Inbox, port: int) -> ThreadingHTTPServer:
    """Return a server that hands what is posted to `inbox`."""

    class Handler(BaseHTTPRequestHandler):
        timeout = 10  # seconds for a line that says nothing

        def do_POST(self) -> None:
            size = self.headers.get("Content-Length", "")
            if not (size.isascii() and size.isdigit() and len(size) < 10):
                status: int = HTTPStatus.LENGTH_REQUIRED
            elif int(size) > MAX_BODY:
                status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
            else:
                status = inbox.receive({k.lower(): v for k, v in self.headers.items()}, self.rfile.read(int(size)))
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

    return ThreadingHTTPServer(("127.0.0.1", port), Handler)


if __name__ == "__main__":
    server_for(
        Inbox("webhooks.sqlite3", os.environ["WEBHOOK_SECRET"].split()), int(os.environ.get("PORT", "9000"))
    ).serve_forever()
