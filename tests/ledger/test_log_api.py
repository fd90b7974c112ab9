"""/log/v1/: what everybody reads, byte for byte, and what is no part of it."""

import gzip
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from trusttrack_verify import parse_policy
from trusttrack_verify.merkle import leaf_hash
from trusttrack_verify.tiles import TileTree, parse_entries

from ledger.integrating import integrate
from ledger.models import SignedCheckpoint
from ledger.policy import current_policy
from ledger.views import entry_bundle, hash_tile
from tests.ledger.sealed import ORIGIN, SealedLog
from tests.verifier.building import Signer

pytestmark = pytest.mark.django_db
PATHS = ["checkpoint", "checkpoints", "policy", "tile/0/000.p/5", "tile/entries/000.p/5", "chains/policy"]


@pytest.fixture
def small(log: SealedLog) -> SealedLog:
    """Five leaves, signed and cosigned."""
    log.grow(5)
    log.seal()
    log.cosign()
    return log


@pytest.fixture
def large(log: SealedLog) -> SealedLog:
    """513 leaves under three checkpoints."""
    for count in (255, 2, 256):
        log.grow(count)
        log.seal()
    log.cosign()
    return log


def get(client: Client, path: str, **headers: str) -> Any:
    return client.get(f"/log/v1/{path}", headers=headers)


def queries_of(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert get(client, path).status_code == 200
    return len(queries)


def test_the_checkpoint_is_the_newest_signed_note_with_its_cosignatures(small: SealedLog, client: Client) -> None:
    answer = get(client, "checkpoint")
    opened = parse_policy(current_policy().text()).open(answer.content.decode(), ORIGIN)
    assert (opened.checkpoint.size, list(opened.times)) == (5, ["w1.example"])
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer["Cache-Control"] == "public, max-age=1"


def test_of_several_cosignatures_of_one_witness_the_checkpoint_has_the_newest(small: SealedLog, client: Client) -> None:
    at = small.cosign(at=2_000_000_000)
    note = get(client, "checkpoint").content.decode()
    assert note.count("— w1.example") == 1
    assert parse_policy(current_policy().text()).open(note, ORIGIN).times == {"w1.example": at}


def test_before_anything_is_sealed_there_is_no_checkpoint(log: SealedLog, client: Client) -> None:
    answer = get(client, "checkpoint")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert answer.json()["code"] == "not_found"
    log.grow()
    integrate()
    assert get(client, "checkpoint").status_code == 404
    assert get(client, "tile/0/000.p/1").status_code == 404
    assert get(client, "checkpoints").json() == []


def test_checkpoints_are_the_cosigned_ones_smallest_first(small: SealedLog, client: Client) -> None:
    small.grow(2)
    small.seal()
    small.grow(2)
    small.seal()
    small.cosign()
    policy = parse_policy(current_policy().text())

    def sizes(since: str) -> list[int]:
        return [policy.open(note, ORIGIN).checkpoint.size for note in get(client, f"checkpoints{since}").json()]

    assert [sizes(since) for since in ("", "?from=0", "?from=5", "?from=6", "?from=9", "?from=10")] == [
        [5, 9], [5, 9], [5, 9], [9], [9], [],
    ]  # fmt: skip


def test_r28_checkpoints_come_a_hundred_at_a_time(small: SealedLog, client: Client) -> None:
    body = SignedCheckpoint.objects.get().note
    SignedCheckpoint.objects.bulk_create(SignedCheckpoint(size=10 + number, note=body) for number in range(120))
    for number in range(120):
        small.cosign(size=10 + number)
    assert len(get(client, "checkpoints").json()) == 100
    assert len(get(client, "checkpoints?from=100").json()) == 30


@pytest.mark.parametrize("since", ["-1", "x", "01", "1.0", "", "٥", "1e3", "99999999999999999999", "%00", "5%0A"])
@pytest.mark.parametrize("path", ["checkpoints", "chains/policy"])
def test_a_number_that_is_none_is_said_to_be(small: SealedLog, client: Client, path: str, since: str) -> None:
    answer = get(client, f"{path}?from={since}")
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")


@pytest.mark.parametrize("since", ["9999999999999999", "2147483648", "9223372036854775807"])
def test_a_large_number_is_no_fault_of_ours(small: SealedLog, client: Client, since: str) -> None:
    assert get(client, f"checkpoints?from={since}").status_code in {200, 400}
    assert get(client, f"chains/policy?from={since}").status_code in {404, 400}


@pytest.mark.parametrize(("path", "width"), [("000", 256), ("001", 256), ("002.p/1", 1), ("000.p/255", 255), ("001.p/7", 7)])
def test_tiles_and_entries_of_any_width_that_was_published(large: SealedLog, client: Client, path: str, width: int) -> None:
    hashes, entries = get(client, f"tile/0/{path}"), get(client, f"tile/entries/{path}")
    leaves = parse_entries(entries.content)
    assert len(leaves) == width == len(hashes.content) // 32
    assert b"".join(leaf_hash(leaf) for leaf in leaves) == hashes.content
    for answer in (hashes, entries):
        assert answer["Content-Type"] == "application/octet-stream"
        assert "immutable" in answer["Cache-Control"]


def test_the_second_level_has_the_roots_of_whole_tiles(large: SealedLog, client: Client) -> None:
    assert get(client, "tile/1/000.p/2").content == (hash_tile(1, 0, 2) or b"")
    assert get(client, "tile/1/000.p/3").status_code == 404
    assert get(client, "tile/1/000").status_code == 404
    assert get(client, "tile/2/000.p/1").status_code == 404


def test_a_foreign_program_reads_the_whole_tree_from_tiles(large: SealedLog, client: Client) -> None:
    note = get(client, "checkpoint").content.decode()
    checkpoint = parse_policy(current_policy().text()).open(note, ORIGIN).checkpoint
    tree = TileTree(checkpoint, lambda path: bytes(get(client, path).content))
    assert len(list(tree.leaves(0, checkpoint.size))) == 513 == checkpoint.size
    assert tree.root_at(513) == checkpoint.root


@pytest.mark.parametrize(
    "path",
    [
        "0/000.p/6", "0/000", "0/001", "0/001.p/1", "1/000.p/1", "entries/000.p/6", "entries/000", "entries/001.p/1",
        "0/x999/x999/999", "0/x999/x999/x999/x999/x999/x999/x999/x999/999.p/1",
    ],
)  # fmt: skip
def test_beyond_what_is_published_there_is_nothing(small: SealedLog, client: Client, path: str) -> None:
    answer = get(client, f"tile/{path}")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_what_is_integrated_and_not_signed_is_not_published(small: SealedLog, client: Client) -> None:
    small.grow(2)
    integrate()
    assert get(client, "tile/0/000.p/6").status_code == 404
    assert get(client, "tile/entries/000.p/6").status_code == 404
    small.seal()
    assert get(client, "tile/0/000.p/6").status_code == 404  # the policy asks for a witness
    small.cosign()
    assert get(client, "tile/0/000.p/6").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "0/000.p/0", "0/000.p/256", "0/000.p/01", "0/000.p/", "0/000.p/5/", "0/000.p/5.p/5", "0/000.p/999", "0/000.p/-1",
        "0/000.p/5x", "0/0", "0/00", "0/0000", "0/x000/000.p/5", "0/000/", "0//000", "0/000.p/5%0A", "0/%00", "0/000.p/%D9%A5",
        "00/000.p/5", "8/000.p/5", "64/000.p/1", "7/000.p/1", "99/000", "100/000", "-1/000.p/5", "+0/000.p/5", "x/000.p/5",
        "%00/000.p/5", "data/000.p/5", "entries/000.p/0", "entries/000.p/256", "entries/0", "Entries/000.p/5",
        "0/" + "x000/" * 400 + "000.p/5", "0/" + "9" * 5000,
    ],
)  # fmt: skip
def test_r21_another_spelling_is_not_found(small: SealedLog, client: Client, path: str) -> None:
    answer = get(client, f"tile/{path}")
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"


