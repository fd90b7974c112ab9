"""Signing: only a tree that extends the last one, and the file of the last one is on the disk before a signature leaves."""

import json
import os
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import IntegrityError, transaction

from ledger.encoding import decode64, encode64, hash_leaf
from ledger.integrating import integrate
from ledger.models import Checkpoint, Leaf, LogKey, SignedCheckpoint
from ledger.notes import open_note, parse_checkpoint
from ledger.sealing import SealerBusy, SigningRefused, StateFile, sign_newest
from ledger.tiles import Tree, grown_tiles
from tests.ledger.owner import rewriting
from tests.ledger.sealed import ORIGIN, SealedLog, stray_leaf
from tests.servers import database_url

pytestmark = pytest.mark.django_db
REST = ("ledger_leaf", "ledger_tile", "ledger_checkpoint", "ledger_signedcheckpoint", "ledger_treestate", "ledger_cosignature")


@pytest.fixture
def grown(log: SealedLog) -> SealedLog:
    """Five leaves signed, three more integrated and not signed yet."""
    log.grow(5)
    log.seal()
    log.grow(3)
    integrate()
    return log


def sign(log: SealedLog) -> SignedCheckpoint | None:
    return sign_newest(log.signers, log.state, origin=ORIGIN)


def state_of(log: SealedLog) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(log.state.path.read_text())
    return found


def test_nothing_is_signed_where_there_is_nothing(log: SealedLog) -> None:
    assert sign(log) is None
    assert not log.state.path.exists()


def test_the_newest_tree_is_signed_once(grown: SealedLog) -> None:
    signed = sign(grown)
    assert signed is not None
    body, valid = open_note(signed.note, [grown.signers[0].verifier])
    tree = parse_checkpoint(body)
    assert (tree.origin, tree.size, tree.root) == (ORIGIN, 8, Tree().root(8))
    assert len(valid) == 1
    assert sign(grown) is None
    assert list(SignedCheckpoint.objects.order_by("size").values_list("size", flat=True)) == [5, 8]


def test_the_file_says_what_was_signed(grown: SealedLog) -> None:
    sign(grown)
    assert state_of(grown) == {"origin": ORIGIN, "size": 8, "root": encode64(Tree().root(8))}
    assert [path.name for path in grown.state.path.parent.iterdir()] == ["signed.json"]


def test_the_key_is_known_before_the_note_can_be_read(log: SealedLog) -> None:
    log.grow()
    log.seal()
    assert [key.vkey for key in LogKey.objects.all()] == [str(log.signers[0].verifier)]


@pytest.mark.django_db(transaction=True)
def test_a_crash_after_the_file_was_written_is_made_good_with_the_same_note(log: SealedLog) -> None:
    log.grow(5)
    integrate()
    with psycopg.connect(database_url(), autocommit=True) as other:
        other.execute("ALTER TABLE ledger_signedcheckpoint ADD CONSTRAINT fail CHECK (size < 5) NOT VALID")
        try:
            with pytest.raises(IntegrityError, match="fail"):
                sign(log)
        finally:
            other.execute("ALTER TABLE ledger_signedcheckpoint DROP CONSTRAINT fail")
    assert state_of(log)["size"] == 5
    assert not SignedCheckpoint.objects.exists()
    signed = sign(log)
    assert signed is not None
    assert parse_checkpoint(open_note(signed.note, [log.signers[0].verifier])[0]).size == 5


@pytest.mark.django_db(transaction=True)
def test_after_such_a_crash_a_rewritten_tree_is_not_signed_in_its_place(log: SealedLog) -> None:
    log.grow(5)
    integrate()
    log.state.write(parse_checkpoint(f"{ORIGIN}\n5\n{encode64(Tree().root(5))}\n"))
    rewrite_tree(log, {2: stray_leaf("another")})
    with pytest.raises(SigningRefused, match="rewritten"):
        sign(log)
    assert not SignedCheckpoint.objects.exists()


