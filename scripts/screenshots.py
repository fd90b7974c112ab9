"""`make screenshots`: a picture of every page, for a phone and a desk, light and dark, into .local/screenshots.

Of the product that runs in this folder; where none does, one is started with the demo town, and stopped afterwards.
`PAGES=legal,team` takes those alone whose name holds one of these words.
"""

# ruff: noqa: T201 - a program for people

import base64
import contextlib
import hmac
import json
import os
import struct
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from playwright.sync_api import Error as BrowserError
from run_tests import chromium
from screens import SCREENS, SERVER_SCREENS, Screen, Who

ROOT = Path(__file__).resolve().parent.parent
RUN_FILE = ROOT / ".local" / "run.json"
FOLDER = ROOT / ".local" / "screenshots"
WIDTHS = {360: 780, 1280: 800}  # with the height of the window
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
STARTED_WITHIN = 300.0
ON_ITS_SIDE = "document.documentElement.scrollWidth > window.innerWidth + 1"


@contextlib.contextmanager
def product() -> Iterator[dict[str, Any]]:
    """Yield what `.local/run.json` says of the running product; one that was started here is stopped here."""
    if RUN_FILE.exists():
        yield json.loads(RUN_FILE.read_text())
        return
    environment = {**os.environ, "PORT": os.environ.get("PORT", "0")}
    process = subprocess.Popen([sys.executable, "-m", "config.supervisor"], cwd=ROOT, env=environment)
    try:
        deadline = time.monotonic() + STARTED_WITHIN
        while not RUN_FILE.exists():
            if process.poll() is not None or time.monotonic() > deadline:
                sys.exit("screenshots: the product did not start; see .local/log")
            time.sleep(0.5)
        yield json.loads(RUN_FILE.read_text())
    finally:
        process.terminate()
        process.wait(60)


def code_of_app(key: str) -> str:
    """Return the six digits of an authenticator app at this moment (RFC 6238)."""
    digest = hmac.digest(base64.b32decode(key.replace(" ", "")), struct.pack(">Q", int(time.time()) // 30), "sha1")
    start = digest[-1] & 0x0F
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFF_FFFF) % 1_000_000:06}"


def sign_in(page: Page, account: dict[str, str]) -> None:
    """Sign in by the form, with the second factor where the account has one."""
    page.goto("/sign-in")
    page.get_by_label("E-mail").fill(account["email"])
    page.get_by_label("Password", exact=False).first.fill(account["password"])
    page.get_by_role("button", name="Sign in", exact=True).click()
    if key := account.get("totp_secret"):
        page.get_by_label("Code").press_sequentially(code_of_app(key))
    page.wait_for_url(lambda url: "/sign-in" not in url)


def read(context: BrowserContext, path: str) -> Any:
    """Return what the API answers there."""
    answer = context.request.get(path)
    if not answer.ok:
        sys.exit(f"screenshots: {path} answered {answer.status}")
    return answer.json()


def fill_basket(page: Page, slug: str) -> None:
    """Put the first items of a business into the browser's basket."""
    items = read(page.context, f"/api/v1/vendors/{slug}/items/")["results"][:3]
    lines = [{"item": one["id"], "name": one["name"], "quantity": 2, "price": one["price"]} for one in items]
    basket = json.dumps({"vendor": read(page.context, f"/api/v1/vendors/{slug}/")["name"], "lines": lines})
    page.goto("/legal/")  # any page of the site: storage belongs to it
    page.evaluate("([name, value]) => localStorage.setItem(name, value)", [f"trusttrack.basket.{slug}", basket])


def values_of(context: BrowserContext, facts: dict[str, Any]) -> dict[str, str]:
    """Return what fills the places of the paths; `context` is the customer's."""
    facets = read(context, "/api/v1/vendors/")["facets"]
    return {
        "slug": facts["vendor"],
        "category": read(context, f"/api/v1/vendors/{facts['vendor']}/")["category"]["slug"],
        "city": facets["cities"][0]["slug"],
        "order": read(context, "/api/v1/orders/")["results"][0]["uid"],
        "track": facts["tracking_url"].rpartition("/track/")[2].partition("#")[0],
    }


def take(page: Page, screen: Screen, path: str, scheme: str) -> list[str]:
    """Take a page's pictures, one for each width; return what is wrong with it."""
    page.goto(path, wait_until="networkidle")
    with contextlib.suppress(AssertionError):  # then it is shown as it is
        expect(page.locator('[aria-busy="true"]')).to_have_count(0, timeout=10_000)
    faults = []
    for width, height in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(300)
        page.screenshot(path=FOLDER / f"{screen.name}-{width}-{scheme}.png", full_page=True)
        if page.evaluate(ON_ITS_SIDE):
            faults.append(f"{screen.name} scrolls sideways at {width}")
    return faults


def visit(browser: Browser, facts: dict[str, Any], screens: Sequence[Screen]) -> list[str]:
    """Go through pages as each of those who open them, in both schemes."""
    options: dict[str, Any] = {"base_url": facts["base_url"], "service_workers": "block", "reduced_motion": "reduce"}
    states: dict[Who, Any] = {}
    values: dict[str, str] = {}
    everybody: list[Who] = ["customer", *(screen.who for screen in screens)]
    for who in dict.fromkeys(everybody):  # the customer knows what the places stand for
        with browser.new_context(**options) as context:
            page = context.new_page()
            if who != "anonymous":
                sign_in(page, facts["accounts"][who])
            values = values or values_of(context, facts)
            fill_basket(page, values["slug"])
            states[who] = context.storage_state()
    faults: list[str] = []

    def note(error: BrowserError) -> None:
        faults.append(f"a script's error: {error}")

    for who, state in states.items():
        mine = [screen for screen in screens if screen.who == who]
        for scheme in SCHEMES:
            with browser.new_context(**options, color_scheme=scheme, storage_state=state) as context:
                page = context.new_page()
                page.on("pageerror", note)
                for screen in mine:
                    faults += take(page, screen, screen.path.format(**values), scheme)
    return faults


def main() -> None:
    """Take all pictures anew; exit 1 where a page is wrong."""
    words = os.environ.get("PAGES", "").split(",")
    screens = [screen for screen in (*SCREENS, *SERVER_SCREENS) if any(word in screen.name for word in words)]
    path, missing = chromium()
    if missing:
        sys.exit(missing)
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with product() as facts, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        faults = visit(browser, facts, screens)
        browser.close()
    print("\n".join(dict.fromkeys(faults)))
    print(f"{len(list(FOLDER.glob('*.png')))} pictures of {len(screens)} pages in {FOLDER.relative_to(ROOT)}")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