def test_entries_come_packed_to_those_who_take_it_and_are_the_same(small: SealedLog, client: Client) -> None:
    plain = get(client, "tile/entries/000.p/5")
    packed = get(client, "tile/entries/000.p/5", accept_encoding="gzip, br")
    assert packed["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain
    assert gzip.decompress(packed.content) == plain.content == entry_bundle(0, 5)
    assert all("Accept-Encoding" in answer["Vary"] for answer in (plain, packed))
    assert packed.content == get(client, "tile/entries/000.p/5", accept_encoding="gzip").content


@pytest.mark.parametrize("accepted", ["identity", "br", "identity, gzip;q=0"])
def test_entries_come_plain_to_those_who_refuse_gzip(small: SealedLog, client: Client, accepted: str) -> None:
    assert "Content-Encoding" not in get(client, "tile/entries/000.p/5", accept_encoding=accepted)


@pytest.mark.parametrize("path", PATHS)
def test_pages_of_any_origin_may_read_it_and_nobody_is_followed(small: SealedLog, client: Client, path: str) -> None:
    answer = get(client, path, origin="https://verifier.example", cookie=f"sessionid={'s' * 32}; csrftoken={'c' * 32}")
    assert answer.status_code == 200
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer
    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")
    assert answer["Cache-Control"]


@pytest.mark.parametrize("path", ["tile/0/999", "chains/nobody", "checkpoints?from=x"])
def test_refusals_too_can_be_read_by_any_page(small: SealedLog, client: Client, path: str) -> None:
    assert get(client, path)["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("path", PATHS)
def test_head_is_get_without_a_body(small: SealedLog, client: Client, path: str) -> None:
    head, answer = client.head(f"/log/v1/{path}"), get(client, path)
    assert (head.status_code, head.content) == (200, b"")
    assert {name: head[name] for name in ("Content-Type", "Cache-Control")} == {
        name: answer[name] for name in ("Content-Type", "Cache-Control")
    }


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("path", PATHS)
def test_nothing_is_written_here(small: SealedLog, client: Client, path: str, method: str) -> None:
    assert getattr(client, method)(f"/log/v1/{path}").status_code == 405


@pytest.mark.parametrize(
    ("path", "allowed"),
    [("checkpoint", 1), ("checkpoints", 1), ("policy", 1), ("tile/0/000.p/5", 2), ("tile/entries/000.p/5", 2)],
)
def test_each_answer_takes_few_queries(small: SealedLog, client: Client, path: str, allowed: int, settings: Any) -> None:
    settings.LEDGER_QUORUM = 0
    assert queries_of(client, path) == allowed


def test_a_refused_tile_asks_the_database_once_at_most(small: SealedLog, client: Client, settings: Any) -> None:
    settings.LEDGER_QUORUM = 0
    for path, allowed in (("tile/0/000.p/01", 0), ("tile/9/000", 0), ("tile/0/999", 1)):
        with CaptureQueriesContext(connection) as queries:
            get(client, path)
        assert len(queries) == allowed


def test_a_witness_that_left_the_policy_stays_in_old_notes(small: SealedLog, client: Client, settings: Any) -> None:
    other = Signer("w9.example", bytes([99] * 32), 4)
    settings.LEDGER_WITNESSES, settings.LEDGER_QUORUM = f"{other.vkey} https://w9.example", 0
    note = get(client, "checkpoint").content.decode()
    assert "— w1.example" in note
    assert parse_policy(current_policy().text()).open(note, ORIGIN).times == {}
