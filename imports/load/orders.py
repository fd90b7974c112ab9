"""Orders of a load, written by PostgreSQL in whole batches: with their items, their history, and every entry in the log.

The statements make the bytes of docs/log-format.md as ledger/appending.py does for one entry; the audit reads them back.
"""

import random
from bisect import bisect
from collections.abc import Sequence
from datetime import timedelta

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.utils import timezone

from accounts.models import User
from imports.load.vendors import external_id
from ledger.appending import ENTRY, SECONDS, SLOT, sql_base64, sql_bytes, sql_padded
from orders.models import REFERENCE_ALPHABET, REFERENCE_LENGTH, Order
from orders.statuses import ActorRole, Status
from reviews.imports import ReviewRow, import_reviews

BATCH = 10_000
ORDERS_PER_CUSTOMER = 20
REVIEWED_EACH = 6  # of which about a third is completed
#: Of a hundred orders, those below the number went so.
STORIES: tuple[tuple[int, tuple[Status, ...]], ...] = (
    (30, (Status.ACCEPTED, Status.PREPARING, Status.READY_FOR_PICKUP, Status.COMPLETED)),
    (35, (Status.ACCEPTED, Status.PREPARING)),
    (45, (Status.CANCELLED,)),
    (100, ()),
)
BELOW = [below for below, _ in STORIES]
STARS = (1, 2, 3, 3, 4, 4, 4, 5, 5, 5, 5, 5)


def customer_email(seed: int, number: int) -> str:
    """Return the address of a customer, which receives nothing."""
    return f"load-{seed}-{number}@load.invalid"


@transaction.atomic
def write_customers(seed: int, numbers: Sequence[int]) -> int:
    """Create customers who cannot sign in; return how many were missing."""
    if User.objects.filter(email=customer_email(seed, numbers[0])).exists():
        return 0
    people = [User(email=customer_email(seed, number), password=make_password(None)) for number in numbers]
    return len(User.objects.bulk_create(people))


@transaction.atomic
def write_orders(seed: int, numbers: Sequence[int], *, vendors: int, customers: int) -> int:
    """Write orders number `numbers` with what belongs to them, all of the batch or nothing; return how many.

    A few vendors get most of the orders, as in life: they are drawn by the square of a fair number.
    """
    if Order.objects.filter(external_id=order_id(seed, numbers[0])).exists():
        return 0
    dice = random.Random(f"{seed}:orders:{numbers[0]}")  # noqa: S311 - made-up data, the same each time
    columns: tuple[list[object], ...] = ([], [], [], [], [], [], [])
    for number in numbers:
        row = (
            order_id(seed, number),
            external_id(seed, int(vendors * dice.random() ** 2)),
            customer_email(seed, dice.randrange(customers)),
            dice.randint(1, 3),
            dice.randrange(60, 500_000),
            bisect(BELOW, dice.randrange(100)),
            reference(number),
        )
        for column, value in zip(columns, row, strict=True):
            column.append(value)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")  # the web's limit is for the web
        cursor.execute(_SKETCH, columns)
        for statement in _ORDERS:
            cursor.execute(statement)
        _tell(cursor, is_first=numbers[0] == 0)
        cursor.execute("DROP TABLE load_sketch")
    _review([order_id(seed, number) for number in numbers], dice)
    return len(numbers)


def order_id(seed: int, number: int) -> str:
    """Return what names an order of a load: a second run finds it by this."""
    return f"load-{seed}-{number}"


def reference(number: int) -> str:
    """Return a reference that no other order of a load has: 7919 has no factor in common with the number of them."""
    rest = number * 7_919 % len(REFERENCE_ALPHABET) ** REFERENCE_LENGTH
    letters = ""
    for _ in range(REFERENCE_LENGTH):
        rest, place = divmod(rest, len(REFERENCE_ALPHABET))
        letters += REFERENCE_ALPHABET[place]
    return letters


