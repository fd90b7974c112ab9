"""Discovery at 1,600 and at 160,000 vendors: p95 of each kind of list query through the real view, and the ratio.

`python -m benchmarks.discovery`. It starts a PostgreSQL and a Redis of its own, fills one database of each size (a hundred
times more towns, so that a town stays a town), and asks the same mix of questions of both in turn, round by round. Facets are
kept for some seconds by the product; here the cache is emptied before each question, so every figure is the cold one.
Prints p50 and p95 in milliseconds by kind, and min / median / max of the rounds' ratios; JSON in .local/bench/discovery.json.
"""

# ruff: noqa: PLC0415 - Django reads the environment when it is imported, and that is set by then
import json
import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Any

from tests import embedded_plugin

SIZES = (1_600, 160_000)
PER_TOWN = 160
ROUNDS = 5
ASKS = 40
REPORT = Path(".local/bench/discovery.json")
WORDS = (
    *("bread", "cake", "flowers", "bicycle", "repair", "books", "coffee", "tea", "cheese", "fish"),
    *("meat", "fruit", "organic", "wine", "beer", "shoes", "hats", "toys", "tools", "paint"),
)
Params = dict[str, str]

VENDORS = """
INSERT INTO vendors_vendor (slug, name, tagline, description, category_id, city, latitude, longitude, cell_5, cell_7, timezone,
    currency, country, phone, email, line1, line2, postcode, cover, offers_pickup, offers_delivery, is_suspended, rating_sum,
    rating_count, search, created_at, updated_at)
SELECT 'v-' || n, w1 || ' house ' || n, 'All the ' || w2 || ' you need', repeat('Made by hand in town ' || town || '. ', 5),
    category, 'Town ' || town, lat, lng, c5, c7, CASE WHEN n %% 10 = 0 THEN 'Europe/Paris' ELSE 'Europe/London' END,
    'GBP', 'GB', '', '', '', '', '', '', true, n %% 2 = 0, n %% 200 = 0, (count * (2.5 + random(0.0, 2.5)))::int, count,
    setweight(to_tsvector('english', w1 || ' house'), 'A') || setweight(to_tsvector('english', items), 'B')
    || setweight(to_tsvector('english', 'All the ' || w2 || ' you need made by hand rare' || n %% 1600 || ' some'
    || n %% 100), 'C'),
    now() - n * interval '1 minute', now()
FROM unnest(%s::int[], %s::text[], %s::text[], %s::text[], %s::int[], %s::int[], %s::float8[], %s::float8[],
    %s::bigint[], %s::bigint[],
    %s::int[]) AS t (n, w1, w2, items, category, town, lat, lng, c5, c7, count)
"""


@contextmanager
def servers() -> Iterator[None]:
    """Start what the environment does not name, and stop it at the end."""
    os.environ.update(embedded_plugin.ENVIRONMENT)
    with embedded_plugin._start_missing_servers():
        yield


def fill(size: int, dice: random.Random) -> None:
    """Create `size` vendors with words of three items, hours around the clock, and half of them verified."""
    from django.db import connection

    from accounts.models import User
    from vendors.models import Category

    first = Category.objects.bulk_create(Category(slug=f"c{n}", name=f"Category {n}") for n in range(8))[0].pk
    User.objects.create_user("decider@example.com", is_staff=True)
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        for start in range(0, size, 10_000):
            rows = [_vendor(n, first, dice) for n in range(start, min(start + 10_000, size))]
            cursor.execute(VENDORS, [list(column) for column in zip(*rows, strict=True)])
        cursor.execute(HOURS)
        cursor.execute(ITEMS)
        cursor.execute(CHECKS)
        cursor.execute("VACUUM (ANALYZE)")
        cursor.execute("CHECKPOINT")


