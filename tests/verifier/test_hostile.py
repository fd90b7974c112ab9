"""Whatever is in a file, the answer is a report: nothing escapes, and nothing that was changed is taken for proven."""

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from trusttrack_verify.bundle import MAX_BUNDLE
from trusttrack_verify.policy import parse_policy
from trusttrack_verify.proofs import verify_proof
from trusttrack_verify.report import PROPERTIES
from trusttrack_verify.verification import verify_bundle

from tests.verifier.building import START, Chain, Story, tell_story
from tests.verifier.cases import mutated_cases, report_of

STORY = tell_story()
POLICY = parse_policy(STORY.log.policy())
WHOLE = STORY.bundle()

scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
json_values = st.recursive(scalars, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=10)


def test_every_change_to_a_bundle_is_refused_but_those_that_take_away() -> None:
    taken = [case.name.removeprefix("mutation: ") for case in mutated_cases() if report_of(case).ok]
    allowed = [name for name in taken if "/rfc3161" in name or name == "absent dropped"]  # not judged; and said to be missing
    allowed += [name for name in taken if "/open/" in name and name.endswith("dropped")]  # what this reader may not see
    allowed += [f"anchors/{place} {how}" for place in range(len(WHOLE["anchors"])) for how in ("dropped", "doubled")]
    assert sorted(taken) == sorted(allowed)


def test_without_its_last_entry_a_bundle_is_not_complete() -> None:
    shorter = {**WHOLE, "entries": WHOLE["entries"][:-1]}
    report = verify_bundle(json.dumps(shorter), POLICY)
    assert [v.property for v in report.verdicts if v.status == "failed"] == ["complete"]
    del shorter["absent"]
    assert verify_bundle(json.dumps(shorter), POLICY).verdict("complete").code == "no_absence_proof"


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes(raw: bytes) -> None:
    assert verify_bundle(raw, POLICY).verdicts[0].code == "malformed"
    assert verify_proof(raw, bytes(32), POLICY).verdicts[0].code == "malformed"


@settings(max_examples=50, deadline=None)
@given(json_values)
def test_any_json(value: object) -> None:
    assert verify_bundle(json.dumps(value), POLICY).exit_code() == 1


@settings(max_examples=50, deadline=None)
@given(st.sampled_from(sorted(WHOLE)), json_values)
def test_any_json_for_a_member(name: str, value: object) -> None:
    report = verify_bundle(json.dumps({**WHOLE, name: value}), POLICY)
    assert tuple(verdict.property for verdict in report.verdicts) == PROPERTIES
    assert not report.ok or (name, value) == ("anchors", [])


@settings(max_examples=50, deadline=None)
@given(st.text())
def test_any_text_for_a_note(text: str) -> None:
    assert verify_bundle(json.dumps({**WHOLE, "head": text}), POLICY).verdict("authentic").code == "head_malformed"


@settings(max_examples=50, deadline=None)
@given(st.text(), st.text())
def test_any_text_for_leaf_and_payload(leaf: str, payload: str) -> None:
    entry = {**WHOLE["entries"][0], "leaf": leaf, "payload": payload}
    report = verify_bundle(json.dumps({**WHOLE, "entries": [entry]}), POLICY)
    assert report.verdict("unaltered").code == "leaf_malformed"


@settings(max_examples=50, deadline=None)
@given(st.text())
def test_any_text_for_a_policy(text: str) -> None:
    assert verify_bundle(json.dumps(WHOLE), text).verdict("authentic").code in {"policy_malformed", "origin_unknown"}


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff\xfe",
        b"\0" * 100,
        b"[" * 1_000_000,
        b'{"a":' * 1_000_000,
        b"9" * 1_000_000,
        b'"' + b"\\ud800" * 1000 + b'"',
        b" " * (MAX_BUNDLE + 1),
        json.dumps({**WHOLE, "format": "x" * 1_000_000}).encode(),
        json.dumps(WHOLE).encode().replace(b'"index": 3,', b'"index": 3, "index": 3,'),
        json.dumps(WHOLE).encode().replace(b'"index": 3,', b'"index": 3.0,'),
        json.dumps(WHOLE).encode().replace(b'"index": 3,', b'"index": 3e0,'),
    ],
    ids=range(12),
)
def test_files_made_to_break_it(raw: bytes) -> None:
    assert verify_bundle(raw, POLICY).verdicts[0].code == "malformed"


def test_a_proof_as_long_as_the_file_allows() -> None:
    entry = {**WHOLE["entries"][0], "proof": WHOLE["entries"][0]["proof"] * 20_000}
    report = verify_bundle(json.dumps({**WHOLE, "entries": [entry]}), POLICY)
    assert report.verdict("unaltered").code == "not_included"


def test_a_times_beyond_the_calendar_is_told() -> None:
    story = tell_story({5: {"leaf": {"ts": 2**53 - 1}, "payload": {"at": 2**53 - 1}}})
    report = verify_bundle(json.dumps(story.bundle()), story.log.policy())
    assert (report.verdict("time").code, report.entries[5].ts) == ("post_dated", 2**53 - 1)


def test_thirty_entries_take_less_than_the_blink_of_an_eye() -> None:
    story = tell_story()
    long = Story(story.log, Chain(story.log, bytes(32)), story.index, story.cosigned, story.epochs)
    for number in range(30):
        long.order.add({"from": "a", "to": "b", "by": "vendor"}, fields={"note": f"note {number}", "actor": "vendor:1"})
        if number % 3 == 0:
            long.cosign()
    long.list_slots()
    long.cosign()
    text = json.dumps(long.bundle())
    started = time.perf_counter()
    report = verify_bundle(text, POLICY)
    assert time.perf_counter() - started < 0.3
    assert report.ok
    assert (report.head_time or 0) > START
