"""`make test`: backend, web app and browser journeys, one after the other, with the counts at the end.

All suites run, also after a failure; a suite that ran no test has failed. `run_tests.py backend web` runs those two alone.

Few failures are run once more, one by one with nothing beside them: real servers and browsers on a busy machine miss a deadline
now and then. What passes only then is named in the counts, as a test to mend.
"""

# ruff: noqa: S603, T201 - a program for people, which runs fixed commands

import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree as ET

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / ".local" / "test-results"
PYTEST = (sys.executable, "-m", "pytest", "-q", "--no-header", "--junit-xml={results}")
VITEST = (
    *(sys.executable, "scripts/bootstrap.py", "npm", "run", "--silent", "test", "--"),
    *("--reporter=dot", "--reporter=junit", "--outputFile.junit={results}"),
)
SUITES: dict[str, tuple[str, ...]] = {
    "backend": (*PYTEST, "-n", "2", "--ignore=tests/e2e"),
    "web": VITEST,
    "journeys": (*PYTEST, "-n", "2", "tests/e2e"),
}
AGAIN_AT_MOST = 10  # more are no accident


@dataclass
class Outcome:
    """What one suite did."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    seconds: float = 0.0
    fault: str = ""
    failures: set[str] = field(default_factory=set)  # module or file :: name
    late: str = ""  # what passed at the second run only


def counts_of(results: Path) -> Outcome:
    """Read the counts from a JUnit file; nothing ran when there is none."""
    outcome = Outcome()
    if not results.exists():
        return outcome
    for case in ET.parse(results).getroot().iter("testcase"):  # noqa: S314 - our own runners wrote it
        if case.find("failure") is not None or case.find("error") is not None:
            outcome.failed += 1
            outcome.failures.add(f"{case.get('classname')}::{case.get('name')}")
        elif case.find("skipped") is not None:
            outcome.skipped += 1
        else:
            outcome.passed += 1
    return outcome


def run_suite(name: str, environment: dict[str, str]) -> Outcome:
    """Run one suite, few failures once more, and return what it did."""
    started = time.monotonic()
    outcome = _run(name, SUITES[name], environment)
    if 0 < len(outcome.failures) <= AGAIN_AT_MOST and not outcome.fault:
        again = _run(f"{name}, second run", second_run(name, outcome), environment)
        if again.failed == 0 and not again.fault and again.passed >= len(outcome.failures):
            outcome.passed, outcome.failed = outcome.passed + len(outcome.failures), 0
            outcome.late = f"At the second run only: {', '.join(sorted(outcome.failures))}."
    outcome.seconds = time.monotonic() - started
    return outcome


def second_run(name: str, outcome: Outcome) -> tuple[str, ...]:
    """Return the command that runs what failed, and nothing at the same time."""
    if name == "web":
        return (*VITEST, *sorted({failure.partition("::")[0] for failure in outcome.failures}))
    return (*PYTEST, "-n", "0", "--last-failed", "--last-failed-no-failures=none", *SUITES[name][len(PYTEST) + 2 :])


def _run(title: str, command: tuple[str, ...], environment: dict[str, str]) -> Outcome:
    results = RESULTS / f"{title.replace(', ', '-').replace(' ', '-')}.xml"
    results.unlink(missing_ok=True)
    print(f"\n== {title}", flush=True)
    code = subprocess.run([part.format(results=results) for part in command], cwd=ROOT, env=environment, check=False).returncode
    outcome = counts_of(results)
    if outcome.passed + outcome.failed == 0:
        outcome.fault = "no test ran"
    elif code != 0 and outcome.failed == 0:
        outcome.fault = f"ended with code {code}; see above"
    return outcome


def chromium() -> tuple[str, str]:
    """Return the path of a Chromium, or why there is none."""
    command = [sys.executable, "scripts/bootstrap.py", "chromium"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return (done.stdout.strip(), "") if done.returncode == 0 else ("", done.stderr.strip())


def main() -> None:
    """Run the suites, print the counts, exit 1 when anything failed or did not run."""
    wanted = sys.argv[1:] or list(SUITES)
    RESULTS.mkdir(parents=True, exist_ok=True)
    browser, missing = chromium() if "journeys" in wanted else ("", "")
    environment = {**os.environ, "CHROMIUM": browser}
    if missing:
        print(missing, flush=True)
    outcomes = {
        name: Outcome(fault=missing) if missing and name == "journeys" else run_suite(name, environment) for name in wanted
    }
    print("\n== counts")
    for name, one in outcomes.items():
        counts = f"{one.passed} passed, {one.failed} failed, {one.skipped} skipped in {one.seconds:.0f} s."
        print(f"{name:<9} {counts} {one.fault}{one.late}")
    passed, failed, skipped = (sum(getattr(one, key) for one in outcomes.values()) for key in ("passed", "failed", "skipped"))
    faults = sum(bool(one.fault) for one in outcomes.values())
    print(f"{passed} passed, {failed + faults} failed, {skipped} skipped", flush=True)
    sys.exit(1 if failed or faults else 0)


if __name__ == "__main__":
    main()
