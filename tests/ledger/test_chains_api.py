"""/log/v1/chains/<name>: public chains as bundles, a page at a time."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from trusttrack_verify.encoding import decode_base64

from common.throttling import count
from ledger import views
from ledger.encoding import Statement, encode64
from ledger.models import Chain, Entry
from ledger.services import append, append_public, conceal, open_chain
from orders.models import Order
from tests.ledger.sealed import SealedLog, statuses

pytestmark = pytest.mark.django_db
REVIEWS = "vendor:crumb-and-co/reviews"


def page(client: Client, name: str, first: int = 0) -> Any:
    return client.get(f"/log/v1/chains/{name}?from={first}")


def test_a_chain_is_a_bundle_that_proves_itself(log: SealedLog, client: Client) -> None:
    log.grow(3)
    log.prove()
    answer = page(client, "policy")
    report = log.verify(answer.content, chain_id=encode64(bytes(Chain.objects.get(name="policy").chain_id)))
    assert statuses(report) == {}
    assert [entry.seq for entry in report.entries] == [0, 1, 2]
    assert answer["Content-Type"] == "application/json"


def test_r28_it_comes_in_pages_that_link_to_one_another(log: SealedLog, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "ENTRIES_A_PAGE", 4)
    log.grow(10)
    log.prove()
    seen, previous = [], None
    for first in (0, 4, 8):
        raw = page(client, "policy", first).content
        report = log.verify(raw, first=first, previous=previous)
        assert report.ok
        seen += [entry.seq for entry in report.entries]
        previous = decode_base64(report.entries[-1].leaf_hash, 32)
        assert ("absent" in json.loads(raw)) is (first == 8)
    assert seen == list(range(10))
    assert page(client, "policy", 10).json()["code"] == "no_more_entries"


def test_a_page_has_two_hundred_entries(log: SealedLog, client: Client) -> None:
    log.grow(201)
    log.seal()
    log.cosign()
    assert [len(page(client, "policy", first).json()["entries"]) for first in (0, 1, 200)] == [200, 200, 1]


def test_a_chain_that_is_not_there_is_said_not_to_be(log: SealedLog, client: Client) -> None:
    log.grow()
    log.seal()
    for name in ("moderation", "policy/", "Policy", "policy%20", "vendor:nobody/reviews", "index", "None", "null", "1"):
        answer = page(client, name)
        assert (answer.status_code, answer.json()["code"]) == (404, "no_such_chain")


@pytest.mark.parametrize("name", ["%00", "policy%00", "%ED%A0%80", "%FF", "a" * 5000, "..%2Fpolicy", "' OR 1=1 --"])
def test_r21_an_odd_name_is_not_found(log: SealedLog, client: Client, name: str) -> None:
    assert page(client, name).status_code in {400, 404}


def test_r01_a_private_chain_has_no_name_to_be_reached_by(log: SealedLog, client: Client, order: Order) -> None:
    log.grow()
    log.prove()
    for name in (order.chain_id, order.uid, order.reference, "", encode64(bytes(order.chain.chain_id)), "None"):
        answer = page(client, str(name))
        assert answer.status_code == 404
        assert order.reference not in answer.content.decode().replace(str(name), "")


def test_what_waits_to_be_sealed_is_asked_for_again(log: SealedLog, client: Client) -> None:
    log.grow(2)
    answer = page(client, "policy")
    assert (answer.status_code, answer.json()["code"], answer["Retry-After"]) == (409, "not_sealed_yet", "1")
    log.seal()
    log.cosign()
    assert len(page(client, "policy").json()["entries"]) == 2
    log.grow(1)
    assert len(page(client, "policy").json()["entries"]) == 2
    assert page(client, "policy", 2).json()["code"] == "not_sealed_yet"
    assert page(client, "policy", 3).json()["code"] == "no_more_entries"


def test_public_fields_are_opened_and_no_others(log: SealedLog, client: Client) -> None:
    said = {"title": "T", "body": "B", "actor": "user:7", "order": "x"}
    append_public(REVIEWS, Statement("review.publish", {"review": "1", "rating": 5}, said, public=frozenset({"title", "body"})))
    log.prove()
    raw = page(client, REVIEWS).content
    (entry,) = log.verify(raw).entries
    assert dict(entry.opened) == {"title": "T", "body": "B"}
    assert b"user:7" not in raw
    conceal(REVIEWS, review="1")
    assert page(client, REVIEWS).json()["entries"][0]["open"] == {}
    assert statuses(log.verify(page(client, REVIEWS).content)) == {"chain": "chain_not_compared"}


def test_the_queries_of_a_page_do_not_grow_with_it(log: SealedLog, client: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert page(client, "policy").status_code == 200
        return len(captured)

    log.grow(1)
    log.prove()
    few = queries()
    log.grow(90)
    log.prove()
    assert queries() <= few + 4  # other tiles, and a longer way to the slots beside


def test_private_and_public_chains_stand_in_one_log(log: SealedLog, client: Client) -> None:
    log.grow(2)
    append(open_chain().pk, Statement("order.status", {}))
    log.grow(1)
    log.prove()
    indexes = [entry["index"] for entry in page(client, "policy").json()["entries"]]
    assert indexes == [0, 1, 3]
    assert Entry.objects.count() == 5


def test_r29_whoever_asks_too_much_is_told_when_to_ask_again(log: SealedLog, client: Client) -> None:
    log.grow()
    log.seal()
    log.cosign()
    count("log_chain", "127.0.0.1", by=119)
    assert page(client, "policy").status_code == 200
    answer = page(client, "policy")
    assert (answer.status_code, answer.json()["code"]) == (429, "throttled")
    assert 1 <= int(answer["Retry-After"]) <= 60
    assert client.get("/log/v1/checkpoint").status_code == 200
