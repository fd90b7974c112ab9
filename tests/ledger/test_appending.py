"""An entry that PostgreSQL seals: the bytes that Python would make, by a statement that is planned once."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger.encoding import (
    Statement,
    commit_field,
    commit_payload,
    decode64,
    encode64,
    encode_leaf,
    encode_payload,
    hash_leaf,
    milliseconds,
    seconds,
    slot_of,
)
from ledger.models import Entry
from ledger.services import append, open_chain
from tests.ledger.test_append import SAID, assert_linked
from tests.ledger.test_encoding import DATA, FIELDS, TEXT

pytestmark = pytest.mark.django_db
AT = st.integers(10**12, 2 * 10**12).map(
    lambda micro: datetime(2001, 9, 9, tzinfo=UTC) + timedelta(microseconds=micro * 1000 + 7)
)


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=DATA, fields=FIELDS, kind=TEXT.filter(lambda kind: len(kind) <= 30), before=st.integers(0, 2), at=st.none() | AT)
def test_the_database_seals_as_python_does(
    db: None, data: dict[str, Any], fields: dict[str, str], kind: str, before: int, at: datetime | None
) -> None:
    chain = open_chain()
    prev = bytes(chain.chain_id)
    for _ in range(before):
        prev = append(chain.pk, SAID).leaf_hash
    append(chain.pk, Statement(kind, data, fields, at=at))
    entry = Entry.objects.select_related("opening").get(chain=chain, seq=before)
    opened = {name: (decode64(one["salt"]), one["value"]) for name, one in entry.opening.fields.items()}
    payload = encode_payload(
        seq=before,
        chain_id=bytes(chain.chain_id),
        prev=prev,
        kind=kind,
        data=data,
        fields={name: encode64(commit_field(salt, name, value)) for name, (salt, value) in opened.items()},
        at_ms=milliseconds(at or entry.recorded_at),
    )
    commit = commit_payload(bytes(entry.opening.salt), payload)
    leaf = encode_leaf(commit=commit, slot=slot_of(bytes(chain.key or b""), before), ts=seconds(entry.recorded_at))
    assert (bytes(entry.payload), bytes(entry.leaf), bytes(entry.leaf_hash)) == (payload, leaf, hash_leaf(leaf))
    assert {name: value for name, (_, value) in opened.items()} == fields


def test_an_append_is_planned_once_for_each_connection() -> None:
    chain = open_chain()
    for _ in range(3):
        append(chain.pk, SAID)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), sum(generic_plans + custom_plans) FROM pg_prepared_statements")
        prepared, runs = cursor.fetchone()
    assert prepared >= 1
    assert runs >= 3


def test_without_prepared_statements_it_appends_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    connection.ensure_connection()
    monkeypatch.setattr(connection.connection, "prepare_threshold", None)  # behind a pooler that cannot keep them
    chain = open_chain()
    append(chain.pk, SAID)
    assert_linked(chain)
