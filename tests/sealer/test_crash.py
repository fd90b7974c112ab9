"""Sealers are killed and PostgreSQL is crashed, again and again, while eight write: nothing is lost, doubled or forked."""

import random
import sys

from benchmarks.crash import summary
from tests.sealer.crashing import crash_run
from tests.sealer.house import House

SECONDS = 18.0
CRASHES = 3


def test_whatever_is_killed_every_acknowledged_entry_is_in_the_log_once(house: House) -> None:
    seed = random.randrange(10**6)
    tally = crash_run(house, seconds=SECONDS, crashes=CRASHES, dice=random.Random(seed))
    sys.stdout.write(f"{seed}: {summary(tally)}\n")
    assert tally.looked is not None
    assert (tally.crashes, tally.kills >= 4, len(tally.leaders) >= 2) == (CRASHES, True, True), tally
    assert tally.looked.leaves + tally.looked.queued == tally.looked.entries == tally.stored >= tally.acknowledged > 100
    assert tally.looked.queued <= 1
    assert tally.looked.notes > tally.kills / 2
    assert tally.shown > 0
