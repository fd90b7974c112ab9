"""Virus scanners; ClamAV's against a real server that speaks clamd's protocol."""

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from common.scanning import TEST_VIRUS, Clamd, LocalScanner, NoScanner, ScannerAway, scan


class Daemon(threading.Thread):
    """Answers one stream after another as clamd does."""

    def __init__(self, listener: socket.socket) -> None:
        super().__init__(daemon=True)
        self.listener, self.answer, self.streams = listener, b"", list[bytes]()
        self.start()

    def run(self) -> None:
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            with connection, connection.makefile("rb") as read:
                if read.read(10) != b"zINSTREAM\0":
                    continue
                content = b""
                while size := int.from_bytes(read.read(4)):
                    content += read.read(size)
                self.streams.append(content)
                verdict = b"stream: Eicar-Signature FOUND\0" if TEST_VIRUS in content else b"stream: OK\0"
                connection.sendall(self.answer or verdict)


@pytest.fixture(params=["tcp", "socket"])
def clamd(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Daemon, Clamd]]:
    """A daemon, and the scanner that asks it."""
    path = str(tmp_path / "clamd.ctl")
    listener = socket.create_server(("127.0.0.1", 0)) if request.param == "tcp" else socket.socket(socket.AF_UNIX)
    if request.param == "socket":
        listener.bind(path)
        listener.listen()
    url = f"clamd://127.0.0.1:{listener.getsockname()[1]}" if request.param == "tcp" else f"clamd://{path}"
    daemon = Daemon(listener)
    yield daemon, Clamd(url=url, timeout=2)
    listener.close()


def test_a_file_is_sent_as_it_is_and_the_verdict_read(clamd: tuple[Daemon, Clamd]) -> None:
    daemon, scanner = clamd
    large = b"x" * 200_000
    assert scanner.scan(large) == ""
    assert scanner.scan(b"before " + TEST_VIRUS) == "Eicar-Signature"
    assert daemon.streams[0] == large


@pytest.mark.parametrize("answer", [b"INSTREAM size limit exceeded. ERROR\0", b"\0", b"stream: lstat() failed ERROR\0"])
def test_what_is_no_verdict_is_none(clamd: tuple[Daemon, Clamd], answer: bytes) -> None:
    daemon, scanner = clamd
    daemon.answer = answer
    with pytest.raises(ScannerAway):
        scanner.scan(b"x")


@pytest.mark.parametrize("url", ["clamd://127.0.0.1:1", "clamd:///nowhere/clamd.ctl"])
def test_one_that_is_away_is_away(url: str) -> None:
    with pytest.raises(ScannerAway):
        Clamd(url=url, timeout=0.5).scan(b"x")


def test_the_settings_name_the_scanner(settings: Settings) -> None:
    settings.VIRUS_SCANNER = ("common.scanning.LocalScanner", {})
    assert scan(b"x" + TEST_VIRUS)
    settings.VIRUS_SCANNER = ("common.scanning.NoScanner", {})
    with pytest.raises(ScannerAway):
        scan(b"x")


def test_the_local_one_knows_the_test_virus_alone() -> None:
    assert LocalScanner().scan(b"harmless") == ""
    assert LocalScanner().scan(TEST_VIRUS) == "Eicar-Test-Signature"
    with pytest.raises(ScannerAway):
        NoScanner().scan(TEST_VIRUS)
