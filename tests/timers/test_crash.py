"""Workers and schedulers are killed: timers fire once, ticks go on within seconds."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from config.embedded import Redis
from tests.events.workers import start, wait_until
from tests.timers.conftest import planned, rang
from timers.leading import leader
from timers.models import Tick, Timer
from timers.reads import overdue_seconds

pytestmark = pytest.mark.django_db(transaction=True)
APP = ("-m", "celery", "--quiet", "-A", "tests.timers.ringing")
WORKER = (*APP, "worker", "--pool=solo", "--without-gossip", "--without-mingle")
BEAT = (*APP, "beat", "--pidfile=")
Processes = list["subprocess.Popen[str]"]


@pytest.fixture
def running() -> Iterator[Processes]:
    """What is started here ends with the test."""
    started: Processes = []
    yield started
    for process in started:
        end(process)


def end(process: "subprocess.Popen[str]", number: int = signal.SIGKILL) -> None:
    """Send a signal to the process and its children, and wait for the end."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGCONT)
        os.killpg(process.pid, number)
        process.communicate()


def holder() -> str:
    """Return the process id of the scheduler that leads."""
    found = leader()
    return found.holder.split(":")[1] if found and found.expires_at > timezone.now() else ""


def sent() -> int:
    return sum(Tick.objects.values_list("count", flat=True))


def test_r42_a_worker_killed_after_its_handler_wrote_leaves_nothing_and_another_fires_it(
    running: Processes, tmp_path: Path
) -> None:
    planned("a")
    hanging = tmp_path / "hanging"
    running.append(start(*BEAT))
    running.append(start(*WORKER, HANG_AT=str(hanging)))
    wait_until(hanging.exists)
    end(running[1])
    assert (rang(), Timer.objects.get().state) == ([], "planned")
    running.append(start(*WORKER))
    wait_until(lambda: Timer.objects.filter(state="fired").exists())
    assert (rang(), Timer.objects.get().attempts) == (["a"], 2)


def test_two_schedulers_one_leads_and_killed_the_other_takes_over_within_seconds(running: Processes) -> None:
    pair = {str(process.pid): process for process in (start(*BEAT), start(*BEAT))}
    running.extend(pair.values())
    running.append(start(*WORKER))
    wait_until(lambda: sent() >= 3)
    first = holder()
    assert first in pair
    began, before = time.monotonic(), sent()
    time.sleep(3)
    elapsed, ticks = time.monotonic() - began, sent() - before
    assert 1 <= ticks <= elapsed / 0.45 + 1  # one schedule's worth, not two

    end(pair[first])
    killed = time.monotonic()
    wait_until(lambda: holder() not in ("", first), seconds=15)
    assert time.monotonic() - killed < 8
    planned("after", in_=timedelta(seconds=0))
    wait_until(lambda: rang() == ["after"], seconds=20)


def test_a_frozen_leader_is_passed_by_and_sends_nothing_twice_when_it_thaws(running: Processes) -> None:
    pair = {str(process.pid): process for process in (start(*BEAT), start(*BEAT))}
    running.extend(pair.values())
    wait_until(lambda: sent() >= 2)
    first = holder()
    os.killpg(pair[first].pid, signal.SIGSTOP)
    wait_until(lambda: holder() not in ("", first), seconds=15)
    os.killpg(pair[first].pid, signal.SIGCONT)
    began, before = time.monotonic(), sent()
    time.sleep(3)
    assert sent() - before <= (time.monotonic() - began) / 0.45 + 1
    assert holder() not in ("", first)


def test_who_is_told_to_end_leaves_the_lead_at_once(running: Processes) -> None:
    running.extend([start(*BEAT), start(*BEAT)])
    wait_until(lambda: holder() != "")
    first = holder()
    leading = next(process for process in running if str(process.pid) == first)
    end(leading, signal.SIGTERM)
    assert leading.returncode == 0
    wait_until(lambda: holder() not in ("", first), seconds=4)


def test_r39_without_redis_timers_wait_and_fire_late_once_it_is_back(running: Processes, tmp_path: Path) -> None:
    redis: Any = Redis(tmp_path / "redis", log=tmp_path / "redis.log")
    redis.start()
    try:
        running.extend([start(*BEAT, REDIS_URL=redis.url()), start(*WORKER, REDIS_URL=redis.url())])
        planned("before")
        wait_until(lambda: rang() == ["before"])
        redis.process.kill()
        redis.process.wait()
        planned("during")
        time.sleep(3)
        assert (rang(), overdue_seconds() > 2) == (["before"], True)
        redis.start()
        wait_until(lambda: rang() == ["before", "during"])
    finally:
        redis.stop()
