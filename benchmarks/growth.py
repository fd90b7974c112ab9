"""Reads and moves at 10,000 and at 1,000,000 vendors and orders: p95 of each kind of call through the real views, and the ratio.

`python -m benchmarks growth` fills a database of each size by `generate_load` (more vendors are in more towns, so that a town
stays a town), and asks both in turn, round by round. What the product keeps for some seconds is forgotten before each question,
so every figure is the cold one. `BENCH_SIZES=1000,10000,100000` draws the curve through other sizes, two or more: its exponent
says how the p95 grows with the size (0: not at all, 1: as the data does).
"""

import itertools
import math
import os
import random
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, connections
from rest_framework.settings import api_settings
from rest_framework.test import APIClient

from accounts.models import User
from accounts.tokens import issue_tokens
from benchmarks import report
from imports.load.names import TRADES, town_centre, town_name, town_of
from imports.load.orders import order_id
from imports.load.vendors import external_id
from orders.models import Order
from vendors.models import Membership, Vendor

SIZES = tuple(int(size) for size in os.environ.get("BENCH_SIZES", "10000,1000000").split(","))
ROUNDS, ASKS = report.setting("BENCH_ROUNDS", 5), report.setting("BENCH_ASKS", 40)
SEED = 1
BUSY = 50  # vendors with the lowest numbers have the most orders
API = "/api/v1"


@dataclass
class Town:
    """One of the databases, and the questions that it is asked. `dice` draws what is asked for."""

    size: int
    wrapper: Any
    dice: random.Random = field(default_factory=lambda: random.Random(11))
    client: APIClient = field(default_factory=APIClient)
    movable: Iterator[Order] = field(default_factory=lambda: iter(()))

    def enter(self) -> None:
        """Let Django use this database."""
        connections["default"] = self.wrapper

    def fill(self) -> None:
        """Write the load, and give the busiest shops an owner, who asks."""
        begun = time.perf_counter()
        call_command("generate_load", vendors=self.size, orders=self.size, seed=SEED)
        owner = User.objects.create_user("owner@load.invalid", None)
        Membership.objects.bulk_create(Membership(user=owner, vendor=vendor, role="staff") for vendor in self._busy())
        self.client.credentials(HTTP_AUTHORIZATION=f"Bearer {issue_tokens(owner).access}")
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = 0")  # the web's limit is for the web
            cursor.execute("VACUUM (ANALYZE)")
            cursor.execute("CHECKPOINT")
            cursor.execute("RESET statement_timeout")
        placed = Order.objects.filter(vendor__in=self._busy(), status="placed").order_by("pk")
        self.movable = iter(list(placed[: (ROUNDS + 1) * ASKS]))
        self.slugs = [vendor.slug for vendor in self._busy()]
        print(f"{self.size:>9,} vendors and orders written in {time.perf_counter() - begun:.0f} s", flush=True)

    def calls(self) -> dict[str, Callable[[], float]]:
        """Return what is measured, by kind; each call answers how many milliseconds it took."""
        dice = self.dice
        kinds: dict[str, Callable[[], str]] = {
            "no filter": lambda: f"vendors/?page_size={dice.choice((20, 21))}",
            "search, a word of many": lambda: f"vendors/?search={dice.choice(TRADES)[0]}",
            "search, a word of some": lambda: f"vendors/?search={1900 + dice.randrange(120)}",
            "search, a town": lambda: f"vendors/?search={self.town()}",
            "search, two words": lambda: f"vendors/?search={dice.choice(TRADES)[0]}+{self.town()}",
            "category + verified": lambda: f"vendors/?category={dice.choice(TRADES)[0]}&is_verified=true",
            "near, 5 km": lambda: f"vendors/?near={self.place()}&radius_km=5",
            "near, 25 km": lambda: f"vendors/?near={self.place()}&radius_km=25",
            "near + search": lambda: f"vendors/?near={self.place()}&search={dice.choice(TRADES)[0]}",
            "open now": lambda: f"vendors/?open_now=true&page_size={dice.choice((20, 21))}",
            "min_rating, by rating": lambda: f"vendors/?min_rating={dice.choice(('4', '4.2'))}&ordering=rating",
            "newest": lambda: "vendors/?ordering=newest",
            "categories": lambda: "categories/",
            "profile": lambda: f"vendors/{dice.choice(self.slugs)}/",
            "items": lambda: f"vendors/{dice.choice(self.slugs)}/items/",
            "reviews": lambda: f"vendors/{dice.choice(self.slugs)}/reviews/",
            "the board": lambda: f"orders/?vendor={dice.choice(self.slugs)}",
            "tracking": lambda: f"tracking/{self.uid()}/",
        }
        return {kind: self._asking(url) for kind, url in kinds.items()} | {"page 2": self.next_page, "move": self.move}

    def town(self) -> str:
        """Draw the name of a town."""
        return town_name(self.dice.randrange(town_of(self.size - 1) + 1)).replace(" ", "+")

    def place(self) -> str:
        """Draw a place near the middle of a town."""
        centre = town_centre(self.dice.randrange(town_of(self.size - 1) + 1))
        return f"{centre.latitude + self.dice.gauss(0, 0.01):.4f},{centre.longitude + self.dice.gauss(0, 0.01):.4f}"

    def uid(self) -> str:
        """Draw the link of an order."""
        uid: str = Order.objects.values_list("uid", flat=True).get(external_id=order_id(SEED, self.dice.randrange(self.size)))
        return uid

    def next_page(self) -> float:
        """Ask for the second page of the list."""
        return self.ask(self.client.get(f"{API}/vendors/?page_size={self.dice.choice((20, 21))}").json()["next"])

    def move(self) -> float:
        """Accept an order that was placed."""
        order = next(self.movable)
        begun = time.perf_counter()
        response = self.client.patch(f"{API}/orders/{order.uid}/status/", {"status": "accepted"}, format="json")
        spent = (time.perf_counter() - begun) * 1000
        assert response.status_code == 200, response.content
        return spent

    def ask(self, url: str) -> float:
        """Ask once, with nothing kept from before; return milliseconds."""
        cache.clear()
        begun = time.perf_counter()
        response = self.client.get(url)
        spent = (time.perf_counter() - begun) * 1000
        assert response.status_code == 200, response.content
        return spent

    def _asking(self, url: Callable[[], str]) -> Callable[[], float]:
        return lambda: self.ask(f"{API}/{url()}")

    def _busy(self) -> list[Vendor]:
        return list(Vendor.objects.filter(external_id__in=[external_id(SEED, number) for number in range(BUSY)]).order_by("pk"))


