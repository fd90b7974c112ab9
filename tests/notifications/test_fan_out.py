"""One event to very many: planned in batches, so that memory and statements stay bounded, and resumed where it ended."""

import tracemalloc
from collections.abc import Callable, Iterator
from itertools import islice

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.catalogue import EventType
from events.models import Event
from events.services import record
from notifications import notices, planning
from notifications.models import Message
from notifications.notices import Group, Notice, Recipient

pytestmark = pytest.mark.django_db
NEWS = EventType("test.news", "Something new, for everybody.")


@pytest.fixture
def tell(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], Event]:
    """`tell(1000)` records an event that a thousand addresses are to hear of."""

    def tell(many: int) -> Event:
        def audience(_: Event) -> Iterator[Recipient]:
            return (Recipient(email=f"reader{number}@example.com") for number in range(many))

        notice = Notice("news", (NEWS,), "News", "News.", Group.ACCOUNT, audience=audience, facts=lambda *_: {})
        monkeypatch.setitem(notices._notices, "news", notice)
        monkeypatch.setitem(notices._by_event, NEWS.name, [notice])
        return record(NEWS, subject="news", payload={})

    return tell


def statements(work: Callable[[], None]) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        work()
    return sum(query["sql"].startswith("INSERT") for query in captured)


def test_statements_grow_by_the_batch(tell: Callable[[int], Event]) -> None:
    few = tell(1_000)
    assert statements(lambda: planning.plan(few)) == 1
    many = tell(5_000)
    assert statements(lambda: planning.plan(many)) == 5
    assert Message.objects.filter(event_uid=many.uid).count() == 5_000


def test_memory_does_not_grow_with_the_audience(tell: Callable[[int], Event]) -> None:
    def peak(many: int) -> int:
        event = tell(many)
        tracemalloc.start()
        planning.plan(event)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(1_000)  # what is loaded once
    assert peak(6_000) < 1.5 * peak(2_000)


def test_planning_again_adds_nothing(tell: Callable[[int], Event], monkeypatch: pytest.MonkeyPatch) -> None:
    event = tell(2_500)
    planning.plan(event)
    planning.plan(event)
    assert Message.objects.count() == 2_500


def test_who_ended_in_the_middle_is_gone_on_from(tell: Callable[[int], Event]) -> None:
    event = tell(2_500)
    news = notices.notices()["news"]
    Message.objects.bulk_create(planning._messages(event, news, list(islice(news.audience(event), 1_000))))
    planning.plan(event)
    assert Message.objects.filter(event_uid=event.uid).count() == 2_500