def test_the_file_is_on_the_disk_and_in_its_folder_before_the_note_is_stored(
    grown: SealedLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is synced, in order: the new file with its whole content, then the folder that names it."""
    synced: list[Any] = []
    really = os.fsync

    def watched(number: int) -> None:
        target = Path(f"/proc/self/fd/{number}").readlink()
        content = json.loads(target.read_text())["size"] if target.is_file() else state_of(grown)["size"]
        synced.append((target.name, content, SignedCheckpoint.objects.filter(size=8).exists()))
        really(number)

    monkeypatch.setattr(os, "fsync", watched)
    sign(grown)
    assert synced == [("signed.new", 8, False), ("sealer", 8, False)]


def test_a_rollback_is_not_signed(grown: SealedLog) -> None:
    sign(grown)
    roll_back(5)
    with pytest.raises(SigningRefused, match="rolled back"):
        sign(grown)
    grown.grow(1)
    integrate()
    with pytest.raises(SigningRefused, match="rolled back"):
        sign(grown)
    assert state_of(grown)["size"] == 8


def test_an_empty_database_is_a_rollback_too(grown: SealedLog) -> None:
    sign(grown)
    roll_back(0)
    with pytest.raises(SigningRefused, match="has none"):
        sign(grown)


def test_a_restored_log_that_grows_past_the_last_signature_another_way_is_not_signed(grown: SealedLog) -> None:
    sign(grown)
    roll_back(5)
    grown.grow(6)
    integrate()
    with pytest.raises(SigningRefused, match="rewritten"):
        sign(grown)


@pytest.mark.parametrize("index", [0, 3, 4])
def test_a_leaf_rewritten_with_all_its_tiles_is_not_signed(grown: SealedLog, index: int) -> None:
    rewrite_tree(grown, {index: stray_leaf("another")})
    with pytest.raises(SigningRefused, match="rewritten"):
        sign(grown)
    assert SignedCheckpoint.objects.latest("size").size == 5


def test_a_leaf_that_was_never_signed_can_still_go_wrong_and_is_the_audits(grown: SealedLog) -> None:
    """The signer binds what it signed; what is queued and integrated between is bound by the entry's own hash."""
    rewrite_tree(grown, {6: stray_leaf("another")})
    assert sign(grown) is not None


def test_a_leaf_taken_out_is_not_signed(grown: SealedLog) -> None:
    leaves = [bytes(leaf) for leaf in Leaf.objects.order_by("index").values_list("leaf", flat=True)]
    write_tree([*leaves[:2], *leaves[3:]])
    with pytest.raises(SigningRefused):
        sign(grown)


def test_tiles_that_do_not_give_the_root_are_not_signed(grown: SealedLog) -> None:
    with rewriting("ledger_tile") as cursor:
        cursor.execute("UPDATE ledger_tile SET data = overlay(data PLACING '\\x00'::bytea FROM 200) WHERE level = 0")
    with pytest.raises(SigningRefused, match="do not give the root"):
        sign(grown)


@pytest.mark.parametrize("statement", ["DELETE FROM ledger_tile", "UPDATE ledger_tile SET data = substring(data FOR 64)"])
def test_a_tile_that_is_gone_or_short_is_a_hole(grown: SealedLog, statement: str) -> None:
    with rewriting("ledger_tile") as cursor:
        cursor.execute(statement)
    with pytest.raises(SigningRefused, match="have a hole"):
        sign(grown)


def test_another_origin_is_another_log(grown: SealedLog) -> None:
    with pytest.raises(SigningRefused, match=r"signed for log.example/tests, not for log.example/2"):
        sign_newest(grown.signers, grown.state, origin="log.example/2")


def test_a_lost_file_is_not_begun_again(grown: SealedLog) -> None:
    grown.state.path.unlink()
    with pytest.raises(SigningRefused, match="is gone"):
        sign(grown)


@pytest.mark.parametrize("content", ["", "{", "{}", '{"origin": "o", "size": "x", "root": "AA=="}', "[]", "5", '{"size": 5}'])
def test_a_file_that_cannot_be_read_is_not_begun_again(grown: SealedLog, content: str) -> None:
    grown.state.path.write_text(content)
    with pytest.raises(SigningRefused, match="cannot be read"):
        sign(grown)


@pytest.mark.parametrize("content", [b"\xff\xfe", b"\x00" * 120])
def test_a_file_of_rubbish_is_not_begun_again(grown: SealedLog, content: bytes) -> None:
    """What a disk leaves behind after a power cut."""
    grown.state.path.write_bytes(content)
    with pytest.raises(SigningRefused, match="cannot be read"):
        sign(grown)


def test_a_file_from_a_backup_does_not_sign_a_second_tree_beside_the_first(grown: SealedLog, tmp_path: Path) -> None:
    """An old file would let everything after it be rewritten, though the signed notes are there to tell."""
    shutil.copy(grown.state.path, tmp_path / "backup")
    sign(grown)
    shutil.copy(tmp_path / "backup", grown.state.path)
    rewrite_tree(grown, {6: stray_leaf("another")})
    grown.grow(1)
    integrate()
    with pytest.raises(SigningRefused):
        sign(grown)


def test_one_sealer_at_a_time_on_a_machine(log: SealedLog) -> None:
    with log.state.held(), pytest.raises(SealerBusy), StateFile(log.state.path).held():
        pass
    with log.state.held():
        pass


def test_both_keys_sign_while_one_follows_the_other(grown: SealedLog) -> None:
    newer = replace(grown.signers[0], seed=bytes([8] * 32))
    signed = sign_newest([*grown.signers, newer], grown.state, origin=ORIGIN)
    assert signed is not None
    assert len(open_note(signed.note, [grown.signers[0].verifier, newer.verifier])[1]) == 2


def roll_back(size: int) -> None:
    """Have the database as it was when the tree had `size` leaves, in all that the sealer writes."""
    leaves = [bytes(leaf) for leaf in Leaf.objects.filter(index__lt=size).order_by("index").values_list("leaf", flat=True)]
    write_tree(leaves)
    with rewriting(*REST) as cursor:
        cursor.execute("DELETE FROM ledger_checkpoint WHERE size > %s", [size])
        cursor.execute("DELETE FROM ledger_signedcheckpoint WHERE size > %s", [size])


def rewrite_tree(log: SealedLog, changes: dict[int, bytes]) -> None:
    leaves = [bytes(leaf) for leaf in Leaf.objects.order_by("index").values_list("leaf", flat=True)]
    write_tree([changes.get(index, leaf) for index, leaf in enumerate(leaves)])


@transaction.atomic
def write_tree(leaves: list[bytes]) -> None:
    """Write these leaves with the tiles, state and checkpoints that they give, as an owner who knows how."""
    hashes = [hash_leaf(leaf) for leaf in leaves]
    tiles = grown_tiles(0, hashes, lambda level, index: b"")
    with rewriting(*REST) as cursor:
        cursor.execute("DELETE FROM ledger_leaf")
        cursor.execute("DELETE FROM ledger_tile")
        for index, leaf in enumerate(leaves):
            values = [index, leaf, hashes[index]]
            cursor.execute("INSERT INTO ledger_leaf (index, leaf, leaf_hash) VALUES (%s, %s, %s)", values)
        for (level, number), data in tiles.items():
            cursor.execute("INSERT INTO ledger_tile (level, index, data) VALUES (%s, %s, %s)", [level, number, data])
        tree = Tree(lambda wanted: {key: tiles.get(key, b"") for key in wanted})
        cursor.execute("UPDATE ledger_treestate SET size = %s, root = %s", [len(leaves), tree.root(len(leaves))])
        cursor.execute("DELETE FROM ledger_checkpoint WHERE size > %s", [len(leaves)])
        for (size,) in list(Checkpoint.objects.values_list("size")):
            cursor.execute("UPDATE ledger_checkpoint SET root = %s WHERE size = %s", [tree.root(size), size])
        if leaves and not Checkpoint.objects.filter(size=len(leaves)).exists():
            values = [len(leaves), tree.root(len(leaves))]
            cursor.execute("INSERT INTO ledger_checkpoint (size, root) VALUES (%s, %s)", values)


def test_the_helper_writes_the_tree_that_was_there(grown: SealedLog) -> None:
    rewrite_tree(grown, {})
    signed = sign(grown)
    assert signed is not None
    assert decode64(signed.note.split("\n")[2]) == Tree().root(8)