def open_towns() -> list[Town]:
    """Create a database of each size, fill it, and return them, each with a connection that stays open."""
    towns = []
    for size in SIZES:
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE growth_{size}")
        wrapper = connections.create_connection("default")
        wrapper.settings_dict = {**wrapper.settings_dict, "NAME": f"growth_{size}"}
        towns.append(Town(size, wrapper))
    for town in towns:
        settings.DATABASES["default"]["NAME"] = f"growth_{town.size}"  # for the processes that write the load
        town.enter()
        call_command("migrate", verbosity=0)
        town.fill()
    return towns


def measure(towns: list[Town]) -> dict[str, dict[int, list[list[float]]]]:
    """Return milliseconds by kind, size and round. The sizes take turns from ask to ask; the first round warms up."""
    calls = {town.size: town.calls() for town in towns}
    spent: dict[str, dict[int, list[list[float]]]] = {kind: {size: [] for size in SIZES} for kind in calls[SIZES[0]]}
    for number in range(ROUNDS + 1):
        for kind, sizes in spent.items():
            times: dict[int, list[float]] = {size: [] for size in SIZES}
            for _, town in itertools.product(range(ASKS), towns):
                town.enter()
                times[town.size].append(calls[town.size][kind]())
            if number:
                for size in SIZES:
                    sizes[size].append(times[size])
    return spent


def p95(times: list[float]) -> float:
    """Return the 95th percentile."""
    return statistics.quantiles(times, n=20)[-1]


def exponent(values: dict[int, float]) -> float:
    """Return how a value grows with the size: the slope of the straight line through its logarithms."""
    slope, _ = statistics.linear_regression([math.log(size) for size in values], [math.log(value) for value in values.values()])
    return slope


def tell(spent: dict[str, dict[int, list[list[float]]]]) -> dict[str, Any]:
    """Print the table; return the figures. The ratio is the largest size's p95 by the smallest's."""
    small, large = min(SIZES), max(SIZES)
    print(f"\n{'p50 and p95, ms':<26}" + "".join(f"{size:>17,}" for size in SIZES) + "   exponent   ratio: min / median / max")
    mix = {size: [[t for kind in spent.values() for t in kind[size][number]] for number in range(ROUNDS)] for size in SIZES}
    figures: dict[str, Any] = {}
    for kind, sizes in {**spent, "the whole mix": mix}.items():
        ratio = report.spread([p95(after) / p95(before) for before, after in zip(sizes[small], sizes[large], strict=True)])
        all_times = {size: list(itertools.chain(*sizes[size])) for size in SIZES}
        line = {size: {"p50": statistics.median(times), "p95": p95(times)} for size, times in all_times.items()}
        slope = exponent({size: figure["p95"] for size, figure in line.items()})
        figures[kind] = {"ms": line, "exponent": slope, "ratio": ratio}
        figures_text = "".join(f"{line[size]['p50']:>9.1f}{line[size]['p95']:>8.1f}" for size in SIZES)
        print(f"{kind:<26}{figures_text}{slope:>11.2f}   {report.text(ratio)}")
    return figures


def main() -> int:
    """Run it all."""
    settings.ALLOWED_HOSTS = ["*"]
    rates: dict[str, Any] = api_settings.DEFAULT_THROTTLE_RATES
    rates.update(dict.fromkeys(rates, "1000000/min"))
    towns = open_towns()
    report.save("growth", {"sizes": SIZES, "rounds": ROUNDS, "asks": ASKS, "kinds": tell(measure(towns))})
    for town in towns:
        town.wrapper.close()
    return 0
