"""Calling addresses that people of outside have named, such as webhooks and push services, and reaching nothing else by them.

A URL is `https` on port 443 or 8443, with a name for a host and no credentials. The name is resolved once; every address that it
has must be public (common/public_addresses.py), and the connection goes to a checked one: whoever changes the name's answer a
moment later changes nothing. Certificates are checked against the name. No redirect is followed, no proxy of the environment
used, and no more of an answer read than is kept. Hosts of settings.OUTBOUND_ALLOWED_HOSTS (tests, the demo) are taken as they
are, by plain `http` too.
"""

import http.client
import ipaddress
import queue
import re
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

from common.public_addresses import is_public

PORTS = frozenset({443, 8443})
MAX_URL = 500
MAX_BODY = 262_144
KEPT_OF_ANSWER = 2048
TIMEOUT_SECONDS = 10.0
MAX_ADDRESSES = 4  # that are tried one after the other, within the same time
_PRINTABLE = re.compile(r"[!-\[\]-~]+")  # no space, no control character, no backslash, nothing beyond ASCII
_NAME = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)(\.(?!-)[a-z0-9_-]{1,63}(?<!-))+")

Resolver = Callable[[str, int], list[str]]
Connector = Callable[[str, int, float], socket.socket]


class NotPublic(Exception):
    """A URL that is not called; the words are for whoever gave it, and name no address that was found."""


class NoAnswer(Exception):
    """Nobody answered in HTTP, within the time and by a certificate that counts; the words are for whoever gave the URL."""


class NameUnknown(NoAnswer):
    """The host's name led nowhere, just now: nobody has it, or the resolver is away."""


@dataclass(frozen=True)
class Target:
    """A URL, taken apart and looked at, that has yet to be resolved."""

    scheme: str
    host: str
    port: int
    path: str
    is_allowed: bool  # taken as it is, whatever its address


@dataclass(frozen=True)
class Answer:
    """What came back. `body` is the beginning of it; header names are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    seconds: float


def read_url(url: str) -> Target:
    """Return the parts of a URL that may be called, as far as its text tells. Raises NotPublic."""
    if len(url) > MAX_URL:
        raise NotPublic(f"An address has at most {MAX_URL} characters.")
    if not _PRINTABLE.fullmatch(url):
        raise NotPublic("Write the address in plain letters, digits and signs, without spaces.")
    parts, port = _split(url)
    host = (parts.hostname or "").lower().rstrip(".")
    is_allowed = bool({host, f"{host}:{port}"} & set(settings.OUTBOUND_ALLOWED_HOSTS))
    if not is_allowed:
        _refuse_odd(parts, host, port)
    path = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
    return Target(parts.scheme, host, port, path, is_allowed)


def _split(url: str) -> tuple[SplitResult, int]:
    try:
        parts = urlsplit(url)
        port = (443 if parts.scheme == "https" else 80) if parts.port is None else parts.port
    except ValueError as error:
        raise NotPublic("This is no complete address. It begins with https:// and names a host.") from error
    if parts.scheme not in {"https", "http"} or not parts.hostname:
        raise NotPublic("This is no complete address. It begins with https:// and names a host.")
    if "@" in parts.netloc:
        raise NotPublic("Leave out the name and password: what we send is signed.")
    if "#" in url:
        raise NotPublic("Leave out the part from # on: it is never sent.")
    return parts, port


def _refuse_odd(parts: SplitResult, host: str, port: int) -> None:
    if parts.scheme != "https":
        raise NotPublic("The address has to begin with https://.")
    if port not in PORTS:
        raise NotPublic("Only the ports 443 and 8443 are called.")
    if not _NAME.fullmatch(host) or len(host) > 253 or _ends_in_a_number(host):
        raise NotPublic("Give the full name of a host, such as hooks.example.com, not a number.")


def _ends_in_a_number(host: str) -> bool:
    """Say whether resolvers would read the host as an IPv4 address in some spelling, as 0x7f.1 is one."""
    last = host.rpartition(".")[2]
    return last.isdecimal() or re.fullmatch(r"0x[0-9a-f]*", last) is not None


def system_resolver(host: str, port: int) -> list[str]:
    """Return the addresses of a name as the system knows them. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return list(dict.fromkeys(str(address[4][0]) for address in found))


def tcp_connector(address: str, port: int, seconds: float) -> socket.socket:
    """Return a connection to an address, not a name. Raises OSError."""
    return socket.create_connection((address, port), timeout=seconds)


