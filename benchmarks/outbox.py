"""Events through the outbox to done, against a plain Celery `delay` loop; an event to the mail accepted; one event to 100,000.

Both sides have one recording process and one Celery worker (solo), the same work (one INCR in Redis), and take turns. Ours
commits each event by itself, fsync on, and loses nothing in a crash; the reference loses what Redis held.
BENCH_EVENTS, BENCH_ROUNDS, BENCH_MAILS and BENCH_AUDIENCE change the size.
"""

import contextlib
import os
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from redis import Redis

from benchmarks import report
from benchmarks.bench_worker import COUNT_KEY, LISTENER, plain
from benchmarks.servers import require_durable
from common.letters import Letter, words_of
from config.celery import app
from events.catalogue import EventType
from events.models import Event
from events.registry import registry
from events.services import record
from notifications import notices, planning
from notifications.models import Attempt, Message
from notifications.notices import Group, Notice, Recipient
from tests.notifications.smtp_sink import Sink, sink

HAPPENED = EventType("bench.happened", "A benchmark's event.")
NEWS = EventType("bench.news", "News of a benchmark.")
MB = 1024


@contextlib.contextmanager
def worker(**environment: str) -> Iterator[None]:
    """Run one Celery worker beside the block, and sweep as the scheduler does every two seconds."""
    command = [sys.executable, "-m", "celery", "-A", "benchmarks.bench_worker", "worker", "--pool=solo", "--loglevel=ERROR"]
    process = subprocess.Popen(command, env={**os.environ, **environment}, stdout=subprocess.DEVNULL)
    ended = threading.Event()
    threading.Thread(target=_sweep, args=(ended,), daemon=True).start()
    try:
        yield
    finally:
        ended.set()
        process.terminate()
        process.wait(timeout=30)


def _sweep(ended: threading.Event) -> None:
    while not ended.wait(2):
        for task in ("events.tasks.deliver_due", "notifications.tasks.send_due"):
            app.send_task(task, expires=2)


def rate(redis: Redis, many: int, do: Callable[[], object]) -> float:
    """Return how many pieces a second come through, from the first to be written to the last to be done."""
    redis.delete(COUNT_KEY)
    started = time.perf_counter()
    for _ in range(many):
        do()
    while int(redis.get(COUNT_KEY) or 0) < many:
        time.sleep(0.005)
    return many / (time.perf_counter() - started)


def throughput(redis: Redis) -> dict[str, Any]:
    """Let the outbox and the plain loop take turns."""
    many, rounds = report.setting("BENCH_EVENTS", 2_000), report.setting("BENCH_ROUNDS", 3)
    registry.listen(LISTENER, lambda _: None, HAPPENED)  # the worker has the handler; here the name is enough
    ours: list[float] = []
    theirs: list[float] = []
    with worker():
        rate(redis, 50, plain.delay)  # both are warm
        rate(redis, 50, lambda: record(HAPPENED, subject="bench", payload={}))
        for _ in range(rounds):
            ours.append(rate(redis, many, lambda: record(HAPPENED, subject="bench", payload={})))
            theirs.append(rate(redis, many, plain.delay))
    ratios = [mine / other for mine, other in zip(ours, theirs, strict=True)]
    return {"events_per_second": report.spread(ours), "celery_per_second": report.spread(theirs), "ratio": report.spread(ratios)}


def letter_of_news() -> Letter:
    """Say nothing much."""
    return Letter(subject="News", preview="News", heading="News", blocks=(), why="You asked for news.")


def declare_news(audience: Callable[[Event], Iterator[Recipient]]) -> None:
    """Have the benchmark's news told to `audience`."""
    notice = Notice("bench", (NEWS,), "News", "News.", Group.ACCOUNT, audience=audience, facts=lambda *_: {})
    notices._notices["bench"], notices._by_event[NEWS.name] = notice, [notice]
    words_of("bench")(letter_of_news)


def to_accepted(server: Sink) -> dict[str, float]:
    """Return how long an event takes until the provider said yes to its mail, in ms, by a worker's own sweeps and nudges."""
    registry.listen("notifications.plan", planning.plan, NEWS)
    settings.EMAIL_BACKEND = "notifications.smtp.SmtpBackend"
    waits: list[float] = []
    for number in range(-1, report.setting("BENCH_MAILS", 200)):  # the first one waits for the worker to start
        event = record(NEWS, subject=str(number), payload={})
        while not (told := Attempt.objects.filter(message__event_uid=event.uid, outcome="accepted").first()):
            time.sleep(0.002)
        if number >= 0:
            waits.append((told.at - event.recorded_at).total_seconds() * 1000)
    assert len(server.mails) >= len(waits)
    return {"p50_ms": report.percentile(waits, 0.5), "p99_ms": report.percentile(waits, 0.99)}


def fan_out() -> dict[str, float]:
    """Return how quickly one event becomes messages to very many, and how much memory grew from a tenth of them."""
    many = report.setting("BENCH_AUDIENCE", 100_000)

    def planned(size: int) -> float:
        declare_news(lambda _: (Recipient(email=f"reader{number}@example.com") for number in range(size)))
        event = Event.objects.create(type=NEWS.name, subject="fan-out")
        started = time.perf_counter()
        planning.plan(event)
        assert Message.objects.filter(event_uid=event.uid).count() == size
        return time.perf_counter() - started

    planned(many // 10)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    seconds = planned(many)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / MB
    return {"messages": many, "per_second": many / seconds, "memory_grew_mb": grown}


def main() -> None:
    """Run the three, and leave the figures."""
    require_durable()
    redis = Redis.from_url(settings.REDIS.client)
    figures: dict[str, Any] = {"through": throughput(redis)}
    print(f"events to done: {report.text(figures['through']['ratio'])} of a plain Celery loop")
    figures["fan_out"] = fan_out()
    print(
        f"fan-out: {figures['fan_out']['per_second']:.0f} messages/s, memory grew {figures['fan_out']['memory_grew_mb']:.1f} MB"
    )
    Message.objects.all().delete()
    with sink() as server, worker(EMAIL_URL=f"smtp://127.0.0.1:{server.port}?tls=0", BENCH_NEWS="1"):
        figures["to_accepted"] = to_accepted(server)
    print(f"event to mail accepted: p99 {figures['to_accepted']['p99_ms']:.0f} ms")
    report.save("outbox", figures)
