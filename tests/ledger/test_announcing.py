"""Whom to believe changes in public: keys, witnesses and the verifier are in the chain `policy`; a key follows another."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from trusttrack_verify import parse_policy
from trusttrack_verify.policy import NoteRefused

from ledger.announcing import announce
from ledger.integrating import integrate
from ledger.models import Entry, LogKey, SignedCheckpoint
from ledger.policy import current_policy
from ledger.views import entry_bundle
from tests.ledger.sealed import ORIGIN, SealedLog, new_signer

pytestmark = pytest.mark.django_db
NEWER = new_signer(8)


def told() -> list[tuple[str, dict[str, Any]]]:
    entries = Entry.objects.filter(chain__name="policy").order_by("seq")
    return [(entry.kind, json.loads(bytes(entry.payload))["data"]) for entry in entries]


def test_key_and_witness_are_told_once(log: SealedLog) -> None:
    assert announce(log.signers) == 2
    assert told() == [
        ("policy.key", {"action": "add", "vkey": str(log.signers[0].verifier)}),
        ("policy.witness", {"action": "add", "vkey": log.witness.vkey, "independent": 1}),
    ]
    assert announce(log.signers) == 0
    assert [key.vkey for key in LogKey.objects.all()] == [str(log.signers[0].verifier)]


def test_the_verifier_is_told_where_it_is_built_and_again_when_it_changes(log: SealedLog) -> None:
    file = Path(settings.LEDGER_VERIFIER_FILE)
    announce(log.signers)
    file.write_text("<html>one")
    assert (announce(log.signers), announce(log.signers)) == (1, 0)
    file.write_text("<html>two")
    assert announce(log.signers) == 1
    first, second = (data for kind, data in told() if kind == "policy.verifier")
    assert first.keys() == {"action", "name", "sha256"}
    assert first["sha256"] != second["sha256"]


def test_a_witness_that_becomes_independent_is_told(log: SealedLog, settings: Any) -> None:
    announce(log.signers)
    settings.LEDGER_WITNESSES = f"{log.witness.vkey} https://witness.example"
    assert announce(log.signers) == 1
    assert told()[-1][1]["independent"] == 0


def rotate(log: SealedLog) -> dict[str, str]:
    """Sign with the old key, then both, then the new alone; return the notes."""
    notes = {}
    for name, signers in {"old": log.signers, "both": [*log.signers, NEWER], "new": [NEWER]}.items():
        log.signers = signers
        announce(signers)
        log.grow()
        notes[name] = log.seal().note
    return notes


@pytest.mark.parametrize(
    ("keys", "accepted"),
    [
        ([new_signer()], {"old", "both"}),
        ([new_signer(), NEWER], {"old", "both", "new"}),
        ([NEWER], {"both", "new"}),
    ],
)
def test_rotation_is_borne_by_those_who_know_the_old_key_both_or_the_new(
    log: SealedLog, keys: list[Any], accepted: set[str]
) -> None:
    policy = parse_policy("".join(f"log {key.verifier}\n" for key in keys) + "quorum none\n")
    taken = set()
    for name, note in rotate(log).items():
        try:
            policy.open(note, ORIGIN)
        except NoteRefused:
            continue
        taken.add(name)
    assert taken == accepted


def test_the_new_key_is_in_the_log_under_the_old_one(log: SealedLog) -> None:
    rotate(log)
    announced = next(data for kind, data in told() if data.get("vkey") == str(NEWER.verifier))
    place = next(number for number, (_, data) in enumerate(told()) if data == announced)
    first = SignedCheckpoint.objects.filter(size__gt=place).order_by("size").first()
    assert first is not None
    assert parse_policy(f"log {new_signer().verifier}\nquorum none\n").open(first.note, ORIGIN).checkpoint.size > place


def test_the_policy_keeps_all_keys(log: SealedLog) -> None:
    rotate(log)
    assert [key.key for key in current_policy().keys] == [new_signer().verifier.key, NEWER.verifier.key]


def test_a_rotation_does_not_sign_a_tree_a_second_time(log: SealedLog) -> None:
    log.grow()
    log.seal()
    log.signers = [*log.signers, NEWER]
    log.seal()
    assert SignedCheckpoint.objects.count() == 1


def test_nothing_of_the_private_half_is_in_the_log(log: SealedLog) -> None:
    announce([*log.signers, NEWER])
    integrate()
    log.seal()
    everything = b"".join(bytes(payload) for payload in Entry.objects.values_list("payload", flat=True))
    assert (entry_bundle(0, 3) or b"")[:1]
    for signer in (*log.signers, NEWER):
        assert str(signer).rsplit("+", 1)[1].encode() not in everything


def test_the_same_name_with_another_key_is_another_key(log: SealedLog) -> None:
    other = replace(log.signers[0], seed=bytes([9] * 32))
    assert other.verifier.key_id != log.signers[0].verifier.key_id
    assert announce(log.signers) + announce([*log.signers, other]) == 3
