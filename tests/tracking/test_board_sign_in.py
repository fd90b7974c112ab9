"""Who gets a vendor's board by token or key, and when it closes."""

from collections.abc import Callable
from typing import Any

import pytest
from asgiref.testing import ApplicationCommunicator
from channels.db import database_sync_to_async as in_thread
from channels.routing import URLRouter
from django.db.models import Model
from django.utils import timezone

from accounts.models import TokenFamily, User
from accounts.tokens import issue_tokens
from accounts.websocket import websocket_stack
from live import consumers
from tests.factories import MembershipFactory
from tracking.routing import websocket_urlpatterns
from vendors.models import ApiKey, Membership, MembershipRole, Vendor
from vendors.services import MadeKey, create_api_key

pytestmark = pytest.mark.django_db(transaction=True)
Answer = dict[str, Any]


class Board:
    """A server's side of a connection to a board, spoken as ASGI messages."""

    def __init__(self, slug: str, token: str, query: str = "", offered: bool = True) -> None:
        scope = {
            "type": "websocket",
            "path": f"/ws/vendor/{slug}/",
            "query_string": query.encode(),
            "client": ("127.0.0.1", 1),
            "headers": [(b"host", b"testserver")],
            "subprotocols": ["tt.v1", f"bearer.{token}"] if offered else [],
        }
        talk: Any = ApplicationCommunicator  # untyped
        self.talk = talk(websocket_stack(URLRouter(websocket_urlpatterns)), scope)

    async def connect(self) -> Answer:
        await self.talk.send_input({"type": "websocket.connect"})
        return dict(await self.talk.receive_output(5))

    async def close_code(self) -> int:
        answer = await self.talk.receive_output(5)
        assert answer["type"] == "websocket.close", answer
        return int(answer["code"])

    async def stays_open(self) -> bool:
        return bool(await self.talk.receive_nothing(0.4))

    async def leave(self) -> None:
        await self.talk.send_input({"type": "websocket.disconnect", "code": 1000})
        await self.talk.wait()


@pytest.fixture(autouse=True)
def _often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(consumers, "RECHECK_SECONDS", 0.1)


@pytest.fixture
def key(vendor: Vendor, vendor_owner: User) -> MadeKey:
    return create_api_key(vendor, by=vendor_owner, name="Till", scopes=["orders.view"])


def _token(user: User, *scopes: str) -> str:
    return issue_tokens(user, scopes=scopes).access


async def test_a_key_with_the_scope_opens_the_board_of_its_vendor(key: MadeKey, vendor: Vendor) -> None:
    board = Board(vendor.slug, key.text)
    assert await board.connect() == {"type": "websocket.accept", "subprotocol": "tt.v1"}
    assert await board.stays_open()
    await board.leave()


async def test_a_key_opens_no_board_of_its_creators_other_vendors(key: MadeKey, vendor_owner: User, other_vendor: Vendor) -> None:
    await in_thread(MembershipFactory.create)(vendor=other_vendor, user=vendor_owner, role=MembershipRole.OWNER)
    board = Board(other_vendor.slug, key.text)
    await board.connect()
    assert await board.close_code() == 4404


@pytest.mark.parametrize(("scope", "open_"), [("orders.view", True), ("orders.advance", True), ("*", True), ("me.read", False)])
async def test_a_token_needs_the_scope(vendor: Vendor, vendor_owner: User, scope: str, open_: bool) -> None:
    board = Board(vendor.slug, await in_thread(_token)(vendor_owner, scope))
    await board.connect()
    if open_:
        assert await board.stays_open()
        await board.leave()
    else:
        assert await board.close_code() == 4403


async def test_a_key_without_the_scope_is_told_so(vendor: Vendor, vendor_owner: User) -> None:
    other = await in_thread(create_api_key)(vendor, by=vendor_owner, name="Menu", scopes=["items.change"])
    board = Board(vendor.slug, other.text)
    await board.connect()
    assert await board.close_code() == 4403


def _revoke(model: type[Model], **fields: Any) -> Callable[[], Any]:
    return lambda: model._default_manager.update(revoked_at=timezone.now(), **fields)


ENDS: dict[str, tuple[Callable[[], Any], int]] = {
    "key revoked": (_revoke(ApiKey), 4401),
    "creator left": (lambda: Membership.objects.all().delete(), 4401),
    "account closed": (lambda: User.objects.update(is_active=False), 4401),
    "vendor suspended": (lambda: Vendor.objects.update(is_suspended=True), 4404),
}


@pytest.mark.parametrize("name", ENDS)
async def test_the_board_closes_when_the_key_ends(key: MadeKey, vendor: Vendor, name: str) -> None:
    end, code = ENDS[name]
    board = Board(vendor.slug, key.text)
    await board.connect()
    assert await board.stays_open()
    await in_thread(end)()
    assert await board.close_code() == code


async def test_the_board_closes_when_the_family_ends(vendor: Vendor, vendor_owner: User) -> None:
    board = Board(vendor.slug, await in_thread(_token)(vendor_owner, "orders.view"))
    await board.connect()
    await in_thread(_revoke(TokenFamily, revoke_reason="admin"))()
    assert await board.close_code() == 4401


@pytest.mark.parametrize("name", ["token", "access_token", "api_key", "KEY"])
async def test_a_key_in_the_address_signs_nobody_in_and_is_not_logged(
    key: MadeKey, vendor: Vendor, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    board = Board(vendor.slug, "", query=f"{name}={key.text}", offered=False)
    await board.connect()
    assert await board.close_code() == 4401
    lines = [str(record.msg) for record in caplog.records if "token_in_url_ignored" in str(record.msg)]
    assert len(lines) == 1
    assert name.lower() in lines[0]
    assert key.text not in caplog.text
    assert key.text.split("_")[3] not in str(lines)
