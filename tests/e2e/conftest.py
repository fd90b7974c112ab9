"""The whole product on the test's database, and a real browser in front of it."""

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, expect

from accounts.services import create_verified_user
from tests.e2e.processes import have_code_read, web_and_worker
from tests.factories import PASSWORD, ItemFactory, MembershipFactory, VendorFactory
from tests.servers import Server, environment, web_server
from vendors.models import MembershipRole, Vendor

# Playwright's synchronous API keeps an event loop in this thread; Django would take our plain queries for a mistake.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
SCREENSHOTS = Path(settings.BASE_DIR) / ".local" / "screenshots"
PHONE = {"width": 360, "height": 780}
DESK = {"width": 1280, "height": 800}
REFUSED = re.compile(r"Content Security Policy|This document requires 'Trusted")
expect.set_options(timeout=15_000)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Chromium of this machine; as root it runs without its sandbox."""
    names = ("chromium", "chromium-browser", "google-chrome")
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if path is None:
        pytest.fail("No Chromium found: install the package chromium, or name one in CHROMIUM.")
    arguments = ["--disable-quic", "--disable-background-networking", "--no-first-run"]
    return {"executable_path": path, "args": [*arguments, *(["--no-sandbox"] if os.geteuid() == 0 else [])]}


@pytest.fixture(scope="session")
def static_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built web app, collected as for production."""
    if not (settings.FRONTEND_DIST / "index.html").exists():
        pytest.fail("The web app is not built: run `make web` first.")
    root = tmp_path_factory.mktemp("static")
    command = [sys.executable, "manage.py", "collectstatic", "--no-input", "-v", "0"]
    subprocess.run(command, env={**os.environ, "STATIC_ROOT": str(root)}, cwd=settings.BASE_DIR, check=True)
    return root


@pytest.fixture(scope="session")
def port(static_root: Path, django_db_setup: None) -> int:
    """Where the web process of each journey is."""
    return have_code_read(STATIC_ROOT=str(static_root))


@pytest.fixture
def product(port: int, transactional_db: None) -> Iterator[Server]:
    """Web process and worker."""
    with web_and_worker(port) as server:
        yield server


@contextlib.contextmanager
def product_with(static_root: Path, **changes: str) -> Iterator[Server]:
    """Run web process and worker, with `changes` of their environment."""
    changes["STATIC_ROOT"] = str(static_root)
    with web_server(port=0, **changes) as server, worker(BASE_URL=server.url, **changes):
        yield server


@contextlib.contextmanager
def worker(**changes: str) -> Iterator[None]:
    """A Celery worker with its scheduler."""
    command = [sys.executable, "-m", "celery", "-A", "config", "worker", "-B", "--pool", "solo", "--loglevel", "WARNING"]
    process = subprocess.Popen(command, env=environment(**changes), cwd=settings.BASE_DIR, start_new_session=True)
    try:
        yield
    finally:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(10)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # with its scheduler, a child that would outlive it
        process.wait()


@pytest.fixture
def town(transactional_db: None) -> Vendor:
    """A bakery with two loaves and two people, a café, and a customer, all able to sign in."""
    bakery = VendorFactory.create(slug="crumb-and-co", name="Crumb & Co", tagline="Bread since 1987", verified=True)
    ItemFactory.create(vendor=bakery, name="Sourdough loaf", price_minor=420, stock=10, section="Bread")
    ItemFactory.create(vendor=bakery, name="Cinnamon bun", price_minor=260, section="Buns")
    VendorFactory.create(slug="lantern-cafe", name="Lantern Café", category__slug="cafe")
    staff = create_verified_user(email="staff@example.com", password=PASSWORD, name="Sam Baker")
    MembershipFactory.create(vendor=bakery, user=staff, role=MembershipRole.STAFF)
    create_verified_user(email="ada@example.com", password=PASSWORD, name="Ada Lovelace")
    refresh(bakery)
    return bakery


def refresh(vendor: Vendor) -> None:
    """Bring the search up to what was made behind the services' back."""
    from vendors.services import refresh_search

    refresh_search([vendor])


@pytest.fixture
def window(browser: Browser, product: Server) -> Iterator[Callable[..., Page]]:
    """`window(PHONE)` opens a fresh browser window; every script error, CSP report and failed request fails the test."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def open_window(size: dict[str, int], **options: Any) -> Page:
        options = {"viewport": size, "base_url": product.url, "reduced_motion": "reduce", **options}  # frames cost time
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
        page.on("console", lambda line: faults.append(line.text) if REFUSED.search(line.text) else None)
        return page

    yield open_window
    for context in contexts:
        context.close()
    assert faults == []


def sign_in(page: Page, email: str) -> None:
    """Sign in by the form and wait until the app knows it."""
    page.goto("/sign-in")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label(re.compile("^Password")).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/sign-in" not in url)


def picture(page: Page, name: str) -> None:
    """See to it that nothing scrolls sideways; where SCREENSHOTS is set, keep a picture in .local/screenshots."""
    if os.environ.get("SCREENSHOTS"):
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=SCREENSHOTS / f"{name}.png")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1"), f"{name} scrolls sideways"
