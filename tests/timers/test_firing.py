"""A timer fires once, when it is due, whatever fails in between."""

from datetime import timedelta

import pytest
import time_machine
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from tests.threads import at_once
from tests.timers.conftest import KIND, MINUTE, Handler, make_due, planned, rang
from timers import services, tasks
from timers.models import Timer
from timers.reads import overdue_seconds
from timers.registry import registry
from timers.services import cancel, fire_due, move, plan, prune_timers, replay

pytestmark = pytest.mark.django_db


def test_what_is_due_fires_once_the_oldest_first_and_the_rest_waits(handler: Handler) -> None:
    planned("second", in_=-MINUTE)
    planned("first", in_=-2 * MINUTE)
    planned("later", in_=MINUTE)
    assert (fire_due(), fire_due()) == (2, 0)
    assert rang() == ["first", "second"]
    assert set(Timer.objects.values_list("state", "subject")) == {("fired", "first"), ("fired", "second"), ("planned", "later")}


def test_the_work_of_one_task_is_bounded_and_goes_on(handler: Handler) -> None:
    for number in range(25):
        planned(str(number))
    assert (fire_due(limit=5), tasks.fire_due()) == (5, 20)


def test_planned_twice_it_fires_once(handler: Handler) -> None:
    first = planned("a")
    plan(KIND, subject="a", due_at=timezone.now() + MINUTE)
    assert Timer.objects.get().due_at == first.due_at
    fire_due()
    assert rang() == ["a"]


def test_what_is_rolled_back_was_never_planned(handler: Handler) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        planned("a")
        1 / 0  # noqa: B018 - the error after it was planned
    assert Timer.objects.count() == 0


def test_cancelled_it_does_not_fire(handler: Handler) -> None:
    planned("a")
    assert (cancel(KIND, subject="a"), cancel(KIND, subject="a"), cancel(KIND, subject="b")) == (1, 0, 0)
    assert (fire_due(), rang()) == (0, [])
    assert planned("a").state == "planned"  # it can be planned anew


def test_moved_it_fires_then(handler: Handler) -> None:
    planned("a")
    assert move(KIND, subject="a", due_at=timezone.now() + MINUTE)
    assert (fire_due(), move(KIND, subject="b", due_at=timezone.now())) == (0, False)
    assert move(KIND, subject="a", due_at=timezone.now() - MINUTE)
    assert (fire_due(), rang()) == (1, ["a"])


def test_what_the_handler_wrote_before_it_failed_is_gone(handler: Handler) -> None:
    handler.fails = lambda timer: timer.attempts == 1
    planned("a")
    fire_due()
    assert (rang(), Timer.objects.get().last_error.startswith("RuntimeError: cannot do a")) == ([], True)
    make_due()
    fire_due()
    assert (rang(), Timer.objects.get().state, Timer.objects.get().last_error) == (["a"], "fired", "")


def test_back_off_doubles_and_ends_with_the_dead_who_block_nobody(handler: Handler) -> None:
    handler.fails = lambda timer: timer.subject == "poison"
    planned("poison")
    waits = []
    for number in range(services.MAX_ATTEMPTS):
        planned(str(number))
        fire_due()
        waits.append((Timer.objects.get(subject="poison").try_at - timezone.now()).total_seconds())
        make_due(subject="poison")
    assert all(10 * 2**number * 0.7 < wait < 10 * 2**number * 1.3 for number, wait in enumerate(waits))
    dead = Timer.objects.get(subject="poison")
    assert (dead.state, dead.attempts, len(rang())) == ("dead", services.MAX_ATTEMPTS, services.MAX_ATTEMPTS)
    assert fire_due() == 0


def test_a_dead_timer_is_tried_again_when_somebody_says_so(handler: Handler) -> None:
    planned("a")
    Timer.objects.update(state="dead", attempts=8)
    assert (replay(Timer.objects.get()), replay(Timer.objects.get())) == (True, False)
    assert (fire_due(), rang()) == (1, ["a"])


def test_a_dead_timer_is_not_revived_beside_another(handler: Handler) -> None:
    dead = planned("a")
    Timer.objects.update(state="dead")
    planned("a")
    assert not replay(dead)


def test_the_dead_are_cancelled_with_what_they_were_about(handler: Handler) -> None:
    planned("a")
    Timer.objects.update(state="dead")
    assert cancel(KIND, subject="a") == 1


