"""Looking for viruses: one port, and the scanners that SCANNER_URL can name (config/services.py).

A scanner answers with what it found, or nothing; or it raises ScannerAway, and then nobody knows.
"""

import socket
from typing import Protocol
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.utils.module_loading import import_string

CHUNK = 65_536
MAX_ANSWER = 4096
#: The harmless file that every scanner calls a virus (eicar.org), in two halves so that this file is none.
TEST_VIRUS = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR" + rb"-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
log = structlog.get_logger(__name__)


class ScannerAway(Exception):
    """No scanner answered, or none is set: the file is neither good nor bad."""


class Scanner(Protocol):
    """A way to ask."""

    def scan(self, content: bytes) -> str:
        """Return the name of what was found, or nothing. Raises ScannerAway."""


def scan(content: bytes) -> str:
    """Return the name of the virus in `content`, or nothing where there is none. Raises ScannerAway."""
    path, options = settings.VIRUS_SCANNER
    scanner: Scanner = import_string(path)(**options)
    return scanner.scan(content)


class NoScanner:
    """SCANNER_URL is not set: nothing is known of any file, so none is shown."""

    def scan(self, content: bytes) -> str:
        """Refuse."""
        log.error("no_virus_scanner", cure="set SCANNER_URL (.env.example)")
        raise ScannerAway


class LocalScanner:
    """For a machine without a scanner: it knows the test virus alone."""

    def scan(self, content: bytes) -> str:
        """Look for it."""
        return "Eicar-Test-Signature" if TEST_VIRUS in content else ""


class Clamd:
    """ClamAV's daemon, by TCP (clamd://host:3310) or a socket of this machine (clamd:///run/clamav/clamd.ctl)."""

    def __init__(self, *, url: str, timeout: float = 15) -> None:
        self._url = urlsplit(url)
        self._timeout = timeout

    def scan(self, content: bytes) -> str:
        """Send it as a stream (clamd's INSTREAM) and read the verdict."""
        try:
            with self._connected() as connection:
                connection.sendall(b"zINSTREAM\0")
                for at in range(0, len(content), CHUNK):
                    part = content[at : at + CHUNK]
                    connection.sendall(len(part).to_bytes(4) + part)
                connection.sendall(bytes(4))
                answer = _read(connection)
        except OSError as error:
            log.warning("virus_scanner_away", error=repr(error))
            raise ScannerAway from error
        return _verdict(answer)

    def _connected(self) -> socket.socket:
        if self._url.hostname:
            return socket.create_connection((self._url.hostname, self._url.port or 3310), timeout=self._timeout)
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(self._timeout)
        try:
            connection.connect(self._url.path)
        except OSError:
            connection.close()
            raise
        return connection


def _read(connection: socket.socket) -> str:
    answer = b""
    while len(answer) < MAX_ANSWER and (part := connection.recv(MAX_ANSWER)):
        answer += part
    return answer.rstrip(b"\0\n").decode(errors="replace")


def _verdict(answer: str) -> str:
    """Read `stream: OK`, `stream: <name> FOUND`; anything else is no verdict."""
    said = answer.removeprefix("stream: ")
    if said == "OK":
        return ""
    if said.endswith(" FOUND"):
        return said.removesuffix(" FOUND")
    log.warning("virus_scanner_refused", answer=answer[:200])
    raise ScannerAway
