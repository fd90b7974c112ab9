"""`make test`: what failed once is run again alone and named; what fails twice has failed."""

import importlib
import os
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

MODULE = """
from pathlib import Path

def test_that_passes():
    assert True

def test_that_is_late():
    seen = Path(__file__).with_name("seen")
    seen.touch() if (first := not seen.exists()) else None
    assert not first

def test_that_is_broken():
    assert not Path(__file__).with_name("broken").exists()
"""


@pytest.fixture
def run_tests(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The program, which lies beside the product."""
    monkeypatch.syspath_prepend(str(settings.BASE_DIR / "scripts"))
    return importlib.import_module("run_tests")


@pytest.fixture
def suite(tmp_path: Path, run_tests: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A suite of three tests with its own settings and results, run as `backend`."""
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    (tmp_path / "test_of_a_suite.py").write_text(MODULE)
    monkeypatch.setattr(run_tests, "ROOT", tmp_path)
    monkeypatch.setattr(run_tests, "RESULTS", tmp_path)
    command = (*run_tests.PYTEST, "-n", "0", "--rootdir", str(tmp_path))
    monkeypatch.setattr(run_tests, "SUITES", {"backend": command})
    return tmp_path


def run(run_tests: Any) -> Any:
    return run_tests.run_suite("backend", {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_PLUGINS": "xdist.plugin"})


def test_a_test_that_passes_at_the_second_run_is_named(suite: Path, run_tests: Any) -> None:
    outcome = run(run_tests)
    assert (outcome.passed, outcome.failed, outcome.fault) == (3, 0, "")
    assert outcome.late == "At the second run only: test_of_a_suite::test_that_is_late."


def test_a_test_that_fails_twice_has_failed(suite: Path, run_tests: Any) -> None:
    (suite / "broken").touch()
    outcome = run(run_tests)
    assert (outcome.passed, outcome.failed, outcome.late) == (1, 2, "")


@pytest.mark.parametrize(
    ("code", "failures"),
    [
        (0, set()),
        (1, {"::tests/broken.py"}),  # a module that cannot be imported
        (1, {f"tests.a::test_{number}" for number in range(11)}),
        (2, {"tests.a::test_1"}),  # it was stopped, so others did not run
        (3, {"tests.a::test_1"}),
    ],
)
def test_what_is_no_accident_is_not_run_again(run_tests: Any, code: int, failures: set[str]) -> None:
    assert not run_tests.is_worth_another(run_tests.Outcome(passed=5, failed=len(failures), failures=failures, code=code))
    assert run_tests.is_worth_another(run_tests.Outcome(passed=5, failed=1, failures={"tests.a::test_1"}, code=1))
