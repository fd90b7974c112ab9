"""common.public_http: what somebody names is called only where it is on the public internet, and as it was checked (r27)."""

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

from common.public_addresses import is_public
from common.public_http import KEPT_OF_ANSWER, NameUnknown, NoAnswer, NotPublic, PublicHttp, read_url
from tests.receivers import Receiver, TlsReceiver

INSIDE = [
    "0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.255.255.254", "168.63.129.16",
    "169.254.169.254", "169.254.170.2", "172.16.0.1", "172.31.255.255", "192.0.0.192", "192.0.2.1", "192.88.99.1",
    "192.168.1.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "::7f00:1",
    "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::808:808", "100::1", "2001::1", "2001:0:7f00:1::", "2001:10::1",
    "2001:db8::1", "2002:7f00:1::", "2002:a9fe:a9fe::1", "2606:4700::5efe:7f00:1", "3fff::1", "5f00::1", "fc00::1",
    "fd00:ec2::254", "fe80::1", "fec0::1", "ff02::1",
]  # fmt: skip
OUTSIDE = ["1.1.1.1", "8.8.8.8", "93.184.216.34", "100.63.255.255", "172.32.0.1", "2606:4700:4700::1111", "64:ff9b::808:808"]
HOSTILE = [
    "http://hooks.example.com/", "ftp://hooks.example.com/", "file:///etc/passwd", "gopher://hooks.example.com/", "javascript:1",
    "//hooks.example.com/", "hooks.example.com", "", "https://", "https:///x", "https://user@hooks.example.com/",
    "https://user:secret@hooks.example.com/", "https://@hooks.example.com/", "https://127.0.0.1@hooks.example.com/",
    "https://hooks.example.com:22/", "https://hooks.example.com:80/", "https://hooks.example.com:6379/",
    "https://hooks.example.com:0/", "https://hooks.example.com:99999/", "https://hooks.example.com:x/",
    "https://127.0.0.1/", "https://127.1/", "https://2130706433/", "https://0x7f000001/", "https://0x7f.1/", "https://0177.0.0.1/",
    "https://017700000001/", "https://1.2.3.4./", "https://[::1]/", "https://[::ffff:127.0.0.1]/", "https://[fe80::1%25eth0]/",
    "https://localhost/", "https://localhost./", "https://metadata/", "https://redis:443/", "https://hooks.example.com\\@127.0.0.1/",
    "https://hooks.example.com/\r\nX: y", "https://hooks.example.com/ HTTP/1.1", "https://hooks.example.com/\x00", "https://①②⑦.⓪.⓪.①/",
    "https://ｌocalhost/", "https://hooks.example.com/#part", "https://-hooks.example.com/", "https://hooks..example.com/",
    f"https://hooks.example.com/{'x' * 500}", f"https://{'a' * 64}.example.com/",
]  # fmt: skip
PUBLIC = "93.184.216.34"


@pytest.mark.parametrize("address", INSIDE)
def test_r27_what_is_inside_is_not_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))
    client = PublicHttp(resolve=lambda *_: [PUBLIC, address], connect=_nobody)
    with pytest.raises(NotPublic, match="not on the public internet"):
        client.post("https://hooks.example.com/", b"", {})


