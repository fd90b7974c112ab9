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
NAMELESS = ("::", "None::")  # what pytest could not import or set up


@dataclass
class Outcome:
    """What one suite did."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    seconds: float = 0.0
    fault: str = ""
    failures: set[str] = field(default_factory=set)  # module or file :: name
    passes: set[str] = field(default_factory=set)
    code: int = 0  # of the runner: 1 is that tests failed, more that it could not run them all
    late: str = ""  # what passed at the second run only


def counts_of(results: Path) -> Outcome:
    """Read the counts from a JUnit file; nothing ran when there is none."""
    outcome = Outcome()
    if not results.exists():
        return outcome
    for case in ET.parse(results).getroot().iter("testcase"):  # noqa: S314 - our own runners wrote it
        name = f"{case.get('classname')}::{case.get('name')}"
        if case.find("failure") is not None or case.find("error") is not None:
            outcome.failed += 1
            outcome.failures.add(name)
        elif case.find("skipped") is not None:
            outcome.skipped += 1
        else:
            outcome.passed += 1
            outcome.passes.add(name)
    return outcome


def run_suite(name: str, environment: dict[str, str]) -> Outcome:
    """Run one suite, few failures once more, and return what it did."""
    started = time.monotonic()
    outcome = _run(name, SUITES[name], environment)
    if is_worth_another(outcome):
        again = _run(f"{name}, second run", second_run(name), environment)
        if again.code == 0 and outcome.failures <= again.passes:
            outcome.passed, outcome.failed, outcome.fault = outcome.passed + len(outcome.failures), 0, ""
            outcome.late = f"At the second run only: {', '.join(sorted(outcome.failures)) or 'what is above'}."
    outcome.seconds = time.monotonic() - started
    return outcome


def is_worth_another(outcome: Outcome) -> bool:
    """Say whether all tests ran, and few of them failed: a crash, or a module that cannot be imported, is no accident.

    Vitest also ends with 1 where no test failed, but something went wrong after one had ended.
    """
    is_whole = outcome.code == 1 and outcome.passed > 0
    return is_whole and len(outcome.failures) <= AGAIN_AT_MOST and not any(name.startswith(NAMELESS) for name in outcome.failures)


def second_run(name: str) -> tuple[str, ...]:
    """Return the command that runs what failed, and nothing at the same time; of the web app all, as it keeps no list."""
    if name == "web":
        return (*VITEST, "--no-file-parallelism")
    return (*PYTEST, "-n", "0", "--last-failed", "--last-failed-no-failures=none", *SUITES[name][len(PYTEST) + 2 :])


def _run(title: str, command: tuple[str, ...], environment: dict[str, str]) -> Outcome:
    results = RESULTS / f"{title.replace(', ', '-').replace(' ', '-')}.xml"
    results.unlink(missing_ok=True)
    print(f"\n== {title}", flush=True)
    code = subprocess.run([part.format(results=results) for part in command], cwd=ROOT, env=environment, check=False).returncode
    outcome = counts_of(results)
    outcome.code = code
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
