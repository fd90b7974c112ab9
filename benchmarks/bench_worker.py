"""The Celery worker of the benchmark `outbox`: counts what it does in Redis. `celery -A benchmarks.bench_worker worker`."""

import os

from django.conf import settings
from redis import Redis

from config.celery import app

COUNT_KEY = "bench-done"
LISTENER = "bench.count"
_client: "Redis | None" = None


def count(*_: object) -> None:
    """Count one piece of work as done."""
    global _client  # noqa: PLW0603 - one connection of this process
    if _client is None:
        _client = Redis.from_url(settings.REDIS.client)
    _client.incr(COUNT_KEY)


@app.task(name="bench.count")
def plain() -> None:
    """Do the same work without an outbox."""
    count()


@app.on_after_finalize.connect
def _listen(**_: object) -> None:
    from events.catalogue import EventType  # noqa: PLC0415 - the apps are loaded only now
    from events.registry import registry  # noqa: PLC0415 - as above

    registry.listen(LISTENER, count, EventType("bench.happened", "A benchmark's event."))
    if "BENCH_NEWS" in os.environ:
        from benchmarks.outbox import declare_news  # noqa: PLC0415 - as above
        from notifications.notices import Recipient  # noqa: PLC0415 - as above

        declare_news(lambda event: iter([Recipient(email=f"reader{event.subject}@example.com")]))
