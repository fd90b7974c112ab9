"""`make test`: backend, web app and browser journeys, one after the other, with the counts at the end.

All suites run, also after a failure; a suite that ran no test has failed. `run_tests.py backend web` runs those two alone.
"""

# ruff: noqa: S603, T201 - a program for people, which runs fixed commands

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / ".local" / "test-results"
PYTEST = (sys.executable, "-m", "pytest", "-q", "--no-header")
SUITES: dict[str, tuple[str, ...]] = {
    "backend": (*PYTEST, "-n", "2", "--ignore=tests/e2e", "--junit-xml={results}"),
    "web": (
        *(sys.executable, "scripts/bootstrap.py", "npm", "run", "--silent", "test", "--"),
        *("--reporter=dot", "--reporter=junit", "--outputFile.junit={results}"),
    ),
    "journeys": (*PYTEST, "-n", "2", "tests/e2e", "--junit-xml={results}"),
}


@dataclass
class Outcome:
    """What one suite did."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    seconds: float = 0.0
    fault: str = ""


def counts_of(results: Path) -> Outcome:
    """Read the counts from a JUnit file; nothing ran when there is none."""
    outcome = Outcome()
    if not results.exists():
        return outcome
    for case in ET.parse(results).getroot().iter("testcase"):  # noqa: S314 - our own runners wrote it
        if case.find("failure") is not None or case.find("error") is not None:
            outcome.failed += 1
        elif case.find("skipped") is not None:
            outcome.skipped += 1
        else:
            outcome.passed += 1
    return outcome


def run_suite(name: str, environment: dict[str, str]) -> Outcome:
    """Run one suite and return what it did."""
    results = RESULTS / f"{name}.xml"
    results.unlink(missing_ok=True)
    command = [part.format(results=results) for part in SUITES[name]]
    started = time.monotonic()
    print(f"\n== {name}", flush=True)
    code = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
    outcome = counts_of(results)
    outcome.seconds = time.monotonic() - started
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
        print(f"{name:<9} {one.passed} passed, {one.failed} failed, {one.skipped} skipped in {one.seconds:.0f} s. {one.fault}")
    passed, failed, skipped = (sum(getattr(one, key) for one in outcomes.values()) for key in ("passed", "failed", "skipped"))
    faults = sum(bool(one.fault) for one in outcomes.values())
    print(f"{passed} passed, {failed + faults} failed, {skipped} skipped", flush=True)
    sys.exit(1 if failed or faults else 0)


if __name__ == "__main__":
    main()
