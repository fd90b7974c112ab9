"""Secrets and signatures as Standard Webhooks has them (https://www.standardwebhooks.com), by the published library.

A secret has to be read again to sign, so it cannot be kept as a hash. It is encrypted under a key that follows from SECRET_KEY
(accounts/encryption.py): who reads the database, or a backup of it, signs nothing.
"""

import base64
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import NamedTuple

from standardwebhooks import Webhook

from accounts.encryption import decrypt, encrypt
from webhooks.models import WebhookDelivery, WebhookEndpoint

START = "whsec_"
SECRET_BYTES = 32
USER_AGENT = "TrustTrack-Webhooks/1"
REDACTED = "v1,…"


class EarlierSecret(NamedTuple):
    """A secret that was replaced, as it is kept, and until when it signs."""

    secret: str
    until: datetime


def new_secret() -> str:
    """Return a random secret, as it is shown once."""
    return f"{START}{base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()}"


def sealed(secret: str) -> str:
    """Return a secret as it is kept."""
    return encrypt(secret)


def headers_for(delivery: WebhookDelivery, endpoint: WebhookEndpoint, *, at: datetime) -> dict[str, str]:
    """Return the headers of one try at `at`.

    `webhook-id` is the event's uid: the same over tries and replays, and for every endpoint that is told of the event.
    `webhook-signature` holds one signature for each secret in force. Raises Unreadable where SECRET_KEY was lost.
    """
    message_id, moment = str(delivery.event.uid), datetime.fromtimestamp(int(at.timestamp()), UTC)
    signatures = [Webhook(secret).sign(message_id, moment, delivery.body) for secret in _secrets_in_force(endpoint, at)]
    request_id = {"X-Request-ID": delivery.request_id} if delivery.request_id else {}
    return {
        "Content-Type": "application/json",
        "User-Agent": USER_AGENT,
        "webhook-id": message_id,
        "webhook-timestamp": str(int(moment.timestamp())),
        "webhook-signature": " ".join(signatures),
        **request_id,
    }


def without_signature(headers: Mapping[str, str]) -> dict[str, str]:
    """Return headers as the log keeps them."""
    return {**headers, "webhook-signature": " ".join(REDACTED for _ in headers["webhook-signature"].split())}


def earlier_in_force(endpoint: WebhookEndpoint, at: datetime) -> list[EarlierSecret]:
    """Return the replaced secrets that still sign at `at`, the oldest first."""
    earlier = [EarlierSecret(kept["secret"], datetime.fromisoformat(kept["until"])) for kept in endpoint.earlier_secrets]
    if endpoint.previous_until is not None:
        earlier.append(EarlierSecret(endpoint.previous_secret, endpoint.previous_until))
    return [each for each in earlier if each.until > at]


def _secrets_in_force(endpoint: WebhookEndpoint, at: datetime) -> list[str]:
    return [decrypt(endpoint.secret), *(decrypt(each.secret) for each in reversed(earlier_in_force(endpoint, at)))]
