"""Whom to believe: the file that others read, its quorum, and what of the environment is refused."""

from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from trusttrack_verify import parse_policy
from trusttrack_verify.policy import Group
from trusttrack_verify.policy import Policy as ForeignPolicy

from ledger.models import LogKey
from ledger.notes import parse_vkey
from ledger.policy import Policy, PolicyError, Witness, current_policy, parse_witnesses
from tests.ledger.sealed import ORIGIN, SealedLog, new_signer
from tests.verifier.building import Signer

WITNESSES = [Signer(f"w{number}.example", bytes([41 + number] * 32), 4) for number in range(3)]


def setting(*witnesses: Signer, more: str = "https://witness.example independent") -> str:
    return ";\n".join(f"{one.vkey} {more}" for one in witnesses)


def policy_of(count: int, quorum: int) -> Policy:
    witnesses = tuple(Witness(parse_vkey(one.vkey), "https://witness.example", is_independent=True) for one in WITNESSES[:count])
    keys = (new_signer().verifier,)
    return Policy(origin=ORIGIN, url="https://x.example/log/v1", keys=keys, witnesses=witnesses, quorum=quorum)


def read(policy: Policy) -> ForeignPolicy:
    return parse_policy(policy.text())


@pytest.mark.parametrize("quorum", [0, 1, 2, 3])
def test_the_file_says_to_others_what_it_says_here(quorum: int) -> None:
    foreign = read(policy_of(3, quorum))
    assert foreign.origins() == {ORIGIN}
    assert [
        (one.name, str(parse_vkey(vkey))) for one, vkey in zip(foreign.witnesses, [w.vkey for w in WITNESSES], strict=True)
    ] == [(one.name, one.vkey) for one in WITNESSES]
    assert (foreign.quorum.threshold if isinstance(foreign.quorum, Group) else 0) == quorum


def test_without_witnesses_there_is_a_file_too() -> None:
    foreign = read(policy_of(0, 0))
    assert (foreign.witnesses, foreign.quorum) == ((), None)


@given(
    times=st.dictionaries(st.sampled_from([one.name for one in WITNESSES] + ["unknown"]), st.integers(1, 2**40), max_size=4),
    quorum=st.integers(0, 3),
)
def test_the_time_of_a_note_is_the_one_that_others_compute(times: dict[str, int], quorum: int) -> None:
    policy = policy_of(3, quorum)
    assert policy.time_of(times) == read(policy).time({name: at for name, at in times.items() if name != "unknown"})


def test_old_keys_stay_in_the_file() -> None:
    policy = policy_of(1, 1)
    keys = (new_signer(7).verifier, new_signer(8).verifier)
    assert [log.public for log in read(Policy(ORIGIN, policy.url, keys, policy.witnesses, 1)).logs] == [key.key for key in keys]


@pytest.mark.django_db
def test_it_is_read_from_environment_and_rows(log: SealedLog, settings: Any) -> None:
    settings.LEDGER_WITNESSES = setting(*WITNESSES)
    settings.LEDGER_QUORUM = 2
    LogKey.objects.create(vkey=str(new_signer().verifier))
    policy = current_policy()
    assert policy.url == f"{settings.BASE_URL}/log/v1"
    assert ([one.name for one in policy.witnesses], policy.quorum) == ([one.name for one in WITNESSES], 2)
    assert policy.keys == (new_signer().verifier,)
    read(policy)


def test_who_is_not_independent_is_said_in_the_file() -> None:
    (witness,) = parse_witnesses(setting(WITNESSES[0], more="http://127.0.0.1:9/"))
    text = Policy(ORIGIN, "x", (), (witness,), 0).text()
    assert (witness.is_independent, witness.url) == (False, "http://127.0.0.1:9")
    assert "it is not independent" in text
    assert parse_policy(text).witnesses


@pytest.mark.parametrize("text", ["", " ", ";", " ; \n ;"])
def test_no_witness_is_a_policy_too(text: str) -> None:
    assert parse_witnesses(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "garbage",
        "garbage https://x.example",
        f"{WITNESSES[0].vkey}",
        f"{WITNESSES[0].vkey} https://x.example dependent",
        f"{WITNESSES[0].vkey} https://x.example independent more",
        f"{WITNESSES[0].vkey[:-4]} https://x.example",
    ],
)
def test_what_is_no_witness_is_refused(text: str) -> None:
    with pytest.raises(PolicyError, match="LEDGER_WITNESSES"):
        parse_witnesses(text)


def test_one_witness_does_not_count_twice() -> None:
    """Listed twice it would meet a quorum of two alone, and no verifier takes a policy that names it twice."""
    with pytest.raises(PolicyError):
        parse_witnesses(setting(WITNESSES[0], WITNESSES[0]))


def test_a_key_of_a_log_is_no_witness() -> None:
    """No verifier takes a policy with such a line."""
    with pytest.raises(PolicyError):
        parse_witnesses(f"{new_signer().verifier} https://x.example")


@pytest.mark.parametrize("name", ["none", "witnesses"])
def test_a_witness_does_not_take_a_word_of_the_file(name: str) -> None:
    """`none` and the name of our group would make the file say something else, or nothing."""
    with pytest.raises(PolicyError):
        parse_witnesses(setting(Signer(name, bytes([5] * 32), 4)))


@pytest.mark.parametrize("url", ["witness.example", "ftp://witness.example", "https://", "http://witness.example:port"])
def test_an_address_that_cannot_be_asked_is_refused_at_once(url: str) -> None:
    with pytest.raises(PolicyError):
        parse_witnesses(setting(WITNESSES[0], more=url))


@pytest.mark.django_db
@pytest.mark.parametrize("quorum", [-1, 2, 99])
def test_a_quorum_that_cannot_be_met_is_refused(log: SealedLog, settings: Any, quorum: int) -> None:
    settings.LEDGER_QUORUM = quorum
    with pytest.raises(PolicyError, match=f"LEDGER_QUORUM is {quorum}"):
        current_policy()


@pytest.mark.django_db
def test_the_file_is_served(log: SealedLog, client: Client) -> None:
    answer = client.get("/log/v1/policy")
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/plain; charset=utf-8")
    assert answer.content.decode() == current_policy().text()
