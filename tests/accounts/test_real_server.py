"""Sign-in over a real server: handshakes as a browser or a program sends them, refreshes across threads of a process."""

import json
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from django.test import Client
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from accounts.models import RevokeReason, User
from accounts.tokens import issue_tokens, revoke_all
from tests.servers import Server, web_server
from vendors.models import Vendor

pytestmark = pytest.mark.django_db(transaction=True)
BOARD = "/ws/vendor/crumb-and-co/"


def _protocols(token: str) -> list[Subprotocol]:
    return [Subprotocol("tt.v1"), Subprotocol(f"bearer.{token}")]


def _closed_with(server: Server, token: str | None) -> int:
    protocols = _protocols(token) if token else None
    with connect(server.ws + BOARD, subprotocols=protocols) as socket, pytest.raises(ConnectionClosed) as closed:
        socket.recv(timeout=5)
    assert closed.value.rcvd
    return int(closed.value.rcvd.code)


def test_r19_sockets_are_signed_in_by_token_or_own_cookie_only(vendor: Vendor, vendor_staff: User) -> None:
    client = Client()
    client.force_login(vendor_staff)
    cookie = {"Cookie": f"sessionid={client.cookies['sessionid'].value}"}
    token = issue_tokens(vendor_staff).access
    with web_server() as server:
        with connect(server.ws + BOARD, subprotocols=_protocols(token)) as socket:
            assert socket.subprotocol == "tt.v1"
        with (
            connect(server.ws + BOARD, origin=Origin(server.url), additional_headers=cookie) as socket,
            pytest.raises(TimeoutError),
        ):
            socket.recv(timeout=0.3)
        for origin in (Origin("https://evil.example"), None):
            with pytest.raises(InvalidStatus) as refused:
                connect(server.ws + BOARD, origin=origin, additional_headers=cookie)
            assert refused.value.response.status_code == 403
        assert _closed_with(server, None) == 4401
        revoke_all(vendor_staff, reason=RevokeReason.ADMIN)
        assert _closed_with(server, token) == 4401


def test_r11_parallel_refreshes_over_http_have_one_winner(customer: User) -> None:
    refresh = issue_tokens(customer).refresh
    with web_server() as server, httpx.Client(base_url=server.url) as client, ThreadPoolExecutor(6) as pool:

        def post(token: str) -> httpx.Response:
            return client.post("/api/v1/auth/token/refresh/", content=json.dumps({"refresh": token}), headers=JSON)

        for _ in range(3):  # 18 calls: the endpoint's limit is 20 a minute
            won = [answer for answer in pool.map(post, [refresh] * 6) if answer.status_code == 200]
            assert len(won) == 1
            refresh = won[0].json()["refresh"]


JSON = {"Content-Type": "application/json"}
