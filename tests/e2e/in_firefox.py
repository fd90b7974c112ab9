"""The main journey in Firefox: find a business, read its profile, follow an order live, check its record in the browser.

Run by `make firefox` alone, by this file's name: in `make test` a fresh machine would have to fetch a second browser of 80 MB.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from orders.models import Order
from orders.services import advance_order
from orders.statuses import Status
from tests.e2e.conftest import DESK
from tests.e2e.firefox import Firefox, firefox
from tests.e2e.test_follow import order, staff
from tests.e2e.test_verify import sealer
from tests.servers import Server
from vendors.models import Vendor

__all__ = ["order", "sealer"]
#: What the log's signatures are checked with: the browser's own Ed25519, not the library that stands in where it has none.
OWN_ED25519 = "crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify']).then((pair) => pair.publicKey.algorithm.name)"


@pytest.fixture
def fox(tmp_path: Path) -> Iterator[Firefox]:
    """A Firefox as wide as a desk, whose pages' scripts may complain of nothing."""
    program = os.environ.get("FIREFOX")
    if not program:
        pytest.fail("Name a Firefox in FIREFOX, or run `make firefox`.")
    profile = tmp_path / "profile"
    profile.mkdir()
    with firefox(program, profile) as opened:
        opened.size(**DESK)
        yield opened
        assert opened.faults == []


def test_from_discovery_to_a_verified_record(product: Server, sealer: None, town: Vendor, order: Order, fox: Firefox) -> None:
    fox.open(f"{product.url}/")
    fox.click("combobox", "Search businesses")
    fox.type("sourdough\ue007")
    fox.sees("1 business")
    fox.click("link", "Crumb & Co")
    fox.sees("Bread since 1987")
    fox.sees("Sourdough loaf")
    assert fox.run("location.pathname") == f"/v/{town.slug}"

    fox.open(f"{product.url}{order.tracking_path}")
    fox.sees("Live")
    fox.sees("Crumb & Co accepted the order")
    fox.run("window.neverReloaded = true")
    advance_order(order, to=Status.PREPARING, by=staff())
    fox.sees("Crumb & Co is preparing the order")
    fox.sees("Sealed", times=3)
    assert fox.run("window.neverReloaded")
    assert fox.run("document.documentElement.scrollWidth <= innerWidth")

    assert fox.run(OWN_ED25519) == "Ed25519"
    fox.click("button", "Verify")
    fox.sees("All 3 entries are in the signed log")
    fox.sees("Every entry is exactly as it was recorded.")
    assert fox.run("document.querySelectorAll('[role=alert]').length") == 0
