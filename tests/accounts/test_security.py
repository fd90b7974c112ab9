"""The record of security events."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import RequestFactory

from accounts.models import SecurityEvent, SecurityEventKind, User
from accounts.security import network_of, record_security_event
from events.models import Event


def test_an_event_keeps_who_what_and_from_which_network(customer: User) -> None:
    request = RequestFactory().get("/", REMOTE_ADDR="203.0.113.77", headers={"User-Agent": "Fire\x00fox " + "x" * 300})
    event = record_security_event(SecurityEventKind.PASSWORD_CHANGED, user=customer, request=request, sessions=2)
    event.refresh_from_db()
    assert (event.user, event.by, event.network, event.data) == (customer, None, "203.0.113.0/24", {"sessions": 2})
    assert event.user_agent.startswith("Firefox xxx")
    assert len(event.user_agent) == 200
    announced = Event.objects.get(type="security.password.changed")
    assert announced.payload == {"user": customer.pk, "security_event": event.pk}


def test_an_attempt_on_an_unknown_account_is_kept_and_announced_to_nobody(db: None) -> None:
    record_security_event(SecurityEventKind.SIGN_IN_FAILED, user=None)
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    ("address", "network"),
    [("198.51.100.9", "198.51.100.0/24"), ("2001:db8:1:2::3", "2001:db8:1::/48"), ("::ffff:192.0.2.1", "192.0.2.0/24"), ("", "")],
)
def test_an_address_is_kept_as_its_network(address: str, network: str) -> None:
    assert network_of(RequestFactory().get("/", REMOTE_ADDR=address)) == network


@pytest.mark.parametrize("rewrite", ["UPDATE accounts_securityevent SET kind = 'x'", "DELETE FROM accounts_securityevent"])
def test_the_database_refuses_rewrites(customer: User, rewrite: str) -> None:
    record_security_event(SecurityEventKind.SIGNED_IN, user=customer)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(rewrite)
    assert SecurityEvent.objects.get().kind == SecurityEventKind.SIGNED_IN