def _tell(cursor: CursorWrapper, *, is_first: bool) -> None:
    """Write the entries, first those of all orders with sequence 0, then those with 1, and so on: each needs the one before.

    The first batch tells the planner what it has written: the triggers' plans may be those for empty tables.
    """
    for sequence in range(1 + max(len(path) for _, path in STORIES)):
        for place, (_, path) in enumerate(STORIES):
            if sequence <= len(path):
                statuses = ["", Status.PLACED, *path]
                values: dict[str, str | int] = {
                    "story": place,
                    "sequence": sequence,
                    "from": statuses[sequence],
                    "to": statuses[sequence + 1],
                    "by": ActorRole.VENDOR if sequence else ActorRole.CUSTOMER,
                    "reason": "Changed plans" if statuses[sequence + 1] == Status.CANCELLED else "",
                }
                cursor.execute(_ENTRY[sequence == 0], values)
                if is_first and sequence == place == 0:
                    cursor.execute("ANALYZE ledger_chain, ledger_entry, orders_order")
                cursor.execute(_HISTORY, values)


def _review(order_ids: Sequence[str], dice: random.Random) -> None:
    completed = Order.objects.filter(external_id__in=order_ids[::REVIEWED_EACH], status=Status.COMPLETED).order_by("pk")
    now = timezone.now()
    import_reviews(
        [
            ReviewRow(
                order=order,
                author_id=order.customer_id,
                rating=dice.choice(STARS),
                external_id=f"{order.external_id}-review",
                created_at=min(now, order.placed_at + timedelta(days=1)),
                body="As described, and ready when promised.",
            )
            for order in completed
        ]
    )


# Keys, salts and links follow from the order's name: nothing of a load is secret.
CHAIN, FIELD = sql_bytes("trusttrack.dev/chain/v1\n"), sql_bytes("trusttrack.dev/field/v1\n")
_SKETCH = f"""
CREATE TEMPORARY TABLE load_sketch ON COMMIT DROP AS
SELECT s.external_id, v.id AS vendor, v.slug, u.id AS customer, s.email, s.quantity, s.story, s.reference,
    i.id AS item, i.name, i.price_minor,
    now() - s.minutes * interval '1 minute' AS placed_at, k.key,
    sha256({CHAIN} || k.key) AS chain_id,
    left(translate(encode(sha256({sql_bytes("load uid ")} || k.key), 'base64'), '+/', '-_'), 22) AS uid,
    nextval('orders_order_id_seq') AS id, nextval('ledger_chain_id_seq') AS chain
FROM unnest(%s::text[], %s::text[], %s::text[], %s::int[], %s::int[], %s::int[], %s::text[])
    AS s (external_id, vendor, email, quantity, minutes, story, reference)
JOIN vendors_vendor v ON v.external_id = s.vendor
JOIN accounts_user u ON u.email = s.email
CROSS JOIN LATERAL (SELECT * FROM vendors_item WHERE vendor_id = v.id ORDER BY position LIMIT 1) i
CROSS JOIN LATERAL (SELECT sha256(convert_to('load key ' || s.external_id, 'UTF8')) AS key) k
"""  # noqa: S608 - expressions of ours
_ENDS = ", ".join(f"({story}, '{path[-1] if path else Status.PLACED}', {len(path)})" for story, (_, path) in enumerate(STORIES))
_ORDERS = (
    "INSERT INTO ledger_chain (id, key, chain_id) SELECT chain, key, chain_id FROM load_sketch",
    f"""
    INSERT INTO orders_order (id, uid, chain_id, reference, vendor_id, customer_id, status, sequence, fulfilment, contact_name,
        contact_phone, contact_email, note, currency, total_minor, external_id, placed_at)
    SELECT s.id, s.uid, s.chain, s.reference, s.vendor, s.customer, ends.status, ends.sequence, 'pickup', 'Somebody', '',
        s.email, '', 'GBP', s.price_minor * s.quantity, s.external_id, s.placed_at
    FROM load_sketch s JOIN (VALUES {_ENDS}) AS ends (story, status, sequence) USING (story)
    """,  # noqa: S608 - names of ours
    """
    INSERT INTO orders_orderitem (order_id, item_id, name, unit_price_minor, quantity, took_stock)
    SELECT id, item, name, price_minor, quantity, false FROM load_sketch
    """,
)


