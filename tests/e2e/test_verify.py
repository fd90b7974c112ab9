"""Checking a record in the browser: while it is live, from a file, from a file without us, and after somebody rewrote a row."""

import contextlib
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from playwright.sync_api import Page, expect

from orders.models import Order
from orders.services import advance_order
from orders.statuses import Status
from tests.e2e.conftest import DESK, PHONE, picture
from tests.e2e.test_follow import AXE, RUN_AXE, order, staff
from tests.servers import Server, environment

__all__ = ["order"]
Window = Callable[..., Page]


@pytest.fixture
def sealer(product: Server, tmp_path: Path) -> Iterator[None]:
    """A real sealer with a key of its own."""
    command = [sys.executable, "manage.py", "run_sealer"]
    own = {"LEDGER_KEY_FILE": str(tmp_path / "key"), "LEDGER_STATE_FILE": str(tmp_path / "signed.json")}
    process = subprocess.Popen(command, env=environment(BASE_URL=product.url, **own), cwd=settings.BASE_DIR)
    try:
        yield
    finally:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(10)
        process.kill()


def verify(page: Page) -> None:
    page.get_by_role("button", name=re.compile("^Verify")).click()


def rewrite(statement: str, *values: object) -> None:
    """What the owner of the database can do, and nobody else: no trigger stops it."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE orders_orderstatushistory DISABLE TRIGGER orders_orderstatushistory_refuse_rewrite")
        cursor.execute(statement, values)  # type: ignore[arg-type]  # plain values
        cursor.execute("ALTER TABLE orders_orderstatushistory ENABLE ALWAYS TRIGGER orders_orderstatushistory_refuse_rewrite")


def test_an_order_is_verified_while_live_and_a_rewritten_row_is_caught(
    product: Server, sealer: None, order: Order, window: Window
) -> None:
    phone = window(PHONE)
    phone.goto(order.tracking_path)
    expect(phone.get_by_text("Sealed", exact=True)).to_have_count(2)
    phone.evaluate("window.neverReloaded = true")
    advance_order(order, to=Status.PREPARING, by=staff())
    expect(phone.get_by_text("Sealed", exact=True)).to_have_count(3)
    assert phone.evaluate("window.neverReloaded")

    verify(phone)
    expect(phone.get_by_role("heading", name="All 3 entries are in the signed log")).to_be_visible()
    expect(phone.get_by_text("Every entry is exactly as it was recorded.")).to_be_visible()
    expect(phone.get_by_text(re.compile("not independently witnessed", re.IGNORECASE)).first).to_be_visible()
    expect(phone.get_by_role("alert")).to_have_count(0)
    picture(phone, "verified-360")
    phone.evaluate(AXE.read_text())
    assert phone.evaluate(RUN_AXE) == []

    rewrite("UPDATE orders_orderstatushistory SET note = 'Nobody promised ten' WHERE order_id = %s AND sequence = 1", order.pk)
    phone.reload()
    verify(phone)
    alarm = phone.get_by_role("alert").filter(has_text="failed the check")
    expect(alarm).to_contain_text("The content of entry 1 is not what was recorded")
    picture(phone, "tampered-360")
    with phone.expect_download() as evidence:
        alarm.get_by_role("button", name="Keep the evidence").click()
    assert json.loads(Path(evidence.value.path()).read_text())["format"] == "trusttrack-bundle/v1"


def test_a_status_that_was_rewritten_is_caught_on_the_first_visit(
    product: Server, sealer: None, order: Order, window: Window
) -> None:
    advance_order(order, to=Status.CANCELLED, by=staff(), reason="Out of flour")
    page = window(DESK, color_scheme="dark")
    page.goto(order.tracking_path)
    expect(page.get_by_text("Sealed", exact=True)).to_have_count(3)
    rewrite("UPDATE orders_orderstatushistory SET status = 'preparing' WHERE order_id = %s AND sequence = 2", order.pk)
    page.reload()
    verify(page)
    expect(page.get_by_role("alert").filter(has_text="failed the check")).to_contain_text(
        "The content of entry 2 is not what was recorded"
    )
    picture(page, "tampered-1280-dark")


def test_a_proof_is_checked_from_a_file_here_and_without_us(
    product: Server, sealer: None, order: Order, window: Window, tmp_path: Path
) -> None:
    page = window(DESK)
    page.goto(order.tracking_path)
    expect(page.get_by_text("Sealed", exact=True)).to_have_count(2)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download proof").click()
    proof = tmp_path / download.value.suggested_filename
    download.value.save_as(proof)

    page.goto("/verify")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose a proof file").click()
    chooser.value.set_files(proof)
    expect(page.get_by_role("heading", name="All 2 entries are in the signed log")).to_be_visible()
    picture(page, "verify-1280")

    altered = tmp_path / "altered.json"
    altered.write_text(proof.read_text().replace("accepted", "rejected"))
    page.goto("/verify")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose a proof file").click()
    chooser.value.set_files(altered)
    expect(page.get_by_role("alert").first).to_contain_text("1")

    policy = tmp_path / "policy.txt"
    policy.write_text(page.request.get(f"{product.url}/log/v1/policy").text())
    command = [sys.executable, "-m", "trusttrack_verify", "--policy", str(policy)]
    verifier = {"cwd": tmp_path, "env": {"PYTHONPATH": str(Path(settings.BASE_DIR) / "verifier")}, "capture_output": True}
    done = subprocess.run([*command, str(proof)], check=False, **verifier)  # type: ignore[call-overload]  # plain options
    assert done.returncode in {0, 2}, done.stdout
    done = subprocess.run([*command, str(altered)], check=False, **verifier)  # type: ignore[call-overload]  # as above
    assert done.returncode == 1


def test_the_log_explains_itself(product: Server, sealer: None, order: Order, window: Window) -> None:
    for size, name in ((PHONE, "ledger-360"), (DESK, "ledger-1280")):
        page = window(size)
        page.goto("/ledger")
        expect(page.get_by_role("heading", level=1)).to_have_text("The log")
        expect(page.get_by_text(re.compile("Entries sealed"))).to_be_visible()
        picture(page, name)
        page.evaluate(AXE.read_text())
        assert page.evaluate(RUN_AXE) == []
