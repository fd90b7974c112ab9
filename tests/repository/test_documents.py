"""Documents: examples do what they say on a real server, links lead somewhere, and everything is found from the README."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.management import get_commands

from accounts.models import User
from orders.models import Order
from tests.factories import PASSWORD
from tests.servers import web_server
from tests.stories import placed_order
from vendors.models import Item, Vendor
from vendors.permissions import Permission
from vendors.services import create_api_key

ROOT = Path(settings.BASE_DIR)
GUIDES = ("quick-start.md", "api-guide.md")
EXAMPLE = re.compile(r"^```(sh|python|js) run\n(.*?)^```$", re.MULTILINE | re.DOTALL)
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\((?!https?:)([^)#\s]+)")


@dataclass
class Example:
    """One example of a guide."""

    name: str
    language: str
    text: str

    def command(self, folder: Path) -> list[str]:
        """Write it into a file and return what runs it."""
        path = folder / f"example.{ {'sh': 'sh', 'python': 'py', 'js': 'mjs'}[self.language] }"
        path.write_text(f"set -eu\n{self.text}" if self.language == "sh" else self.text)
        programs = {"sh": ["sh"], "python": [sys.executable], "js": [*node(), "--experimental-websocket", "--no-warnings"]}
        return [*programs[self.language], str(path)]


def node() -> list[str]:
    """Return the Node that builds the web app."""
    own = ROOT / ".local/node/bin/node"
    return [str(own) if own.exists() else "node"]


def examples() -> Iterator[Example]:
    for guide in GUIDES:
        found = EXAMPLE.findall((ROOT / "docs" / guide).read_text())
        yield from (Example(f"{guide}-{number}-{language}", language, text) for number, (language, text) in enumerate(found))


@pytest.fixture
def shop(transactional_db: None, vendor: Vendor, vendor_owner: User, item: Item, customer: User) -> dict[str, str]:
    """A shop with a key and two orders, and a customer with a password: what the guides suppose, as variables."""
    scopes = [Permission.ORDERS_VIEW, Permission.ORDERS_ADVANCE]
    key = create_api_key(vendor, by=vendor_owner, name="till", scopes=[scope.value for scope in scopes])
    item.stock = 1_000
    item.save()
    customer.set_password(PASSWORD)
    customer.save()
    EmailAddress.objects.create(user=customer, email=customer.email, verified=True, primary=True)
    orders: list[Order] = [placed_order(customer, item) for _ in range(2)]
    return {
        "TRUSTTRACK_KEY": key.text, "ORDER": orders[0].uid, "EMAIL": customer.email, "PASSWORD": PASSWORD,
        "VENDOR": vendor.slug, "ITEM": str(item.pk),
    }  # fmt: skip


def test_every_example_of_the_guides_runs(shop: dict[str, str], tmp_path: Path, reset: Callable[[], None]) -> None:
    ran = list(examples())
    assert len(ran) >= 8
    with web_server() as server:
        for example in ran:
            reset()
            environment = {**os.environ, **shop, "TRUSTTRACK_URL": server.url}
            done = subprocess.run(
                example.command(tmp_path), cwd=tmp_path, env=environment, capture_output=True, text=True, check=False, timeout=60
            )
            assert done.returncode == 0, f"{example.name}: {done.stdout}{done.stderr}"


@pytest.fixture
def reset(shop: dict[str, str], customer: User, item: Item) -> Callable[[], None]:
    """`reset()` puts a new order in the place of the one that the examples move."""

    def fresh() -> None:
        shop["ORDER"] = placed_order(customer, item).uid

    return fresh


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_to_a_file(document: Path) -> None:
    broken = [link for link in LINK.findall(document.read_text()) if not (document.parent / link).exists()]
    assert broken == []


def test_every_document_is_found_from_the_readme() -> None:
    reached: set[Path] = set()
    waiting = [ROOT / "README.md"]
    while waiting:
        page = waiting.pop().resolve()
        if page in reached or not page.exists():
            continue
        reached.add(page)
        if page.is_dir():
            waiting += page.glob("*.md")
        elif page.suffix == ".md":
            waiting += [page.parent / link for link in LINK.findall(page.read_text())]
    assert [str(path.relative_to(ROOT)) for path in DOCUMENTS if path not in reached] == []


@pytest.mark.parametrize("name", ["operating.md", "security.md", "upgrading.md"])
def test_every_command_that_operators_are_told_of_exists(name: str) -> None:
    text = (ROOT / "docs" / name).read_text()
    assert set(re.findall(r"manage\.py (\w+)", text)) <= get_commands().keys()
    alerts = (ROOT / "deploy/chart/rules.yaml").read_text()
    assert all(f"alert: {alert}" in alerts for alert in re.findall(r"\| `([A-Z]\w+(?:Burn|Slow))`", text))
