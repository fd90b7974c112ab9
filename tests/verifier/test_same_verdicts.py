"""The browser's verifier and this one share no code, and give the same verdicts on the same cases."""

import json
import subprocess
import sys
from pathlib import Path

from tests.verifier.cases import write_cases

ROOT = Path(__file__).resolve().parents[2]


def test_the_browsers_verifier_says_the_same_of_every_case(tmp_path: Path) -> None:
    cases = tmp_path / "cases.json"
    write_cases(cases)
    command = [sys.executable, "scripts/bootstrap.py", "npm", "run", "--silent", "verify-cases", "--", str(cases)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    expected = {case["name"]: case["verdicts"] for case in json.loads(cases.read_text())}
    told = {case["name"]: case["verdicts"] for case in json.loads(done.stdout)}
    assert len(expected) > 1000
    assert told.keys() == expected.keys()
    assert {name: told[name] for name in told if told[name] != expected[name]} == {}
