"""The crash run of the tests, for longer: sealers are killed and PostgreSQL is crashed while eight writers write.

It has no reference and no ratio: it holds or it fails. BENCH_SECONDS and BENCH_CRASHES change the size, BENCH_SEED repeats a
run's choices.
"""

import dataclasses
import random
import tempfile
import time
from pathlib import Path

from benchmarks import report
from tests.sealer.crashing import Tally, crash_run
from tests.sealer.house import Cluster, House

SECONDS = 90
CRASHES = 4


def summary(tally: Tally) -> str:
    """Return what was done and found, in a sentence."""
    looked = tally.looked
    if looked is None:
        raise RuntimeError("nothing was checked")
    return (
        f"{tally.kills} sealers killed, {len(tally.leaders)} of them while they worked, PostgreSQL crashed {tally.crashes} times:"
        f" {tally.acknowledged:,} entries acknowledged, {tally.stored:,} stored, each once in a log without a gap;"
        f" {looked.chains:,} chains in order, all {looked.checkpoints:,} checkpoints and {looked.notes:,} notes as recomputed,"
        f" {tally.shown} of them seen by a witness, nothing refused"
    )


def main() -> int:
    """Run it; print what was done and what was found."""
    seconds, crashes = report.setting("BENCH_SECONDS", SECONDS), report.setting("BENCH_CRASHES", CRASHES)
    seed = report.setting("BENCH_SEED", random.randrange(10**6))
    with tempfile.TemporaryDirectory(prefix="trusttrack-bench-") as name, Cluster.running(Path(name)) as cluster:
        house = House(cluster, "crash", Path(name))
        cluster.create(house.database)
        begun = time.perf_counter()
        try:
            tally = crash_run(house, seconds=seconds, crashes=crashes, dice=random.Random(seed))
        except AssertionError:
            print(f"failed with BENCH_SEED={seed}")
            raise
        finally:
            house.stop()
    print(f"{summary(tally)} ({seconds} s of it, {time.perf_counter() - begun:.0f} s in all)", flush=True)
    report.save("crash", {"seconds": seconds, "seed": seed, **dataclasses.asdict(tally), "leaders": len(tally.leaders)})
    return 0
