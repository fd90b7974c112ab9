"""Somebody outside who is shown checkpoints and keeps them: what has left the sealer cannot be taken back."""

import contextlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.sealer.house import ORIGIN, House
from tests.sealer.recomputing import policy_of, roots_of
from tests.verifier.building import Signer


@dataclass
class Recorder:
    """A witness's address that cosigns nothing: it keeps every request, and says that it is closed."""

    url: str = ""
    vkey: str = Signer("recorder.test", bytes([9] * 32), 4).vkey
    requests: list[str] = field(default_factory=list)

    @classmethod
    @contextlib.contextmanager
    def listening(cls) -> Iterator["Recorder"]:
        """Listen on a free port of this machine."""
        recorder = cls()

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                recorder.requests.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
                self.send_error(503)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        recorder.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield recorder
        finally:
            server.shutdown()
            server.server_close()
            thread.join()

    def check(self, house: House) -> int:
        """Fail unless all that was shown is of one log, each size with one note; return how many sizes were shown."""
        roots = roots_of(bytes(row[0]) for row in house.query("SELECT leaf_hash FROM ledger_leaf ORDER BY index"))
        kept: dict[int, str] = dict(house.query("SELECT size, note FROM ledger_signedcheckpoint"))
        shown: dict[int, str] = {}
        for request in self.requests:
            head, _, note = request.partition("\n\n")
            old, *proof = head.split("\n")
            said = policy_of(house).open(note, ORIGIN).checkpoint
            assert said.root == roots[said.size]
            assert shown.setdefault(said.size, note) == note
            assert kept[said.size] == note, "what a witness was shown is not what the log keeps"
            assert old == "old 0", "the recorder has cosigned nothing"
            assert not proof
        return len(shown)
