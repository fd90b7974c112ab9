"""Work out of the outbox: at least once, put off, given up, tried again."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from events import services, tasks
from events.catalogue import EventType, Field
from events.models import Delivery, Event
from events.registry import Handler
from events.services import deliver_due, record, replay
from tests.events.conftest import TYPE, Listener
from tests.threads import at_once

pytestmark = pytest.mark.django_db

SILENT = EventType("test.silent", "Nobody listens to this.", {"n": Field(int, "A number.")})


def happen(subject: str) -> Event:
    return record(TYPE, subject=subject, payload={})


def make_due() -> None:
    Delivery.objects.filter(state="pending").update(due_at=timezone.now())


def test_work_is_done_once_in_the_order_of_its_coming(listener: Listener) -> None:
    for subject in "abc":
        happen(subject)
    assert (deliver_due(), deliver_due()) == (3, 0)
    assert listener.calls == ["a", "b", "c"]
    assert set(Delivery.objects.values_list("state", "attempts")) == {("done", 1)}


def test_every_listener_is_told_by_itself(listener: Listener, listen: Callable[[str, Handler], None]) -> None:
    other = Listener()
    listen("test.other", other)
    listener.fails = lambda event: True
    happen("a")
    deliver_due()
    assert dict(Delivery.objects.values_list("listener", "state")) == {"test.listener": "pending", "test.other": "done"}


def test_an_event_that_nobody_listens_to_is_kept(db: None) -> None:
    record(SILENT, subject="x", payload={"n": 1})
    assert Event.objects.get().payload == {"n": 1}
    assert deliver_due() == 0


def test_back_off_doubles_with_jitter(listener: Listener) -> None:
    listener.fails = lambda event: True
    happen("a")
    waits = []
    for _ in range(services.MAX_ATTEMPTS - 1):
        make_due()
        deliver_due()
        waits.append((Delivery.objects.get().due_at - timezone.now()).total_seconds())
    for number, wait in enumerate(waits):
        assert 10 * 2**number * 0.75 < wait < 10 * 2**number * 1.25
    assert Delivery.objects.get().last_error.startswith("RuntimeError: cannot do a")


def test_r44_poison_goes_to_the_dead_letters_and_blocks_nothing(listener: Listener) -> None:
    listener.fails = lambda event: event.subject == "poison"
    happen("poison")
    for number in range(200):
        happen(str(number))
    assert tasks.deliver_due() == 201
    for _ in range(services.MAX_ATTEMPTS):
        make_due()
        deliver_due()

    dead = Delivery.objects.get(state="dead")
    assert (dead.event.subject, dead.attempts) == ("poison", services.MAX_ATTEMPTS)
    assert Delivery.objects.filter(state="done").count() == 200
    make_due()
    assert deliver_due() == 0


def test_work_that_kills_its_worker_each_time_is_given_up(listener: Listener) -> None:
    happen("killer")
    Delivery.objects.update(attempts=services.MAX_ATTEMPTS)  # leased so often, never settled
    assert deliver_due() == 1
    assert listener.calls == []
    assert Delivery.objects.get().state == "dead"


def test_a_dead_delivery_can_be_tried_again(listener: Listener) -> None:
    happen("a")
    Delivery.objects.update(state="dead", attempts=8)
    assert replay(Delivery.objects.get())
    assert not replay(Delivery.objects.get())
    assert deliver_due() == 1
    assert Delivery.objects.get().state == "done"


def test_a_listener_that_is_gone_is_an_error_not_a_loss(listener: Listener) -> None:
    happen("a")
    Delivery.objects.update(listener="test.removed")
    deliver_due()
    assert (Delivery.objects.get().state, Delivery.objects.get().last_error) == ("pending", "KeyError: 'test.removed'")


def test_r42_a_lease_that_ran_out_is_taken_by_another(listener: Listener) -> None:
    happen("a")
    assert services._lease() is not None  # a worker took it and died
    assert deliver_due() == 0
    Delivery.objects.update(due_at=timezone.now() - timedelta(seconds=1))
    assert deliver_due() == 1
    assert Delivery.objects.get().attempts == 2


def test_a_slow_worker_cannot_undo_what_another_has_done(listener: Listener) -> None:
    happen("a")
    slow = services._lease()
    assert slow is not None
    make_due()
    deliver_due()
    services._put_off(slow, RuntimeError("too late"))
    assert Delivery.objects.get().state == "done"


@pytest.mark.django_db(transaction=True)
def test_workers_share_the_work_and_do_each_piece_once(listener: Listener) -> None:
    for number in range(60):
        happen(str(number))
    assert sum(at_once(*[deliver_due] * 4)) == 60
    assert sorted(listener.calls, key=int) == [str(number) for number in range(60)]


@pytest.mark.django_db(transaction=True)
def test_r46_what_is_rolled_back_never_happened(listener: Listener) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        happen("a")
        1 / 0  # noqa: B018 - the error after the outbox was written
    assert (Event.objects.count(), Delivery.objects.count(), deliver_due()) == (0, 0, 0)


@pytest.mark.django_db(transaction=True)
def test_what_would_be_done_again_does_not_wait_for_the_disk(listen: Callable[[str, Handler], None]) -> None:
    setting = "current_setting('synchronous_commit')"
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = on; CREATE TABLE commits (of text, how text)")
        cursor.execute(
            f"""CREATE FUNCTION note_commit() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN INSERT INTO commits VALUES (new.state, {setting}); RETURN new; END $$;
            CREATE TRIGGER note_commit BEFORE UPDATE ON events_delivery FOR EACH ROW EXECUTE FUNCTION note_commit()"""
        )
        listen("test.writes", lambda _: cursor.execute(f"INSERT INTO commits VALUES ('handler', {setting})"))
        happen("a")
        try:
            deliver_due()
            with transaction.atomic():
                Delivery.objects.update(state="pending")
                deliver_due()
            cursor.execute("SELECT * FROM commits")
            told = cursor.fetchall()
        finally:
            cursor.execute("DROP TRIGGER note_commit ON events_delivery; DROP FUNCTION note_commit; DROP TABLE commits")
            cursor.execute("RESET synchronous_commit")
    alone, in_a_transaction = told[:3], told[3:]
    assert alone == [("pending", "off"), ("handler", "on"), ("done", "off")]
    assert {how for _, how in in_a_transaction} == {"on"}
