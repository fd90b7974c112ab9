"""With Redis gone, events are recorded as quickly, and swept up later."""

import pytest

from events.models import Delivery
from events.services import deliver_due
from tests.events.conftest import Listener
from tests.events.workers import start

RECORD = """
import time, django
django.setup()
from django.db import connection
from events.registry import registry
from events.services import record
from tests.events.conftest import TYPE
registry.listen("test.listener", print, TYPE)
connection.ensure_connection()
started = time.monotonic()
for number in range(20):
    record(TYPE, subject=str(number), payload={})
print("seconds", time.monotonic() - started)
"""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("url", ["redis://127.0.0.1:1/0", "redis://192.0.2.1:6379/0"], ids=["refused", "silent"])
def test_r39_recording_does_not_wait_for_redis(listener: Listener, url: str) -> None:
    output, _ = start("-c", RECORD, REDIS_URL=url).communicate(timeout=60)

    assert float(output.split("seconds ")[1].split()[0]) < 2, output
    assert Delivery.objects.filter(state="pending").count() == 20
    assert deliver_due() == 20
    assert len(listener.calls) == 20