def _field(name: str, value: str) -> tuple[str, str]:
    """Return the expressions of a field's commitment and of what opens it, both as members of JSON."""
    salt = f"sha256(convert_to('load {name} ' || seq || external_id, 'UTF8'))"
    said = f"convert_to('{name}' || chr(10) || {value}, 'UTF8')"
    commit = sql_base64(f"sha256({FIELD} || {salt} || {said})")
    return f"""'"{name}":"' || {commit} || '"'""", f"'{name}', jsonb_build_object('salt', {sql_base64(salt)}, 'value', {value})"


def _entry(*, is_first: bool) -> str:
    """Return the statement that writes one entry of each order of a story."""
    fields = [
        _field("actor", "'user:' || customer" if is_first else "%(by)s::text"),
        _field("note", "''::text"),
        _field("reason", "%(reason)s::text"),
    ]
    if is_first:
        fields += [_field("ref", "reference"), _field("vendor", "slug")]
    data = """'{"by":"' || %(by)s || '","from":"' || %(from)s || '",""" + ('"fulfilment":"pickup",' if is_first else "")
    return f"""
    WITH place AS MATERIALIZED (
        SELECT s.*, %(sequence)s::bigint AS seq, coalesce(e.leaf_hash, s.chain_id) AS prev,
            greatest(e.recorded_at, clock_timestamp()) AS at,
            sha256(convert_to('load ' || %(sequence)s || external_id, 'UTF8')) AS salt
        FROM load_sketch s LEFT JOIN ledger_entry e ON e.chain_id = s.chain AND e.seq = %(sequence)s - 1
        WHERE s.story = %(story)s
    ), said AS MATERIALIZED (
        SELECT chain, at, salt, jsonb_build_object({", ".join(opened for _, opened in fields)}) AS opened,
            sha256({sql_padded(0x5C)} || sha256({sql_padded(0x36)} || {SLOT} || int8send(seq))) AS slot,
            convert_to(
                '{{"at":' || floor(extract(epoch FROM placed_at + seq * interval '10 minutes') * 1000)::bigint
                || ',"chain":"' || {sql_base64("chain_id")} || '","data":' || {data}"to":"' || %(to)s || '"}}'
                || ',"fields":{{' || {" || ',' || ".join(commit for commit, _ in fields)}
                || '}},"kind":"order.status","prev":"' || {sql_base64("prev")} || '","seq":' || seq || ',"v":1}}',
                'UTF8'
            ) AS payload
        FROM place
    ), sealed AS MATERIALIZED (
        SELECT nextval('ledger_entry_id_seq') AS id, chain, at, payload, salt, opened,
            convert_to(
                '{{"commit":"' || {sql_base64(f"sha256({ENTRY} || salt || payload)")} || '","slot":"' || {sql_base64("slot")}
                || '","ts":' || {SECONDS} || ',"v":1}}',
                'UTF8'
            ) AS leaf
        FROM said
    ), entry AS (
        INSERT INTO ledger_entry (id, chain_id, seq, kind, payload, leaf, leaf_hash, recorded_at)
        SELECT id, chain, %(sequence)s, 'order.status', payload, leaf, sha256('\\x00'::bytea || leaf), at FROM sealed
        RETURNING leaf, leaf_hash
    ), opening AS (
        INSERT INTO ledger_opening (entry_id, salt, fields) SELECT id, salt, opened FROM sealed
    )
    INSERT INTO ledger_queue (leaf, leaf_hash) SELECT leaf, leaf_hash FROM entry
    """  # noqa: S608 - expressions of ours; what is said reaches it as parameters


_ENTRY = {is_first: _entry(is_first=is_first) for is_first in (True, False)}
_HISTORY = """
INSERT INTO orders_orderstatushistory (order_id, sequence, from_status, status, actor_id, actor_role, note, reason, claimed_at,
    flags)
SELECT id, %(sequence)s, %(from)s, %(to)s, CASE WHEN %(sequence)s = 0 THEN customer END, %(by)s, '', %(reason)s,
    placed_at + %(sequence)s * interval '10 minutes', '[]'
FROM load_sketch WHERE story = %(story)s
"""
