"""A vendor's board on a shared tablet: open for whoever entered their PIN, closed with it."""

from collections.abc import Callable
from typing import Any

import pytest
from asgiref.testing import ApplicationCommunicator
from channels.db import database_sync_to_async as in_thread
from channels.routing import URLRouter
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client

from accounts.models import User
from accounts.websocket import websocket_stack
from live import consumers
from tests.tablets import Tablet, give_pin
from tracking.routing import websocket_urlpatterns
from vendors.models import Membership, SharedTablet, Vendor

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(consumers, "RECHECK_SECONDS", 0.1)


@pytest.fixture
def tablet(vendor: Vendor, vendor_owner: User, vendor_staff: User) -> Tablet:
    give_pin(vendor_staff, vendor)
    give_pin(vendor_owner, vendor, "60318")
    return Tablet(vendor, vendor_owner)


def _board(tablet: Tablet, *, session: str = "") -> Any:
    scope = {
        "type": "websocket",
        "path": "/ws/vendor/crumb-and-co/",
        "query_string": b"",
        "client": ("127.0.0.1", 1),
        "headers": [
            (b"host", b"testserver"),
            (b"origin", b"http://testserver"),
            (b"cookie", f"{settings.TABLET_COOKIE_NAME}={tablet.token}; {settings.SESSION_COOKIE_NAME}={session}".encode()),
        ],
        "subprotocols": [],
    }
    talk: Any = ApplicationCommunicator  # untyped
    return talk(websocket_stack(URLRouter(websocket_urlpatterns)), scope)


async def _close_code(board: Any) -> int:
    answer = await board.receive_output(5)
    assert answer["type"] == "websocket.close", answer
    return int(answer["code"])


def _switch(tablet: Tablet) -> None:
    SharedTablet.objects.update(acting=Membership.objects.get(user__email="owner@example.com"))


ENDS: dict[str, Callable[[Tablet], Any]] = {
    "locked": lambda _: SharedTablet.objects.update(acting=None),
    "somebody else": _switch,
    "tablet ended": lambda _: SharedTablet.objects.all().delete(),
}


@pytest.mark.parametrize("name", ENDS)
async def test_the_board_closes_with_the_pin(tablet: Tablet, vendor_staff: User, name: str) -> None:
    await in_thread(tablet.enter)(vendor_staff)
    board = _board(tablet)
    await board.send_input({"type": "websocket.connect"})
    assert (await board.receive_output(5))["type"] == "websocket.accept"
    assert await board.receive_nothing(0.3)
    await in_thread(ENDS[name])(tablet)
    assert await _close_code(board) == 4401


async def test_a_locked_tablet_gets_no_board(tablet: Tablet) -> None:
    board = _board(tablet)
    await board.send_input({"type": "websocket.connect"})
    await board.receive_output(5)
    assert await _close_code(board) == 4401


def _signed_in(user: User) -> str:
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


async def test_who_works_on_the_tablet_goes_before_a_session(tablet: Tablet, vendor_owner: User, vendor_staff: User) -> None:
    """So the board closes with the PIN, and not with the session."""
    await in_thread(tablet.enter)(vendor_staff)
    board = _board(tablet, session=await in_thread(_signed_in)(vendor_owner))
    await board.send_input({"type": "websocket.connect"})
    assert (await board.receive_output(5))["type"] == "websocket.accept"
    await in_thread(Session.objects.all().delete)()
    assert await board.receive_nothing(0.3)
    await in_thread(ENDS["locked"])(tablet)
    assert await _close_code(board) == 4401


async def test_where_nobody_works_the_session_counts(tablet: Tablet, vendor_owner: User) -> None:
    board = _board(tablet, session=await in_thread(_signed_in)(vendor_owner))
    await board.send_input({"type": "websocket.connect"})
    assert (await board.receive_output(5))["type"] == "websocket.accept"
    assert await board.receive_nothing(0.3)
    await in_thread(Session.objects.all().delete)()
    assert await _close_code(board) == 4401