@dataclass(frozen=True)
class PublicHttp:
    """Calls the public internet. The fields are the seams at which tests put a town of their own."""

    resolve: Resolver = system_resolver
    connect: Connector = tcp_connector
    tls: ssl.SSLContext = field(default_factory=ssl.create_default_context)

    def check(self, url: str, *, seconds: float = TIMEOUT_SECONDS) -> None:
        """Refuse a URL that would not be called at this moment. Raises NotPublic, NameUnknown."""
        self._addresses(read_url(url), time.monotonic() + seconds)

    def post(self, url: str, body: bytes, headers: Mapping[str, str], *, seconds: float = TIMEOUT_SECONDS) -> Answer:
        """Send `body` and return the answer, whatever its status; a redirect is an answer like any other.

        `seconds` is the time for all of it: finding the host, connecting, sending and reading.
        Raises NotPublic, NoAnswer.
        """
        started = time.monotonic()
        deadline = started + seconds
        target = read_url(url)
        addresses = self._addresses(target, deadline)
        try:
            with self._connected(target, addresses, deadline) as line:
                line.request("POST", target.path, body, dict(headers))
                answer = line.getresponse()
                kept = _beginning_of(answer)
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise NoAnswer(_why(error, is_late=time.monotonic() >= deadline)) from error
        kinds = {name.lower(): value for name, value in answer.getheaders()}
        return Answer(answer.status, kinds, kept, time.monotonic() - started)

    def _addresses(self, target: Target, deadline: float) -> list[str]:
        """Return where the target may be reached; one address that is not public refuses it all."""
        try:
            found = _in_time(lambda: self.resolve(target.host, target.port), deadline)
        except (OSError, UnicodeError) as error:
            raise NameUnknown(f"The host {target.host} is not known.") from error
        if not found:
            raise NameUnknown(f"The host {target.host} is not known.")
        if not target.is_allowed and not all(is_public(ipaddress.ip_address(each.partition("%")[0])) for each in found):
            raise NotPublic(f"The host {target.host} is not on the public internet.")
        return found[:MAX_ADDRESSES]

    @contextmanager
    def _connected(self, target: Target, addresses: list[str], deadline: float) -> Iterator[http.client.HTTPConnection]:
        plain = self._reach(target, addresses, deadline)
        guard = plain.dup()
        # Timeouts of sockets begin anew with each byte. This ends the line for good, however slowly somebody drips.
        alarm = threading.Timer(max(0.0, deadline - time.monotonic()), _end, [guard])
        alarm.daemon = True
        alarm.start()
        line = http.client.HTTPConnection(_in_brackets(target.host), target.port)
        line.default_port = 443 if target.scheme == "https" else 80  # which port the Host header leaves out
        try:
            line.sock = self.tls.wrap_socket(plain, server_hostname=target.host) if target.scheme == "https" else plain
            yield line
        finally:
            alarm.cancel()
            line.close()
            plain.close()
            guard.close()

    def _reach(self, target: Target, addresses: list[str], deadline: float) -> socket.socket:
        failure: OSError = TimeoutError("no time left")
        for address in addresses:
            left = deadline - time.monotonic()
            if left <= 0:
                break
            try:
                return self.connect(address, target.port, left)
            except OSError as error:
                failure = error
        raise failure


def _in_time(find: Callable[[], list[str]], deadline: float) -> list[str]:
    """Return what `find` finds; the system's resolver knows no time limit, so it runs beside. Raises what it raises."""
    found: queue.SimpleQueue[list[str] | Exception] = queue.SimpleQueue()

    def look() -> None:
        try:
            found.put(find())
        except Exception as error:
            found.put(error)

    threading.Thread(target=look, name="resolve", daemon=True).start()
    try:
        answer = found.get(timeout=max(0.0, deadline - time.monotonic()))
    except queue.Empty:
        raise TimeoutError("the name was not found in time") from None
    if isinstance(answer, Exception):
        raise answer
    return answer


def _beginning_of(answer: http.client.HTTPResponse) -> bytes:
    """Return what is kept of the body; where that does not end in time, the answer was given all the same."""
    try:
        return answer.read(KEPT_OF_ANSWER)
    except (OSError, http.client.HTTPException, ValueError):
        return b""


def _end(line: socket.socket) -> None:
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)


def _in_brackets(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _why(error: Exception, *, is_late: bool) -> str:
    """Return the failure in words that help whoever runs the other side."""
    if is_late or isinstance(error, TimeoutError):
        return "No answer within the time."
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"The certificate does not count: {error.verify_message}."
    if isinstance(error, ssl.SSLError):
        return "No TLS connection came about."
    if isinstance(error, ConnectionRefusedError):
        return "Nobody listens there."
    if isinstance(error, OSError):
        return "The connection broke."
    return "The answer was no HTTP."