@pytest.mark.parametrize("address", OUTSIDE)
def test_r27_what_is_outside_is(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("url", HOSTILE)
def test_r27_hostile_urls_are_refused_by_their_text(url: str) -> None:
    with pytest.raises(NotPublic):
        PublicHttp(resolve=_nobody, connect=_nobody).post(url, b"", {})


@pytest.mark.parametrize(
    "url", ["https://hooks.example.com", "https://HOOKS.example.com:8443/a?b=c", "https://xn--bcher-kva.example/"]
)
def test_ordinary_urls_are_read(url: str) -> None:
    target = read_url(url)
    assert (target.scheme, target.is_allowed) == ("https", False)
    assert target.host == target.host.lower()


def test_r27_the_checked_address_is_called_whatever_the_name_says_a_moment_later(inside: Receiver) -> None:
    answers = iter([[PUBLIC], ["127.0.0.1"], ["127.0.0.1"]])
    called: list[tuple[str, int]] = []

    def connect(address: str, port: int, seconds: float) -> socket.socket:
        called.append((address, port))
        raise ConnectionRefusedError

    client = PublicHttp(resolve=lambda *_: next(answers), connect=connect)
    with pytest.raises(NoAnswer, match="Nobody listens"):
        client.post("https://rebind.example.com:8443/", b"", {})
    assert called == [(PUBLIC, 8443)]
    assert next(answers) == ["127.0.0.1"]  # asked once
    assert inside.requests == []


def test_r27_name_and_certificate_are_those_of_the_url_and_the_address_is_the_checked_one(tls: TlsReceiver) -> None:
    answer = _at(tls, "hooks.example.com").post("https://hooks.example.com/in?a=b", b"{}", {"Content-Type": "application/json"})
    request = tls.requests[0]
    assert (answer.status, answer.body) == (200, b"ok")
    assert (request.path, request.headers["host"], request.body) == ("/in?a=b", "hooks.example.com", b"{}")
    assert tls.names == ["hooks.example.com"]


def test_a_certificate_of_another_name_does_not_count(tls: TlsReceiver) -> None:
    with pytest.raises(NoAnswer, match="certificate"):
        _at(tls, "other.example.com").post("https://other.example.com/", b"", {})
    assert tls.requests == []


def test_r27_a_redirect_is_an_answer_and_is_not_followed(inside: Receiver, settings: Any) -> None:
    settings.OUTBOUND_ALLOWED_HOSTS = [inside.host]
    inside.answer_with(302, headers={"Location": f"{inside.url}/elsewhere"})
    assert PublicHttp().post(f"{inside.url}/here", b"", {}).status == 302
    assert [request.path for request in inside.requests] == ["/here"]


def test_of_an_answer_only_the_beginning_is_read(inside: Receiver, settings: Any) -> None:
    settings.OUTBOUND_ALLOWED_HOSTS = [inside.host]
    inside.answer_with(200, b"x" * 5_000_000)
    assert len(PublicHttp().post(inside.url, b"", {}).body) == KEPT_OF_ANSWER


def test_who_drips_an_answer_is_cut_off_in_time(settings: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        settings.OUTBOUND_ALLOWED_HOSTS = [f"127.0.0.1:{server.getsockname()[1]}"]
        threading.Thread(target=_drip, args=(server,), daemon=True).start()
        started = time.monotonic()
        with pytest.raises(NoAnswer, match="within the time"):
            PublicHttp().post(f"http://{settings.OUTBOUND_ALLOWED_HOSTS[0]}/", b"", {}, seconds=0.6)
        assert time.monotonic() - started < 2


def test_an_answer_whose_body_never_ends_is_an_answer(settings: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        settings.OUTBOUND_ALLOWED_HOSTS = [f"127.0.0.1:{server.getsockname()[1]}"]
        head = b"HTTP/1.1 202 Accepted\r\nContent-Length: 9999\r\n\r\n"
        threading.Thread(target=_drip, args=(server, head), daemon=True).start()
        answer = PublicHttp().post(f"http://{settings.OUTBOUND_ALLOWED_HOSTS[0]}/", b"", {}, seconds=0.6)
    assert answer.status == 202


def test_a_resolver_that_hangs_is_not_waited_for() -> None:
    hanging = threading.Event()
    started = time.monotonic()
    with pytest.raises(NameUnknown, match="not known"):
        PublicHttp(resolve=lambda *_: [str(hanging.wait(5))]).post("https://hooks.example.com/", b"", {}, seconds=0.3)
    assert time.monotonic() - started < 2
    hanging.set()


def test_another_address_is_tried_where_the_first_does_not_answer(tls: TlsReceiver) -> None:
    client = _at(tls, "hooks.example.com", addresses=["1.1.1.1", PUBLIC])
    assert client.post("https://hooks.example.com/", b"", {}).status == 200


def test_only_the_allowed_port_of_an_allowed_host_is_taken_as_it_is(inside: Receiver, settings: Any) -> None:
    settings.OUTBOUND_ALLOWED_HOSTS = [inside.host]
    with pytest.raises(NotPublic):
        PublicHttp().post("http://127.0.0.1:1/", b"", {})


def test_a_name_that_nobody_knows_is_refused_at_the_check() -> None:
    def unknown(*_: Any) -> list[str]:
        raise socket.gaierror

    with pytest.raises(NameUnknown, match=r"hooks\.example\.com is not known"):
        PublicHttp(resolve=unknown).check("https://hooks.example.com/")


@pytest.fixture
def inside() -> Iterator[Receiver]:
    """A server on this machine, which nobody of outside may reach."""
    with Receiver() as receiver:
        yield receiver


@pytest.fixture(scope="module")
def _tls() -> Iterator[TlsReceiver]:
    with TlsReceiver("hooks.example.com") as receiver:
        yield receiver


@pytest.fixture
def tls(_tls: TlsReceiver) -> TlsReceiver:
    """A server with a certificate for hooks.example.com."""
    _tls.forget()
    return _tls


def _nobody(*_: Any) -> Any:
    raise AssertionError("nobody is to be asked or called")


def _drip(server: socket.socket, head: bytes = b"") -> None:
    line = server.accept()[0]
    with line:
        try:
            line.sendall(head)
            while True:
                line.sendall(b"H")
                time.sleep(0.05)
        except OSError:
            return


def _at(receiver: TlsReceiver, host: str, *, addresses: list[str] | None = None) -> PublicHttp:
    """A town whose DNS knows `host` at a public address, behind which the receiver stands."""

    def connect(address: str, port: int, seconds: float) -> socket.socket:
        if (address, port) != (PUBLIC, 443):
            raise ConnectionRefusedError
        return socket.create_connection(("127.0.0.1", receiver.port), seconds)

    trusting = ssl.create_default_context(cadata=receiver.certificate)
    return PublicHttp(lambda name, _: (addresses or [PUBLIC]) if name == host else [], connect, trusting)
