"""Asking a service of somebody else for JSON. Redirects are not followed: a request carries a secret."""

import base64
import http.client
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

MAX_ANSWER = 262_144
#: What `ask` raises where the other side is away, too late or speaks no HTTP.
AWAY = (OSError, http.client.HTTPException)


def leaves_open(status: int) -> bool:
    """Tell whether an answer that is no yes leaves open if the other side did what it was asked.

    Something broke behind its door (500), or between its door and it (502, 504); or it said yes in words that we cannot read.
    """
    return status in {500, 502, 504} or 200 <= status < 300


class NotReached(ConnectionError):
    """There was no line to the other side: it certainly got nothing."""


@dataclass(frozen=True)
class JsonService:
    """Another's API under `url`, which knows us by HTTP Basic; `timeout` in seconds."""

    url: str
    user: str
    password: str
    timeout: float

    def ask(self, method: str, path: str, *, body: str | None = None, kind: str = "") -> tuple[int, dict[str, Any]]:
        """Return status and answer; an answer that is no object is empty. `kind`: the body's type.

        Raises NotReached, or else AWAY, where it may have got the request.
        """
        there = urlsplit(self.url)
        scheme = http.client.HTTPSConnection if there.scheme == "https" else http.client.HTTPConnection
        connection = scheme(there.netloc, timeout=self.timeout)
        secret = base64.b64encode(f"{self.user}:{self.password}".encode()).decode()
        headers = {"Authorization": f"Basic {secret}", "Accept": "application/json"} | ({"Content-Type": kind} if kind else {})
        try:
            connection.connect()
        except OSError as error:
            connection.close()
            raise NotReached from error
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            return response.status, _object(response.read(MAX_ANSWER))
        finally:
            connection.close()


def _object(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
