"""The private key: made once, kept to its owner, refused where it is not as it should be."""

import stat
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from ledger.keys import KeyMissing, key_file, load_signers
from ledger.notes import Signer, parse_signers
from tests.ledger.sealed import ORIGIN, new_signer

pytestmark = pytest.mark.usefixtures("log")


@pytest.fixture(autouse=True)
def _no_key_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LEDGER_SIGNING_KEY", raising=False)


def said_by(*words: str) -> str:
    out = StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


def test_keygen_writes_the_private_half_for_its_owner_alone_and_says_the_public_one() -> None:
    said = said_by("ledger_keygen")
    (signer,) = load_signers()
    assert stat.S_IMODE(key_file().stat().st_mode) == 0o400
    assert said.strip() == str(signer.verifier)
    assert str(signer) not in said
    assert signer.name == ORIGIN


def test_keygen_refuses_a_second_key() -> None:
    said_by("ledger_keygen")
    before = key_file().read_text()
    with pytest.raises(CommandError, match="ledger_rotate"):
        said_by("ledger_keygen")
    assert key_file().read_text() == before


def test_keygen_print_writes_no_file() -> None:
    said = said_by("ledger_keygen", "--print")
    assert parse_signers(said)[0].name == ORIGIN
    assert not key_file().exists()


def test_two_keys_are_two() -> None:
    assert said_by("ledger_keygen", "--print") != said_by("ledger_keygen", "--print")


def test_the_environment_goes_before_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    said_by("ledger_keygen")
    monkeypatch.setenv("LEDGER_SIGNING_KEY", f"{new_signer(3)}\n")
    assert load_signers() == [new_signer(3)]


@pytest.mark.parametrize("mode", [0o440, 0o404, 0o460, 0o644, 0o401])
def test_a_key_that_others_can_read_is_refused(mode: int) -> None:
    said_by("ledger_keygen")
    key_file().chmod(mode)
    with pytest.raises(KeyMissing, match="chmod 0400"):
        load_signers()


def test_without_a_key_the_cure_is_said() -> None:
    with pytest.raises(KeyMissing, match="ledger_keygen"):
        load_signers()


@pytest.mark.parametrize("text", ["", "garbage", f"{new_signer()} garbage", str(new_signer().verifier)])
def test_a_file_that_holds_no_key_is_refused(text: str) -> None:
    write_key(text)
    with pytest.raises(KeyMissing):
        load_signers()


def test_the_key_of_another_log_is_refused() -> None:
    write_key(f"{new_signer()}\n{Signer(name='log.example/other', seed=bytes(32))}\n")
    with pytest.raises(KeyMissing, match="LEDGER_ORIGIN is its name"):
        load_signers()


def test_rotate_adds_a_key_behind_the_old_one() -> None:
    said_by("ledger_keygen")
    (old,) = load_signers()
    said_by("ledger_rotate")
    first, second = load_signers()
    assert first == old != second
    assert stat.S_IMODE(key_file().stat().st_mode) == 0o400


def test_retire_leaves_the_newest_key() -> None:
    said_by("ledger_keygen")
    said_by("ledger_rotate")
    newest = load_signers()[-1]
    assert str(newest.verifier) in said_by("ledger_rotate", "--retire")
    assert load_signers() == [newest]


def test_the_only_key_is_not_retired() -> None:
    said_by("ledger_keygen")
    with pytest.raises(CommandError, match="only one key"):
        said_by("ledger_rotate", "--retire")


def test_there_is_nothing_to_rotate_without_a_key() -> None:
    with pytest.raises(CommandError, match="ledger_keygen"):
        said_by("ledger_rotate")
    assert not key_file().exists()


@pytest.mark.parametrize("retire", [False, True])
def test_a_key_of_the_environment_is_rotated_there(monkeypatch: pytest.MonkeyPatch, retire: bool) -> None:
    """The variable goes before the file: written to the file, the new key would never be used."""
    old, newer = new_signer(3), new_signer(4)
    monkeypatch.setenv("LEDGER_SIGNING_KEY", f"{old} {newer}" if retire else str(old))
    signers = parse_signers(said_by("ledger_rotate", *(["--retire"] if retire else [])))
    assert signers == [newer] if retire else (signers[0] == old != signers[1])
    assert not key_file().exists()


def test_web_and_workers_do_not_import_the_keys() -> None:
    """Only the sealer and the key commands do."""
    users = [
        path
        for app in ("ledger", "orders", "tracking", "reviews", "vendors", "config", "common", "events", "notifications")
        for path in (Path(settings.BASE_DIR) / app).rglob("*.py")
        if "ledger.keys" in path.read_text()
    ]
    assert {path.stem for path in users} == {"ledger_keygen", "ledger_rotate", "run_sealer"}


def write_key(text: str) -> None:
    key_file().write_text(text)
    key_file().chmod(0o400)
