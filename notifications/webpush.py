"""Web push over HTTPS: encrypted for the browser (RFC 8291), signed by us (RFC 8292), handed to its push service (RFC 8030).

Loaded by path, by workers alone: pywebpush brings two HTTP clients along, of which neither is used. The browser names the
address, so the call goes through common.public_http.
"""

import time
from http import HTTPStatus
from urllib.parse import urlsplit

from django.conf import settings
from py_vapid import Vapid02
from pywebpush import WebPusher

from common.public_http import Answer, NoAnswer, NotPublic, PublicHttp
from common.rendering import as_json
from notifications.push import BrowserGone, Push, PushUnavailable, Taken
from notifications.push_models import PushSubscription

TOKEN_SECONDS = 12 * 3600  # of 24 that a push service accepts
#: An ended subscription (RFC 8030, section 7.3).
GONE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})


class WebPushGateway:
    """Gateway for PUSH_URL=webpush://."""

    def __init__(self, http: PublicHttp | None = None) -> None:
        self._http = http or PublicHttp()

    def send(self, push: Push, to: PushSubscription, *, seconds: float) -> Taken:
        """Encrypt, sign, post; 200 to 299 means taken."""
        headers = {
            **_authorization(to.endpoint),
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(push.keep_seconds),
            "Urgency": push.urgency,
            "Topic": push.topic,
        }
        try:
            answer = self._http.post(to.endpoint, encrypted(push, to), headers, seconds=seconds)
        except (NotPublic, NoAnswer) as error:  # what a name says may change again; only the push service ends a subscription
            raise PushUnavailable(str(error)) from error
        return _judge(answer)


def encrypted(push: Push, to: PushSubscription) -> bytes:
    """Return what only this browser can read."""
    info = {"endpoint": to.endpoint, "keys": {"p256dh": to.p256dh, "auth": to.auth}}
    words = as_json({"title": push.title, "body": push.body, "url": push.url, "tag": push.topic})
    return bytes(WebPusher(info).encode(words.encode(), "aes128gcm")["body"])


def _authorization(endpoint: str) -> dict[str, str]:
    there = urlsplit(endpoint)
    claims = {
        "aud": f"{there.scheme}://{there.netloc}",
        "exp": int(time.time()) + TOKEN_SECONDS,
        "sub": settings.VAPID_SUBJECT,
    }
    signed: dict[str, str] = Vapid02.from_raw(settings.VAPID_PRIVATE_KEY.encode()).sign(claims)
    return signed


def _judge(answer: Answer) -> Taken:
    if answer.status in GONE:
        raise BrowserGone(f"The push service answered {answer.status}.")
    if HTTPStatus.OK <= answer.status < HTTPStatus.MULTIPLE_CHOICES:
        return Taken(answer.status, answer.headers.get("location", "")[:500])
    asked = answer.headers.get("retry-after", "")
    wait = f" and asked to wait {asked} s" if asked.isdecimal() else ""
    words = answer.body.decode("utf-8", "replace")[:200]
    raise PushUnavailable(f"The push service answered {answer.status}{wait}: {words}")
