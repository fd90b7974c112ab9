"""The crash run: writers write while sealers are killed and PostgreSQL is crashed; then everything is counted.

The test runs it for some seconds, `python -m benchmarks crash` for longer.
"""

import random
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from tests.sealer.house import House, Process, wait_until
from tests.sealer.recomputing import Looked, check_log, check_state
from tests.sealer.witnessing import Recorder
from tests.sealer.writers import WRITERS

SEALERS = 3  # one works, one is ready, one starts
EXPECTED = ("sealer_works", "sealer_waits", "slots_indexed", "sealer_lost_the_database", "witness_refused")


@dataclass
class Tally:
    """What was done to the log, and what became of it."""

    kills: int = 0
    crashes: int = 0
    ended: int = 0  # sealers that ended by themselves, after a crash
    leaders: set[str] = field(default_factory=set)
    acknowledged: int = 0
    stored: int = 0
    shown: int = 0  # checkpoints that left the sealer for a witness
    looked: Looked | None = None


def crash_run(house: House, *, seconds: float, crashes: int, dice: random.Random) -> Tally:
    """Write and hurt for so long; then let the log come to rest and check all of it. Raises AssertionError."""
    tally = Tally()
    with Recorder.listening() as recorder:
        house.environment |= {"LEDGER_WITNESSES": f"{recorder.vkey} {recorder.url}", "LOG_FORMAT": "json"}
        sealers = [house.sealer()]  # it makes the key
        house.wait_for_leader(sealers[0])
        sealers += [house.sealer() for _ in range(SEALERS - 1)]
        writers = house.start("writers", "-m", "tests.sealer.writers", str(house.folder))
        wait_until(lambda: acknowledged(house.folder), seconds=60, why=lambda: writers.said)
        begun = time.monotonic()
        due = [begun + seconds * (number + 0.5) / crashes for number in range(crashes)]
        while due or time.monotonic() < begun + seconds:
            if due and time.monotonic() >= due[0]:
                due.pop(0)
                house.cluster.crash()
                tally.crashes += 1
            kill_one(house, sealers, tally, dice)
            revive(house, sealers, tally)
        kill_all(house, sealers, tally)
        assert writers.is_running, writers.said
        assert writers.end() == 0, writers.said
        come_to_rest(house, recorder)
        tally.shown = recorder.check(house)
    check(house, tally)
    return tally


def kill_one(house: House, sealers: list[Process], tally: Tally, dice: random.Random) -> None:
    """Wait for a moment, then kill the sealer that works; at times one that waits."""
    end = time.monotonic() + 3
    while not (leader := ask_leader(house)) and time.monotonic() < end:
        time.sleep(0.02)
    time.sleep(4.0 if dice.random() < 0.08 else dice.uniform(0, dice.choice((0.2, 1.5))))  # as it begins, in the midst, or late
    victim = next((one for one in sealers if one.name == leader), None)
    if victim is None or dice.random() < 0.1:
        victim = dice.choice(sealers)
    if victim.is_running:
        victim.kill()
        tally.kills += 1
        tally.leaders |= {leader} if victim.name == leader else set()


def ask_leader(house: House) -> str:
    """Return who works, or nothing, also where the database does not answer at this moment."""
    try:
        return house.leader()
    except psycopg.Error:
        return ""


def revive(house: House, sealers: list[Process], tally: Tally) -> None:
    """Start another sealer for each that is gone. One that ended by itself has lost the database: it says so, with 1."""
    for number, one in enumerate(sealers):
        code = one.popen.poll()
        if code is None:
            continue
        if code != -9:
            assert (code, "The sealer lost the database" in one.said) == (1, True), one.said
            tally.ended += 1
        sealers[number] = house.sealer()


def kill_all(house: House, sealers: list[Process], tally: Tally) -> None:
    """Kill every sealer at once in the middle of the work, and look at the state file."""
    wait_until(lambda: ask_leader(house))
    for one in sealers:
        if one.is_running:
            one.kill()
            tally.kills += 1
    wait_until(lambda: not ask_leader(house), seconds=5)  # what they had sent is committed, or it is not
    check_state(house)


def come_to_rest(house: House, recorder: Recorder) -> None:
    """Let two sealers finish what is queued and show it to the witness, and end them."""
    last = [house.sealer(), house.sealer()]
    stands_by = lambda: any("sealer_waits" in one.said for one in last)  # noqa: E731 - one of three things to wait for
    for awaited in (house.is_drained, stands_by, lambda: recorder.requests):
        wait_until(awaited, seconds=60, why=lambda: "\n".join(one.said for one in last))
    assert [one.end() for one in reversed(last)] == [0, 0], "\n".join(one.said for one in last)


def check(house: House, tally: Tally) -> None:
    """Count everything."""
    tally.looked = check_log(house)
    check_state(house)
    told = acknowledged(house.folder)
    stored = Counter(house.query("SELECT chain_id, seq FROM ledger_entry"))
    tally.acknowledged, tally.stored = len(told), stored.total()
    assert max(Counter(told).values()) == 1, "an entry was acknowledged twice"
    assert not set(told) - set(stored), "an entry that was acknowledged is gone"
    ours = {chain for chain, _ in told}
    extra = [row for row in stored if row not in set(told) and row[0] in ours]
    # COMMITs whose answer was lost: at most one transaction of each writer, of up to four entries, in each crash and at the end.
    assert len(extra) <= 4 * WRITERS * (tally.crashes + 1), extra
    for process in house.processes:
        assert "Traceback" not in process.said, process.said
        for refusal in ("sealer_refuses", "The sealer stops", "witness_is_ahead"):
            assert refusal not in process.said, process.said


def acknowledged(folder: Path) -> list[tuple[int, int]]:
    """Return what the writers were told is written."""
    lines = [line for file in folder.glob("acknowledged-*") for line in file.read_text().splitlines()]
    return [(int(chain), int(seq)) for chain, seq in (line.split() for line in lines)]
