"""A real SMTP server in the test process, which takes mail, refuses it, or breaks the line at the wrong moment."""

import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message as Mail

#: How a sink behaves: it takes everything, is away, says no to one address for good or for now, takes a mail and hangs up without
#: a word, or says nothing at all.
TAKES, AWAY, REFUSES, PUTS_OFF, HANGS_UP, HANGS = "takes", "away", "refuses", "puts off", "hangs up", "hangs"


class Sink(socketserver.ThreadingTCPServer):
    """Keeps the mails that it took, in the order of their coming."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Session)
        self.mails: list[Mail] = []
        self.behaviour = TAKES
        self.pause = 0.0  # seconds before each answer
        self.looks_for = 0.0  # seconds that it looks through a mail before it says yes
        self.refused = ""
        self.refusal = "550 no such user"

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.server_address[1])

    def to(self, address: str) -> list[Mail]:
        """Return the mails that one address got."""
        return [mail for mail in self.mails if mail["To"] == address]


class Session(socketserver.StreamRequestHandler):
    """One client."""

    server: Sink

    def handle(self) -> None:
        """Speak just enough SMTP (RFC 5321)."""
        if self.server.behaviour == HANGS:
            self.rfile.read()  # until the client goes
            return
        self.say("220 sink")
        while line := self.rfile.readline():
            word = line.decode().strip().upper()
            if word == "QUIT":
                self.say("221 bye")
                return
            if word == "DATA":
                if not self.take():
                    return
            else:
                self.say(self.answer(word))

    def answer(self, word: str) -> str:
        """Answer what is not DATA."""
        if word.startswith("MAIL") and self.server.behaviour == AWAY:
            return "421 try again later"
        if word.startswith("RCPT") and self.server.refused.upper() in word:
            return {REFUSES: self.server.refusal, PUTS_OFF: "450 try again later"}.get(self.server.behaviour, "250 ok")
        return "250 ok"

    def take(self) -> bool:
        """Take a mail; tell whether the line still stands."""
        self.say("354 go on")
        lines = []
        while (line := self.rfile.readline()) and line != b".\r\n":
            lines.append(line)
        if not line:
            return False  # the client is gone in the middle: nothing was taken
        self.server.mails.append(message_from_bytes(b"".join(lines)))
        if self.server.behaviour == HANGS_UP:
            return False
        time.sleep(self.server.looks_for)
        self.say("250 taken")
        return True

    def say(self, words: str) -> None:
        """Write a line."""
        time.sleep(self.server.pause)
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def sink() -> Iterator[Sink]:
    """Run a sink for as long as the block."""
    with Sink() as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()
