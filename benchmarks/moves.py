"""Status moves and placed orders per second, against PostgreSQL alone, in turn, with 1 and with 8 client processes.

A move is `advance_order` as a view calls it: membership, lock, rules, entry in the log, entry in the history, mirror, event,
deliveries, after-commit hooks. Its reference is `INSERT; COMMIT` of one row of as many bytes as the move writes, the log's rows
with them, in a table with nothing but a primary key.
An order is `place_order`; its reference is the same rows by plain SQL in one transaction, with the tables' real constraints:
nothing is committed to, but the leaf has the form and the hash that the log's table asks for.
PostgreSQL runs with fsync on.

BENCH_ROUNDS and BENCH_ORDERS (orders for each client and round) change the size.
"""

import json
import secrets
from collections.abc import Callable
from itertools import chain
from typing import Any
from uuid import uuid4

from django.db import connection

from benchmarks import report
from benchmarks.bare import INSERT, WRITE_LOG, bytes_in_the_log, create_tables, last_written, log_rows
from benchmarks.clients import Prepare, bare_connection, rate
from benchmarks.story import ADDRESS, CLIENTS, ROUTE, Story, make_story
from events.models import Delivery, Event
from events.registry import registry
from orders.models import Order, OrderStatusHistory, new_reference, new_uid
from orders.services import advance_order

ROUNDS = 5
ORDERS = 20
BARE_TIMES = 3  # the bare loop is quicker: it does more, so that it is timed for as long
WARM_UP = 10


def ours(story: Story, orders: list[list[Order]]) -> Prepare:
    """Return clients that move their orders along; the first order of each warms it up."""

    def prepare(number: int) -> tuple[Callable[[], None], int]:
        first, *rest = orders[number]
        move_along(story, [first])
        return lambda: move_along(story, rest), len(rest) * len(ROUTE)

    return prepare


def move_along(story: Story, orders: list[Order]) -> None:
    """Move each order from placed to completed."""
    for order in orders:
        for to in ROUTE:
            advance_order(order, to=to, by=story.staff)


def bare(body: bytes, amount: int) -> Prepare:
    """Return clients that insert `body` and commit, `amount` times each."""

    def prepare(_: int) -> tuple[Callable[[], None], int]:
        database = bare_connection()

        def insert(times: int) -> None:
            for _ in range(times):
                database.execute(INSERT, [body])
                database.commit()

        insert(WARM_UP)
        return lambda: insert(amount), amount

    return prepare


def place(story: Story, amount: int) -> Prepare:
    """Return clients that place orders."""

    def prepare(number: int) -> tuple[Callable[[], None], int]:
        def work(times: int) -> None:
            for _ in range(times):
                story.place_one(number)

        work(WARM_UP)
        return lambda: work(amount), amount

    return prepare


def bare_place(story: Story, amount: int) -> Prepare:
    """Return clients that write the rows of an order, statement by statement, and commit."""

    def prepare(number: int) -> tuple[Callable[[], None], int]:
        database = bare_connection()
        item, listeners = story.items[number], registry.by_type.get("order.placed", [])
        rows = log_rows(*last_written())

        def write(statement: str, *values: Any) -> Any:
            return database.execute(statement, values)

        def place_one() -> None:
            uid = new_uid()
            chain, now = write(CHAIN, secrets.token_bytes(32), secrets.token_bytes(32)).fetchone()
            write(WRITE_LOG, *rows(chain, now))
            [order] = write(
                ORDER, uid, chain, new_reference(), story.customer.name, story.customer.email, json.dumps(ADDRESS), item.currency,
                item.price_minor, story.customer.pk, story.vendor.pk,
            ).fetchone()  # fmt: skip
            write(ITEM, order, item.pk, item.name, item.price_minor)
            write(ENTRY, order, story.customer.pk)
            [event] = write(EVENT, uuid4(), uid, json.dumps({"status": "placed", "vendor": story.vendor.slug})).fetchone()
            for listener in listeners:
                write(DELIVERY, event, listener)
            database.commit()

        def work(times: int) -> None:
            for _ in range(times):
                place_one()

        work(WARM_UP)
        return lambda: work(amount), amount

    return prepare