# Spans that begin at any hour, so that about a third of the vendors is open whenever this runs.
HOURS = """
INSERT INTO vendors_openinghours (vendor_id, weekday, opens, closes)
SELECT v.id, d, make_time((v.id * 7 % 24)::int, 0, 0), make_time(((v.id * 7 + 8) % 24)::int, 0, 0)
FROM vendors_vendor v, generate_series(0, 6) d
"""
ITEMS = """
INSERT INTO vendors_item (vendor_id, name, description, section, price_minor, currency, image, is_available, position, updated_at)
SELECT v.id, 'Item ' || i, '', '', 500, 'GBP', '', true, i, now() FROM vendors_vendor v, generate_series(1, 3) i
"""
CHECKS = """
INSERT INTO vendors_verificationcheck (vendor_id, kind, status, evidence, reason, submitted_at, decided_at,
    decided_by_id, expires_at)
SELECT v.id, k, 'approved', '', '', now(), now(), (SELECT min(id) FROM accounts_user), now() + interval '1 year'
FROM vendors_vendor v, unnest(ARRAY['identity', 'business_registration', 'address', 'phone']) k WHERE v.id % 2 = 0
"""


def town_centre(town: int) -> tuple[float, float]:
    """Return a town's place; towns lie about 25 km apart."""
    return 36 + town // 40 * 0.25, -9 + town % 40 * 0.35


def _vendor(n: int, first_category: int, dice: random.Random) -> tuple[Any, ...]:
    from vendors.places import Point, cells_of

    town = n // PER_TOWN
    north, east = town_centre(town)
    point = Point(north + dice.gauss(0, 0.02), east + dice.gauss(0, 0.03))
    items = " ".join(dice.choices(WORDS, k=3))
    count = int(dice.expovariate(1 / 12))
    return (
        n,
        dice.choice(WORDS),
        dice.choice(WORDS),
        items,
        first_category + dice.randrange(8),
        town,
        *point,
        *cells_of(point),
        count,
    )


