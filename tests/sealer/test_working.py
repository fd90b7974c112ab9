"""A real sealer at work: it waits its turn, takes over, is woken, and ends when it is told to."""

import os
import signal
import statistics
import time
from typing import LiteralString

from tests.sealer.conftest import start_clerk
from tests.sealer.house import House, wait_until

TICK = 1.0  # ledger.sealer.TICK_SECONDS: what a lost NOTIFY may cost
CUT_OFF: LiteralString = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = %s"


def wait_for_seal(house: House, leaf_hash: bytes, committed: float) -> float:
    """Wait until the leaf is under a signature; return how long that took since the commit."""
    wait_until(lambda: house.is_signed(leaf_hash), seconds=20, why=lambda: "\n".join(one.said for one in house.processes))
    return time.monotonic() - committed


def test_a_standby_waits_for_a_frozen_leader_and_takes_over_from_one_that_was_killed_or_cut_off(house: House) -> None:
    leader = house.sealer()
    house.wait_for_leader(leader)
    standby, clerk = house.sealer(), start_clerk(house)
    wait_until(lambda: "sealer_waits" in standby.said)
    wait_for_seal(house, *clerk.append())
    assert (house.leader(), "sealer_works" in standby.said) == (leader.name, False)

    os.kill(leader.popen.pid, signal.SIGSTOP)
    begun = time.monotonic()
    waiting = clerk.append()
    assert time.monotonic() - begun < 1, "an entry waits for no sealer"
    time.sleep(1.2 * TICK)
    assert (house.is_signed(waiting[0]), "sealer_works" in standby.said) == (False, False)  # else there would be two
    os.kill(leader.popen.pid, signal.SIGCONT)
    wait_for_seal(house, *waiting)

    leader.kill()
    killed = time.monotonic()
    leaf_hash, committed = clerk.append()
    house.wait_for_leader(standby, seconds=10)
    assert time.monotonic() - killed < 5
    wait_for_seal(house, leaf_hash, committed)
    assert time.monotonic() - killed < 8

    third = house.sealer()
    wait_until(lambda: "sealer_waits" in third.said)
    assert house.leader() == standby.name
    assert all(row[0] for row in house.query(CUT_OFF, standby.name))
    assert standby.ended(seconds=5) == 1, standby.said  # it cannot go on: the lock went with the connection
    house.wait_for_leader(third, seconds=10)
    wait_for_seal(house, *clerk.append())
    assert not [one.said for one in house.processes if "Traceback" in one.said]


def test_sigterm_ends_leader_and_standby_cleanly(house: House) -> None:
    leader = house.sealer()
    house.wait_for_leader(leader)
    standby = house.sealer()
    wait_until(lambda: "sealer_waits" in standby.said)
    assert standby.end() == 0, standby.said
    assert leader.end() == 0, leader.said
    assert (house.leader(), house.is_drained()) == ("", True)
    assert not [one.said for one in house.processes if "Traceback" in one.said]


def test_notify_wakes_it_and_a_lost_one_costs_about_a_second(house: House) -> None:
    house.wait_for_leader(house.sealer())
    clerk = start_clerk(house)
    wait_for_seal(house, *clerk.append())
    told, untold = [], []
    for _ in range(3):
        time.sleep(1.3)  # idle: it waits for a word
        told.append(wait_for_seal(house, *clerk.append()))
        time.sleep(1.3)
        untold.append(wait_for_seal(house, *clerk.append("silently")))
    assert statistics.median(told) < 0.7 * TICK, told
    assert statistics.median(untold) < 2 * TICK, untold
    assert max(told + untold) < 5 * TICK, (told, untold)


def test_two_logs_that_share_a_state_file_by_mistake_do_not_both_run(house: House) -> None:
    house.wait_for_leader(house.sealer())
    other = f"{house.database}_other"
    house.cluster.create(other)
    intruder = house.sealer(DATABASE_URL=house.cluster.server.url(database=other))
    assert intruder.ended() == 1
    assert "The sealer stops: another sealer holds" in intruder.said
    with house.cluster.connect(other) as connection:
        assert connection.execute("SELECT count(*) FROM ledger_signedcheckpoint").fetchone() == (0,)


def test_it_ends_with_a_message_when_the_database_goes_and_the_next_start_goes_on(house: House) -> None:
    leader = house.sealer()
    house.wait_for_leader(leader)
    standby, clerk = house.sealer(), start_clerk(house)
    wait_until(lambda: "sealer_waits" in standby.said)
    leaf_hash, committed = clerk.append()
    wait_for_seal(house, leaf_hash, committed)

    house.cluster.crash()
    for process in (leader, standby):
        assert process.ended() == 1, process.said
        assert "The sealer lost the database" in process.said
        assert "Traceback" not in process.said

    house.wait_for_leader(house.sealer())
    assert house.is_signed(leaf_hash)
    wait_for_seal(house, *start_clerk(house).append())


def test_on_a_full_disk_it_stops_unsigned_and_goes_on_once_there_is_room(house: House) -> None:
    sealer, clerk = house.sealer(), start_clerk(house)
    house.wait_for_leader(sealer)
    wait_for_seal(house, *clerk.append())
    signed, state = house.signed(), house.state.read_bytes()
    full = house.state.with_suffix(".new")  # what it writes before it signs
    full.symlink_to("/dev/full")
    leaf_hash, committed = clerk.append()
    assert sealer.ended() == 1
    assert "No space left on device" in sealer.said
    assert "Traceback" not in sealer.said
    assert (house.signed(), house.state.read_bytes(), house.is_signed(leaf_hash)) == (signed, state, False)

    full.unlink()
    house.wait_for_leader(house.sealer())
    wait_for_seal(house, leaf_hash, committed)


def test_it_does_not_start_without_a_database(house: House) -> None:
    sealer = house.sealer(DATABASE_URL="postgresql://nobody@127.0.0.1:9/nothing", DATABASE_POOL_MAX="0")
    assert sealer.ended() == 1
    assert "The sealer lost the database" in sealer.said
    assert not house.state.exists()