CHAIN = "INSERT INTO ledger_chain (key, chain_id) VALUES (%b, %b) RETURNING id, clock_timestamp()"
ORDER = """
INSERT INTO orders_order (uid, chain_id, reference, status, sequence, fulfilment, contact_name, contact_phone, contact_email,
    address, note, currency, total_minor, customer_id, vendor_id)
VALUES (%s, %s, %s, 'placed', 0, 'delivery', %s, '', %s, %s, '', %s, %s, %s, %s) RETURNING id
"""
ITEM = (
    "INSERT INTO orders_orderitem (order_id, item_id, name, unit_price_minor, quantity, took_stock)"
    " VALUES (%s, %s, %s, %s, 1, false)"
)
ENTRY = """
INSERT INTO orders_orderstatushistory (order_id, sequence, from_status, status, actor_id, actor_role, note, reason, flags)
VALUES (%s, 0, '', 'placed', %s, 'customer', '', '', '[]')
"""
EVENT = """
INSERT INTO events_event (uid, type, subject, sequence, payload, request_id)
VALUES (%s, 'order.placed', %s, 0, %s, '') RETURNING id
"""
DELIVERY = "INSERT INTO events_delivery (event_id, listener, state, attempts, last_error) VALUES (%s, %s, 'pending', 0, '')"


def bytes_of_a_move(story: Story) -> int:
    """Return how many bytes of rows a move writes: entry, new version of the order, event, deliveries, and the log's."""
    order = story.place(1)[0]
    advance_order(order, to=ROUTE[0], by=story.staff)
    in_the_log = bytes_in_the_log(order.chain_id, seq=1)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT (SELECT pg_column_size(h) FROM {OrderStatusHistory._meta.db_table} h WHERE order_id = %s AND sequence = 1)
                + (SELECT pg_column_size(o) FROM {Order._meta.db_table} o WHERE id = %s)
                + (SELECT pg_column_size(e) FROM {Event._meta.db_table} e WHERE subject = %s AND sequence = 1)
                + (SELECT coalesce(sum(pg_column_size(d)), 0)::int FROM {Delivery._meta.db_table} d
                    JOIN {Event._meta.db_table} e ON e.id = event_id WHERE subject = %s AND sequence = 1)
            """,
            [order.pk, order.pk, order.uid, order.uid],
        )
        [size] = cursor.fetchone()
        return int(size) + in_the_log


def measure(clients: int, rounds: int, orders: int, sides: Callable[[int, int], tuple[Prepare, Prepare]]) -> dict[str, Any]:
    """Let a side and its reference take turns; return rates and ratio."""
    pairs = []
    for _ in range(rounds):
        one, other = sides(clients, orders)
        pairs.append((rate(clients, one), rate(clients, other)))
    return {
        "ours_per_second": report.spread([pair[0] for pair in pairs]),
        "bare_per_second": report.spread([pair[1] for pair in pairs]),
        "ratio": report.spread([one / other for one, other in pairs]),
    }


def main() -> int:
    """Run it; print a line for each kind and number of clients."""
    rounds, orders = report.setting("BENCH_ROUNDS", ROUNDS), report.setting("BENCH_ORDERS", ORDERS)
    story = make_story()
    size = bytes_of_a_move(story)
    body = secrets.token_bytes(size)  # random: nothing to compress
    create_tables()

    def moves(clients: int, orders: int) -> tuple[Prepare, Prepare]:
        fresh = [story.place(orders + 1) for _ in range(clients)]
        return ours(story, fresh), bare(body, orders * len(ROUTE) * BARE_TIMES)

    def orders_placed(_: int, orders: int) -> tuple[Prepare, Prepare]:
        amount = orders * len(ROUTE) // 2
        return place(story, amount), bare_place(story, amount * BARE_TIMES)

    figures: dict[str, Any] = {"rounds": rounds, "bytes_of_a_move": size}
    print(f"a move writes {size} bytes of rows\n{'':<8}{'clients':>8}{'ours/s':>10}{'bare/s':>10}  ratio", flush=True)
    for name, clients in chain((("moves", n) for n in (1, CLIENTS)), (("orders", n) for n in (1, CLIENTS))):
        one = measure(clients, rounds, orders, moves if name == "moves" else orders_placed)
        figures.setdefault(name, {})[str(clients)] = one
        rates = [one[side]["median"] for side in ("ours_per_second", "bare_per_second")]
        print(f"{name:<8}{clients:>8}{rates[0]:>10,.0f}{rates[1]:>10,.0f}  {report.text(one['ratio'])}", flush=True)
    report.save("moves", figures)
    return 0