def test_a_kind_without_a_handler_is_an_error_not_a_loss(handler: Handler) -> None:
    planned("a")
    registry.handlers.pop(KIND)
    fire_due()
    assert (Timer.objects.get().state, Timer.objects.get().last_error) == ("planned", f"KeyError: '{KIND}'")


def test_a_handler_that_kills_its_worker_each_time_is_given_up(handler: Handler) -> None:
    planned("killer")
    Timer.objects.update(attempts=services.MAX_ATTEMPTS)  # leased so often, never settled
    assert fire_due() == 1
    assert (Timer.objects.get().state, rang()) == ("dead", [])


def test_cancelled_while_its_handler_runs_nothing_of_it_stays(handler: Handler) -> None:
    planned("a")
    handler.then = lambda timer: cancel(KIND, subject="a")  # as if another had, a moment ago
    fire_due()
    assert rang() == []
    assert Timer.objects.get().state == "planned"  # here the cancelling was in the same transaction, and went with it


def test_a_lease_that_ran_out_goes_to_another_and_the_slow_one_undoes_nothing(handler: Handler) -> None:
    planned("a")
    slow = services._lease()
    assert slow is not None
    assert fire_due() == 0
    make_due()
    assert (fire_due(), rang()) == (1, ["a"])
    services._attempt(slow)
    services._put_off(slow, RuntimeError("too late"))
    assert (rang(), Timer.objects.get().state) == (["a"], "fired")


def test_the_clock_is_the_databases_whatever_a_worker_believes(handler: Handler) -> None:
    planned("due")
    planned("tomorrow", in_=timedelta(days=1))
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        assert (fire_due(), rang()) == (1, ["due"])
    planned("again")
    with time_machine.travel(timezone.now() - timedelta(days=2)):
        assert (fire_due(), rang()) == (1, ["due", "again"])


def test_what_fires_late_says_so(handler: Handler, caplog: pytest.LogCaptureFixture) -> None:
    planned("a", in_=-timedelta(hours=3))
    assert 3 * 3600 - 5 < overdue_seconds() < 3 * 3600 + 60
    with caplog.at_level("WARNING"):
        fire_due()
    timer = Timer.objects.get()
    assert timer.settled_at is not None
    assert timer.settled_at - timer.due_at > timedelta(hours=3)
    assert (overdue_seconds(), "timer_fires_late" in caplog.text) == (0.0, True)


def test_the_settled_are_pruned_the_dead_stay(handler: Handler) -> None:
    for subject, state in (("old", "fired"), ("taken back", "cancelled"), ("dead", "dead"), ("fresh", "fired")):
        long_ago = timezone.now() - timedelta(days=31 if subject != "fresh" else 1)
        settled_at = None if state == "dead" else long_ago
        Timer.objects.create(kind=KIND, subject=subject, state=state, due_at=long_ago, try_at=long_ago, settled_at=settled_at)
    assert (prune_timers(), prune_timers()) == (2, 0)
    assert set(Timer.objects.values_list("subject", flat=True)) == {"dead", "fresh"}


@pytest.mark.django_db(transaction=True)
def test_two_at_once_fire_each_once(handler: Handler) -> None:
    for number in range(40):
        planned(str(number))
    assert sum(at_once(*[fire_due] * 4)) == 40
    assert sorted(rang(), key=int) == [str(number) for number in range(40)]


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"state": "odd"}, "timer_state_known"),
        ({"state": "fired"}, "timer_settled_whole"),
        ({"settled_at": timezone.now()}, "timer_settled_whole"),
    ],
)
def test_the_database_refuses_what_cannot_be(handler: Handler, change: dict[str, object], refusal: str) -> None:
    planned("a")
    with pytest.raises(IntegrityError, match=refusal), transaction.atomic():
        Timer.objects.update(**change)


def test_the_database_keeps_one_open_and_lets_nothing_fire_again(handler: Handler) -> None:
    timer = planned("a")
    with pytest.raises(IntegrityError, match="timer_open_once"), transaction.atomic():
        Timer.objects.create(kind=KIND, subject="a", due_at=timer.due_at, try_at=timer.due_at)
    fire_due()
    with pytest.raises(DatabaseError, match="it stays so"), transaction.atomic():
        Timer.objects.update(state="planned", settled_at=None)
