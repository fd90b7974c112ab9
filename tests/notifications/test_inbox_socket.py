"""/ws/notifications/: who gets it, what it tells, and when it closes."""

import json
from typing import Any
from uuid import uuid4

import pytest
from asgiref.testing import ApplicationCommunicator
from channels.db import database_sync_to_async as in_thread
from channels.routing import URLRouter
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client
from django.utils import timezone

from accounts.models import TokenFamily, User
from accounts.tokens import issue_tokens
from accounts.websocket import websocket_stack
from live import consumers, hub
from notifications.inbox import add_item, mark_read, mark_read_up_to
from notifications.inbox_models import InboxItem
from notifications.routing import websocket_urlpatterns
from tests.factories import InboxItemFactory
from vendors.models import Vendor
from vendors.services import create_api_key

pytestmark = pytest.mark.django_db(transaction=True)
Frame = dict[str, Any]


class Bell:
    """A server's side of a connection to the bell, spoken as ASGI messages."""

    def __init__(self, *, token: str = "", headers: tuple[tuple[bytes, bytes], ...] = ()) -> None:
        scope = {
            "type": "websocket",
            "path": "/ws/notifications/",
            "query_string": b"",
            "client": ("127.0.0.1", 1),
            "headers": [(b"host", b"testserver"), *headers],
            "subprotocols": ["tt.v1", f"bearer.{token}"] if token else [],
        }
        talk: Any = ApplicationCommunicator  # untyped
        self.talk = talk(websocket_stack(URLRouter(websocket_urlpatterns)), scope)

    async def connect(self) -> None:
        await self.talk.send_input({"type": "websocket.connect"})
        assert (await self.talk.receive_output(5))["type"] == "websocket.accept"

    async def frame(self, seconds: float = 6) -> Frame:
        while True:
            answer = await self.talk.receive_output(seconds)
            assert answer["type"] == "websocket.send", answer
            frame: Frame = json.loads(answer["text"])
            if frame["type"] != "ping":
                return frame

    async def close_code(self) -> int:
        answer = await self.talk.receive_output(5)
        assert answer["type"] == "websocket.close", answer
        return int(answer["code"])

    async def is_quiet(self, seconds: float = 0.5) -> bool:
        return bool(await self.talk.receive_nothing(seconds))

    async def leave(self) -> None:
        await self.talk.send_input({"type": "websocket.disconnect", "code": 1000})
        await self.talk.wait()


def _token(user: User, *scopes: str) -> str:
    return (issue_tokens(user, scopes=scopes) if scopes else issue_tokens(user)).access


def _tell(user: User, title: str) -> InboxItem:
    return add_item(user, event_uid=uuid4(), kind="status_changed", title=title, body="", order_uid="abc")


async def opened(user: User) -> Bell:
    bell = Bell(token=await in_thread(_token)(user))
    await bell.connect()
    return bell


async def test_the_count_comes_at_once_and_each_item_as_it_is_written(customer: User) -> None:
    await in_thread(InboxItemFactory.create)(user=customer)
    bell = await opened(customer)
    assert await bell.frame() == {"type": "unread", "unread": 1}
    item = await in_thread(_tell)(customer, "Accepted")
    told = await bell.frame()
    assert (told["type"], told["unread"]) == ("notification", 2)
    assert told["notification"] == {
        "id": item.pk,
        "kind": "status_changed",
        "title": "Accepted",
        "body": "",
        "url": "",
        "order": "abc",
        "created_at": told["notification"]["created_at"],
        "read_at": None,
    }
    assert await bell.is_quiet(hub.SWEEP_SECONDS + 1)  # the sweep brings nothing twice
    await bell.leave()


async def test_what_is_read_in_one_window_is_read_in_all(customer: User) -> None:
    first, second = await in_thread(InboxItemFactory.create_batch)(2, user=customer)
    bells = [await opened(customer), await opened(customer)]
    for bell in bells:
        assert await bell.frame() == {"type": "unread", "unread": 2}
    await in_thread(mark_read)(first)
    assert [await bell.frame() for bell in bells] == [{"type": "unread", "unread": 1}] * 2
    await in_thread(mark_read_up_to)(customer, last=second.pk)
    assert [await bell.frame() for bell in bells] == [{"type": "unread", "unread": 0}] * 2
    for bell in bells:
        await bell.leave()


async def test_without_redis_the_sweep_brings_it(customer: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("live.publishing.publisher.offer", lambda _: False)
    bell = await opened(customer)
    assert await bell.frame() == {"type": "unread", "unread": 0}
    item = await in_thread(_tell)(customer, "Accepted")
    assert (await bell.frame())["notification"]["title"] == "Accepted"
    await in_thread(mark_read)(item)
    assert await bell.frame() == {"type": "unread", "unread": 0}
    await bell.leave()


async def test_nobody_hears_of_others(customer: User, stranger: User) -> None:
    bell = await opened(customer)
    await bell.frame()
    await in_thread(_tell)(stranger, "Theirs")
    assert await bell.is_quiet(hub.SWEEP_SECONDS + 1)
    await bell.leave()


async def test_anonymous_callers_are_asked_who_they_are(db: None) -> None:
    bell = Bell()
    await bell.connect()
    assert await bell.close_code() == 4401


async def test_tokens_with_scopes_and_keys_are_kept_out(customer: User, vendor: Vendor, vendor_owner: User) -> None:
    key = await in_thread(create_api_key)(vendor, by=vendor_owner, name="Till", scopes=["orders.view"])
    for token in (await in_thread(_token)(customer, "me.read"), key.text):
        bell = Bell(token=token)
        await bell.connect()
        assert await bell.close_code() == 4403


async def test_a_page_of_another_site_is_refused(customer: User) -> None:
    bell = Bell(headers=((b"origin", b"https://elsewhere.example"), (b"cookie", b"sessionid=x")))
    await bell.talk.send_input({"type": "websocket.connect"})
    assert (await bell.talk.receive_output(5))["type"] == "websocket.close"


async def test_it_closes_when_the_token_is_revoked(customer: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(consumers, "RECHECK_SECONDS", 0.1)
    bell = await opened(customer)
    await bell.frame()
    await in_thread(TokenFamily.objects.update)(revoked_at=timezone.now(), revoke_reason="signed_out")
    assert await bell.close_code() == 4401


async def test_it_closes_when_the_session_ends_or_the_account_does(customer: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(consumers, "RECHECK_SECONDS", 0.1)
    for end in (_end_session, _close_account):
        key = await in_thread(_session_of)(customer)
        headers = (
            (b"cookie", f"{settings.SESSION_COOKIE_NAME}={key}".encode()),
            (b"origin", settings.BASE_URL.encode()),
        )
        bell = Bell(headers=headers)
        await bell.connect()
        assert (await bell.frame())["type"] == "unread"
        await in_thread(end)(customer, key)
        assert await bell.close_code() == 4401


def _session_of(user: User) -> str:
    client = Client()
    client.force_login(user)
    return str(client.cookies[settings.SESSION_COOKIE_NAME].value)


def _end_session(_: User, key: str) -> None:
    SessionStore(session_key=key).delete()


def _close_account(user: User, _: str) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)
