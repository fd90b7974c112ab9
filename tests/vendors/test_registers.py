"""Company registers: Companies House against a real server that speaks its API, and what is kept of an answer."""

import base64
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from pytest_django import Settings

from accounts.models import User
from events.models import Delivery
from events.services import deliver_due
from tests.servers import free_port
from vendors.models import CheckKind, RegisterAnswer, Vendor, VerificationCheck
from vendors.registers import CompaniesHouse, LocalRegister, NoRegister, RegisterAway, name_match
from vendors.services import submit_check
from vendors.services.registering import ask_register

PROFILE = {
    "company_number": "01234567",
    "company_name": "CRUMB & CO LIMITED",
    "company_status": "active",
    "registered_office_address": {"address_line_1": "1 Mill Street", "locality": "Bath", "postal_code": "BA1 1AA"},
}


@dataclass
class House:
    """What the server was asked, and what it answers."""

    url: str = ""
    status: int = 200
    body: Any = field(default_factory=lambda: PROFILE)
    asked: list[tuple[str, str]] = field(default_factory=list)


@pytest.fixture
def house() -> Iterator[House]:
    """Companies House, on the loopback address."""
    state = House()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            state.asked.append((self.path, self.headers["Authorization"]))
            body = state.body if isinstance(state.body, bytes) else json.dumps(state.body).encode()
            self.send_response(state.status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield state
    server.shutdown()
    server.server_close()
    thread.join()


def ask(house: House, number: str = "1234567") -> Any:
    return CompaniesHouse(key="secret", api=house.url, timeout=2).find(number)


def test_a_company_is_found_by_its_padded_number(house: House) -> None:
    company = ask(house)
    assert (company.number, company.name, company.status) == ("01234567", "CRUMB & CO LIMITED", "active")
    assert company.address == "1 Mill Street, Bath, BA1 1AA"
    assert house.asked == [("/company/01234567", "Basic " + base64.b64encode(b"secret:").decode())]


def test_a_number_reaches_nothing_else(house: House) -> None:
    ask(house, "../x?y")
    assert house.asked[0][0] == "/company/00..%2Fx%3Fy"


def test_one_that_is_not_there(house: House) -> None:
    house.status = 404
    assert ask(house) is None


@pytest.mark.parametrize(("status", "body"), [(401, {}), (429, {}), (500, b"oops"), (200, b"no json"), (200, []), (302, {})])
def test_what_is_no_answer_is_none(house: House, status: int, body: Any) -> None:
    house.status, house.body = status, body
    with pytest.raises(RegisterAway):
        ask(house)


def test_odd_values_are_left_out(house: House) -> None:
    house.body = {"company_name": "A\x00B", "company_status": 7, "registered_office_address": ["x"]}
    company = ask(house)
    assert (company.name, company.status, company.address) == ("AB", "", "")


def test_one_that_is_away_is_away() -> None:
    with pytest.raises(RegisterAway):
        CompaniesHouse(key="x", api=f"http://127.0.0.1:{free_port()}", timeout=0.5).find("1")
    with pytest.raises(RegisterAway):
        NoRegister().find("1")


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [("Crumb & Co", "CRUMB & CO LIMITED", 100), ("Café São João", "Cafe Sao Joao Ltd", 100), ("Crumb & Co", "Wheels Ltd", 0)],
)
def test_names_are_compared_without_their_legal_form(one: str, other: str, alike: int) -> None:
    assert abs(name_match(one, other) - alike) <= 40 * (alike == 0)


# --- What is kept -----------------------------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def _demo_register(settings: Settings) -> None:
    settings.COMPANY_REGISTER = ("vendors.registers.LocalRegister", {})


def hand_in(vendor: Vendor, by: User, number: str = "09000001") -> VerificationCheck:
    kind = CheckKind.BUSINESS_REGISTRATION
    return submit_check(vendor, by=by, kind=kind, evidence="Certificate", register_number=number)


def test_the_answer_is_kept_for_the_verifier_and_decides_nothing(vendor: Vendor, vendor_owner: User) -> None:
    Vendor.objects.filter(pk=vendor.pk).update(name="Hearth & Rye")
    check = hand_in(vendor, vendor_owner)
    assert deliver_due()
    answer = RegisterAnswer.objects.get()
    assert (answer.source, answer.is_found, answer.name, answer.name_match) == ("Demo register", True, "Hearth & Rye Ltd", 100)
    check.refresh_from_db()
    assert check.status == "submitted"


def test_it_is_asked_once(vendor: Vendor, vendor_owner: User) -> None:
    hand_in(vendor, vendor_owner)
    deliver_due()
    Delivery.objects.update(state="pending")
    deliver_due()
    assert RegisterAnswer.objects.count() == 1


def test_that_it_knows_nothing_is_an_answer_too(vendor: Vendor, vendor_owner: User) -> None:
    answer = ask_register(hand_in(vendor, vendor_owner, "77777777"))
    assert answer is not None
    assert (answer.is_found, answer.name) == (False, "")


def test_without_a_number_nobody_is_asked(vendor: Vendor, vendor_owner: User) -> None:
    assert ask_register(hand_in(vendor, vendor_owner, "")) is None


def test_one_that_is_away_is_asked_again_later(vendor: Vendor, vendor_owner: User, settings: Settings) -> None:
    settings.COMPANY_REGISTER = ("vendors.registers.NoRegister", {})
    hand_in(vendor, vendor_owner)
    deliver_due()
    delivery = Delivery.objects.get(listener="vendors.register")
    assert (delivery.state, RegisterAnswer.objects.count()) == ("pending", 0)


def test_the_demo_register_can_be_read(db: None) -> None:
    assert LocalRegister().find("09000003").status == "dissolved"  # type: ignore[union-attr]  # it is in the file
    assert LocalRegister().find("1") is None


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("register_answer_match", {"is_found": True, "name_match": 101}),
        ("register_answer_whole", {"is_found": False, "name": "X"}),
    ],
)
def test_the_database_refuses(vendor: Vendor, vendor_owner: User, name: str, facts: dict[str, Any]) -> None:
    check = hand_in(vendor, vendor_owner)
    with pytest.raises(DatabaseError, match=name), transaction.atomic():
        RegisterAnswer.objects.create(verification_check=check, source="x", number="1", **facts)
    kept = RegisterAnswer.objects.create(verification_check=check, source="x", number="1", is_found=False)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        RegisterAnswer.objects.filter(pk=kept.pk).update(is_found=True)
