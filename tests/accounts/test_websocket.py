"""accounts.websocket: who is at the other end."""

from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from asgiref.testing import ApplicationCommunicator
from channels.db import database_sync_to_async as in_thread
from django.test import Client

from accounts.models import RevokeReason, User
from accounts.sessions import Current, end_other_sign_ins
from accounts.tokens import issue_tokens, revoke_all
from accounts.websocket import is_still_signed_in, websocket_stack

pytestmark = pytest.mark.django_db(transaction=True)
OWN = (b"origin", b"http://testserver")
HOST = (b"host", b"testserver")


async def _consumer(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Say who it is; answer "still" with whether the sign-in holds."""
    await receive()
    await send({"type": "websocket.accept"})
    await send({"type": "websocket.send", "text": str(getattr(scope["user"], "email", "anonymous") or "anonymous")})
    while (await receive())["type"] == "websocket.receive":
        await send({"type": "websocket.send", "text": str(await is_still_signed_in(scope))})


class Socket:
    """The client's side of one connection, spoken as ASGI messages (channels.testing would bring daphne along)."""

    def __init__(self, headers: list[tuple[bytes, bytes]], subprotocols: list[str], app: Any = _consumer) -> None:
        scope = {"type": "websocket", "path": "/ws/x/", "headers": headers, "subprotocols": subprotocols}
        talk: Any = ApplicationCommunicator  # untyped
        self.talk = talk(websocket_stack(app), scope)

    async def connect(self) -> dict[str, Any]:
        """Return the answer to the handshake."""
        await self.talk.send_input({"type": "websocket.connect"})
        return dict(await self.talk.receive_output())

    async def read(self) -> str:
        """Return the next frame."""
        return str((await self.talk.receive_output())["text"])

    async def still(self) -> str:
        """Ask whether the sign-in holds."""
        await self.talk.send_input({"type": "websocket.receive", "text": "still"})
        return await self.read()

    async def leave(self) -> None:
        """Hang up."""
        await self.talk.send_input({"type": "websocket.disconnect", "code": 1005})
        await self.talk.wait()


async def _open(*headers: tuple[bytes, bytes], subprotocols: list[str] | None = None) -> tuple[Socket, bool, str | None]:
    socket = Socket([HOST, *headers], subprotocols or [])
    answer = await socket.connect()
    return socket, answer["type"] == "websocket.accept", answer.get("subprotocol")


def _cookie(user: User) -> tuple[bytes, bytes]:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return (b"cookie", f"sessionid={client.cookies['sessionid'].value}".encode())


async def test_a_page_of_ours_is_signed_in_by_its_cookie(customer: User) -> None:
    socket, accepted, _ = await _open(OWN, await in_thread(_cookie)(customer))
    assert accepted
    assert await socket.read() == customer.email
    await socket.leave()


@pytest.mark.parametrize(
    "origin",
    [b"https://evil.example", b"null", b"http://testserver:81", b"http://testserver.evil.example", b"", b"ftp://testserver"],
)
async def test_r50_a_foreign_origin_is_refused(customer: User, origin: bytes) -> None:
    _, accepted, _ = await _open((b"origin", origin), await in_thread(_cookie)(customer))
    assert not accepted


async def test_r50_a_host_that_is_not_ours_makes_no_origin_good() -> None:
    socket = Socket([(b"host", b"evil.example"), (b"origin", b"http://evil.example")], [])
    assert (await socket.connect())["type"] == "websocket.close"


async def test_two_origins_are_none() -> None:
    assert not (await _open(OWN, (b"origin", b"https://evil.example")))[1]


async def test_the_trusted_origin_is_served_behind_a_proxy_that_changes_the_host(settings: Any) -> None:
    socket, accepted, _ = await _open((b"origin", settings.BASE_URL.encode()))
    assert accepted
    assert await socket.read() == "anonymous"
    await socket.leave()


async def test_a_program_without_origin_is_served_where_it_sends_no_cookie(customer: User) -> None:
    socket, accepted, _ = await _open()
    assert accepted
    assert await socket.read() == "anonymous"
    await socket.leave()
    assert not (await _open(await in_thread(_cookie)(customer)))[1]


async def test_a_token_as_subprotocol_signs_in_and_is_not_repeated(customer: User) -> None:
    token = (await in_thread(issue_tokens)(customer)).access
    socket, accepted, protocol = await _open(subprotocols=["tt.v1", f"bearer.{token}"])
    assert (accepted, protocol) == (True, "tt.v1")
    assert await socket.read() == customer.email
    await socket.leave()


async def test_a_token_in_the_header_signs_in(customer: User) -> None:
    token = (await in_thread(issue_tokens)(customer)).access
    socket, accepted, _ = await _open((b"authorization", f"Bearer {token}".encode()))
    assert accepted
    assert await socket.read() == customer.email
    await socket.leave()


async def test_a_token_worth_nothing_is_closed_with_4401(customer: User) -> None:
    pair = await in_thread(issue_tokens)(customer)
    await in_thread(revoke_all)(customer, reason=RevokeReason.ADMIN)
    for token in (pair.access, pair.refresh, "nonsense"):
        socket, accepted, _ = await _open(subprotocols=["tt.v1", f"bearer.{token}"])
        assert accepted
        assert await socket.talk.receive_output() == {"type": "websocket.close", "code": 4401}


async def test_consumers_do_not_see_the_token_among_headers(customer: User) -> None:
    seen: list[dict[str, Any]] = []

    async def spy(scope: dict[str, Any], receive: Any, send: Any) -> None:
        seen.append(scope)
        await _consumer(scope, receive, send)

    token = (await in_thread(issue_tokens)(customer)).access
    headers = [HOST, (b"sec-websocket-protocol", f"tt.v1, bearer.{token}".encode())]
    socket = Socket(headers, ["tt.v1", f"bearer.{token}"], spy)
    await socket.connect()
    await socket.leave()
    assert seen[0]["subprotocols"] == ["tt.v1"]
    assert token.encode() not in b"".join(value for _, value in seen[0]["headers"])


async def test_r13_a_socket_notices_that_its_sign_in_ended(customer: User) -> None:
    token = (await in_thread(issue_tokens)(customer)).access
    by_token = (await _open(subprotocols=["tt.v1", f"bearer.{token}"]))[0]
    by_cookie = (await _open(OWN, await in_thread(_cookie)(customer)))[0]
    for socket in (by_token, by_cookie):
        await socket.read()
        assert await socket.still() == "True"
    await in_thread(revoke_all)(customer, reason=RevokeReason.PASSWORD)
    customer.set_password("another horse battery")
    await in_thread(customer.save)()
    for socket in (by_token, by_cookie):
        assert await socket.still() == "False"
        await socket.leave()


async def test_r20_a_socket_notices_that_its_session_was_ended_from_elsewhere(customer: User) -> None:
    by_token = (await _open(subprotocols=["tt.v1", f"bearer.{(await in_thread(issue_tokens)(customer)).access}"]))[0]
    name, cookie = await in_thread(_cookie)(customer)
    by_cookie = (await _open(OWN, (name, cookie)))[0]
    key = cookie.decode().partition("=")[2]
    await in_thread(UserSession.objects.create)(user=customer, session_key=key, ip="203.0.113.7")
    for socket in (by_token, by_cookie):
        await socket.read()
    await in_thread(end_other_sign_ins)(customer, keep=Current(), request=None)
    for socket in (by_token, by_cookie):
        assert await socket.still() == "False"
        await socket.leave()


async def test_r13_a_deactivated_user_has_no_socket(customer: User) -> None:
    cookie = await in_thread(_cookie)(customer)
    socket = (await _open(OWN, cookie))[0]
    await socket.read()
    await in_thread(User.objects.update)(is_active=False)
    assert await socket.still() == "False"
    await socket.leave()


async def test_an_anonymous_socket_has_no_sign_in_to_lose() -> None:
    socket = (await _open())[0]
    await socket.read()
    assert await socket.still() == "True"
    await socket.leave()
