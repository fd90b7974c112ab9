"""Sign-ins that failed or were stopped, written down without a flood becoming a flood of rows.

Known and unknown e-mails cost the same: one look-up, and the same writes. Attempts are counted in the cache; a row is written for
the 1st, the 10th, the 100th … of an hour, so that it says how many there were.
"""

import hashlib
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest

from accounts.event_types import SECURITY
from accounts.models import SecurityEventKind, User
from accounts.security import network_of, record_security_event
from events.services import record

HOUR = 3600
ROWS_OF_A_NETWORK = 20  # an hour; beyond, the network is counted as one


def note_failure(request: HttpRequest, *, email: str) -> None:
    """Write down a wrong password or code for `email`, whether there is such an account or not."""
    network = network_of(request)
    here = _counted("failed", network)
    attempts = _counted("failed", network, email)
    if here > ROWS_OF_A_NETWORK:
        _write(SecurityEventKind.SIGN_IN_FAILED, request, email, due=_is_power_of_ten(here), attempts_from_network=here)
    else:
        _write(SecurityEventKind.SIGN_IN_FAILED, request, email, due=_is_power_of_ten(attempts), attempts=attempts)


def note_block(request: HttpRequest, *, email: str) -> None:
    """Write down that `email` may not be tried for a while; its owner is mailed once an hour (accounts.listeners)."""
    attempts = _counted("blocked", email)
    _write(SecurityEventKind.SIGN_IN_BLOCKED, request, email, due=_is_power_of_ten(attempts), attempts=attempts)


def note_block_of_network(request: HttpRequest) -> None:
    """Write down that an address may not try for a while; nobody's account in particular."""
    attempts = _counted("blocked-network", network_of(request))
    if _is_power_of_ten(attempts):
        record_security_event(SecurityEventKind.SIGN_IN_BLOCKED, user=None, request=request, attempts_from_network=attempts)


def _write(kind: SecurityEventKind, request: HttpRequest, email: str, *, due: bool, **data: Any) -> None:
    user = User.objects.filter(email=email.lower()).first()
    if not due:
        return
    with transaction.atomic():
        event = record_security_event(kind, user=user, request=request, **data)
        if user is None:  # announced like one of an account, so that it takes as long; nobody is told
            record(SECURITY[kind], subject="user:0", payload={"user": None, "security_event": event.pk})


def _counted(*names: str) -> int:
    key = "attempts:" + hashlib.sha256("|".join(names).lower().encode("utf-8", "surrogatepass")).hexdigest()
    cache.add(key, 0, timeout=HOUR)
    try:
        return int(cache.incr(key))
    except ValueError:  # the key went away between the two calls (Redis came or went)
        return 1


def _is_power_of_ten(number: int) -> bool:
    return str(number).strip("0") == "1"
