"""Every verdict of docs/log-format.md at least once, and what a change to a good bundle does to it."""

import pytest
from trusttrack_verify.report import PROPERTIES

from tests.verifier.cases import Case, all_cases, report_of

CASES = all_cases()


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_verdicts(case: Case) -> None:
    verdicts = report_of(case).verdicts
    found = {v.property: (v.status.value, v.code, v.entry) for v in verdicts if v.status != "proven"}
    assert tuple(v.property for v in verdicts) == PROPERTIES
    assert found == case.wanted