def questions(size: int, dice: random.Random) -> dict[str, Callable[[], Params]]:
    """Return a maker of query strings for each kind; values differ from ask to ask."""

    def near() -> Params:
        latitude, longitude = town_centre(dice.randrange(size // PER_TOWN))
        return {"near": f"{latitude + dice.gauss(0, 0.01):.4f},{longitude + dice.gauss(0, 0.01):.4f}"}

    return {
        "no filter": lambda: {"page_size": str(dice.choice((20, 21)))},
        "search, common word": lambda: {"search": dice.choice(WORDS)},
        "search, one in a hundred": lambda: {"search": f"some{dice.randrange(100)}"},
        "search, rare word": lambda: {"search": f"rare{dice.randrange(1_600)}"},
        "category + verified": lambda: {"category": f"c{dice.randrange(8)}", "is_verified": "true"},
        "near, 5 km": lambda: {**near(), "radius_km": "5"},
        "near, 25 km": lambda: {**near(), "radius_km": "25"},
        "near + search": lambda: {**near(), "search": dice.choice(WORDS)},
        "open now": lambda: {"open_now": "true", "page_size": str(dice.choice((20, 21)))},
        "min_rating, by rating": lambda: {"min_rating": dice.choice(("4", "4.2")), "ordering": "rating"},
        "newest": lambda: {"ordering": "newest"},
        "page 2": lambda: {"page_size": str(dice.choice((20, 21))), "then": "next"},
    }


def ask(client: Any, params: Params) -> float:
    """Ask once, with nothing kept from before; return milliseconds."""
    from django.core.cache import cache

    params = dict(params)
    url = "/api/v1/vendors/"
    if params.pop("then", None):
        url, params = client.get(url, params).json()["next"], {}
    cache.clear()
    begun = time.perf_counter()
    response = client.get(url, params)
    spent = (time.perf_counter() - begun) * 1000
    assert response.status_code == 200, response.content
    return spent


def open_databases() -> dict[int, Any]:
    """Return an open connection to each database, so that both can be asked in turn, whatever else the machine does."""
    from django.db import connections

    opened = {}
    for size in SIZES:
        wrapper = connections.create_connection("default")
        wrapper.settings_dict = {**wrapper.settings_dict, "NAME": f"bench_{size}"}
        opened[size] = wrapper
    return opened


def prepare(dice: random.Random) -> dict[int, Any]:
    """Create and fill both databases; return the connections."""
    from django.core.management import call_command
    from django.db import connection, connections

    for size in SIZES:
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE bench_{size}")
    opened = open_databases()
    for size, wrapper in opened.items():
        connections["default"] = wrapper
        begun = time.perf_counter()
        call_command("migrate", verbosity=0)
        fill(size, dice)
        print(f"{size:>7} vendors filled in {time.perf_counter() - begun:.1f} s", flush=True)
    return opened


def measure(opened: dict[int, Any], dice: random.Random) -> dict[str, dict[int, list[list[float]]]]:
    """Return milliseconds by kind, size and round. The sizes take turns from ask to ask."""
    from django.db import connections
    from django.test import Client

    client, makers = Client(), {size: questions(size, dice) for size in SIZES}
    spent: dict[str, dict[int, list[list[float]]]] = {kind: {size: [] for size in SIZES} for kind in makers[SIZES[0]]}
    for number in range(ROUNDS + 1):  # the first warms up
        for kind, sizes in spent.items():
            times: dict[int, list[float]] = {size: [] for size in SIZES}
            for _ in range(ASKS):
                for size in SIZES:
                    connections["default"] = opened[size]
                    times[size].append(ask(client, makers[size][kind]()))
            if number:
                for size in SIZES:
                    sizes[size].append(times[size])
    for wrapper in opened.values():
        wrapper.close()
    return spent


def p95(times: list[float]) -> float:
    """Return the 95th percentile."""
    return statistics.quantiles(times, n=20)[-1]


def report(spent: dict[str, dict[int, list[list[float]]]]) -> dict[str, Any]:
    """Print the table; return the figures."""
    small, large = SIZES
    print(f"\n{'kind':<26}{'p50':>8}{'p95':>8}   {'p50':>8}{'p95':>8}   ratio of p95: min / median / max")
    print(f"{'':<26}{small:>16,}   {large:>16,}")
    figures: dict[str, Any] = {}
    for kind, sizes in {**spent, "the whole mix": _mix(spent)}.items():
        ratios = sorted(
            p95(large_times) / p95(small_times) for small_times, large_times in zip(sizes[small], sizes[large], strict=True)
        )
        line = {size: {"p50": statistics.median(chain(*sizes[size])), "p95": p95(list(chain(*sizes[size])))} for size in SIZES}
        middle = statistics.median(ratios)
        figures[kind] = {"ms": line, "ratio": {"min": ratios[0], "median": middle, "max": ratios[-1]}}
        print(
            f"{kind:<26}{line[small]['p50']:>8.1f}{line[small]['p95']:>8.1f}   "
            f"{line[large]['p50']:>8.1f}{line[large]['p95']:>8.1f}"
            f"   {ratios[0]:.2f} / {middle:.2f} / {ratios[-1]:.2f}"
        )
    return figures


def _mix(spent: dict[str, dict[int, list[list[float]]]]) -> dict[int, list[list[float]]]:
    return {size: [[t for kind in spent.values() for t in kind[size][number]] for number in range(ROUNDS)] for size in SIZES}


def main() -> int:
    """Run it all."""
    with servers():
        import django

        django.setup()
        from django.conf import settings
        from rest_framework.settings import api_settings

        settings.ALLOWED_HOSTS = ["*"]
        rates: dict[str, Any] = api_settings.DEFAULT_THROTTLE_RATES
        rates.update(anonymous="1000000/min", search="1000000/min")
        dice = random.Random(11)
        figures = report(measure(prepare(dice), dice))
    REPORT.parent.mkdir(parents=True, exist_ok=True)
    REPORT.write_text(json.dumps({"sizes": SIZES, "rounds": ROUNDS, "asks": ASKS, "kinds": figures}, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
