"""Asking witnesses: what is sent, what is believed of the answer, and that nothing they do stops the sealing."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from trusttrack_verify.merkle import is_consistent

from ledger.encoding import decode64
from ledger.models import Cosignature
from ledger.notes import parse_checkpoint, parse_vkey, split_note
from ledger.policy import Witness
from ledger.tiles import Tree
from ledger.witnesses import OtherSize, WitnessRefused, WitnessRound, ask_witness
from tests.ledger.sealed import SealedLog
from tests.verifier.building import Signer

pytestmark = pytest.mark.django_db
KEY, OTHER = Signer("w1.example", bytes([41] * 32), 4), Signer("w1.example", bytes([42] * 32), 4)
Answer = tuple[int, str, str]


class OwnWitness:
    """A witness over HTTP that answers what the test says."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.answer: Callable[[str], Answer] = lambda body: (200, "text/plain", KEY.sign(self.text(body), int(time.time())))
        self.url = ""

    @staticmethod
    def text(body: str) -> str:
        """Return the three lines that are asked about."""
        return split_note(body.partition("\n\n")[2])[0]

    @property
    def witness(self) -> Witness:
        return Witness(verifier=parse_vkey(KEY.vkey), url=self.url, is_independent=True)


@contextmanager
def served(own: OwnWitness) -> Iterator[OwnWitness]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            own.asked.append(f"{self.path}\n{body}")
            status, kind, text = own.answer(body)
            raw = text.encode()
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    own.url = f"http://127.0.0.1:{server.server_port}/below"
    try:
        yield own
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def own() -> Iterator[OwnWitness]:
    with served(OwnWitness()) as running:
        yield running


@pytest.fixture
def note(log: SealedLog) -> str:
    """A signed tree of six leaves, grown from four."""
    log.grow(4)
    log.seal()
    log.grow(2)
    return log.seal().note


def ask(own: OwnWitness, note: str, known: int = 4) -> Any:
    return ask_witness(own.witness, note=note, known=known, proof=Tree().consistency(known, 6))


def test_it_is_asked_as_the_standard_says(own: OwnWitness, note: str) -> None:
    cosigned = ask(own, note)
    path, old, *steps = own.asked[0].partition("\n\n")[0].split("\n")
    assert (path, old) == ("/below/add-checkpoint", "old 4")
    tree = parse_checkpoint(split_note(note)[0])
    proof = [decode64(step) for step in steps]
    assert is_consistent(first=4, first_root=Tree().root(4), second=6, second_root=tree.root, proof=proof)
    assert own.asked[0].endswith(note)
    assert (cosigned.witness, abs(cosigned.at.timestamp() - time.time()) < 60) == ("w1.example", True)


def test_what_was_never_seen_is_asked_about_without_a_proof(own: OwnWitness, note: str) -> None:
    ask(own, note, known=0)
    assert own.asked[0].startswith("/below/add-checkpoint\nold 0\n\n")


def test_its_line_is_kept_and_nothing_else_of_the_answer(own: OwnWitness, note: str) -> None:
    own.answer = lambda body: (200, "text/plain", OTHER.sign(own.text(body), 5) + KEY.sign(own.text(body), 1_785_000_000))
    cosigned = ask(own, note)
    assert cosigned.line == KEY.sign(split_note(note)[0], 1_785_000_000)


def test_another_size_is_told(own: OwnWitness, note: str) -> None:
    own.answer = lambda body: (409, "text/x.tlog.size", "3\n")
    with pytest.raises(OtherSize) as other:
        ask(own, note)
    assert other.value.size == 3


def line_over(text: str, at: int = 1_785_000_000, key: Signer = KEY) -> str:
    return key.sign(text, at)


@pytest.mark.parametrize(
    "answer",
    [
        lambda text: (200, "text/plain", ""),
        lambda text: (200, "text/plain", "\n"),
        lambda text: (200, "text/plain", "garbage\n"),
        lambda text: (200, "text/plain", line_over(text, key=OTHER)),
        lambda text: (200, "text/plain", line_over("log.example/tests\n7\nAAAA\n")),
        lambda text: (200, "text/plain", line_over(text).replace("w1.example", "w2.example")),
        lambda text: (200, "text/plain", "x" * 100_000),
        lambda text: (200, "text/plain", line_over(text, 2**53)),
        lambda text: (200, "text/plain", line_over(text, 2**63)),
        lambda text: (200, "text/plain", line_over(text, 2**64 - 1)),
        lambda text: (409, "text/plain", "3\n"),
        lambda text: (409, "text/x.tlog.size", "x\n"),
        lambda text: (409, "text/x.tlog.size", "²\n"),
        lambda text: (409, "text/x.tlog.size", "9" * 5000),
        lambda text: (422, "text/plain", "inconsistent"),
        lambda text: (500, "text/html", "<html>"),
        lambda text: (301, "text/plain", ""),
    ],
    ids=[
        "nothing",
        "a blank",
        "garbage",
        "by another key",
        "over another tree",
        "by another name",
        "too much",
        "in the year 285428751",
        "at 2^63",
        "at the end of time",
        "a size of no kind",
        "no size",
        "an odd digit",
        "an endless number",
        "inconsistent",
        "an error",
        "elsewhere",
    ],
)
def test_whatever_else_it_answers_is_a_refusal(own: OwnWitness, note: str, answer: Callable[[str], Answer]) -> None:
    """One that is broken or means ill: anything but a refusal would end the sealer."""
    own.answer = lambda body: answer(own.text(body))
    with pytest.raises(WitnessRefused):
        ask(own, note)


@pytest.mark.parametrize("url", ["http://127.0.0.1:1", "http://127.0.0.1:port", "http://", "nowhere", "http://[::1"])
def test_one_that_cannot_be_reached_is_a_refusal(note: str, url: str) -> None:
    witness = Witness(verifier=parse_vkey(KEY.vkey), url=url, is_independent=True)
    with pytest.raises(WitnessRefused):
        ask_witness(witness, note=note, known=0, proof=[])


def round_of(*witnesses: OwnWitness) -> WitnessRound:
    return WitnessRound([one.witness for one in witnesses])


def settle(asking: WitnessRound, seconds: float = 5) -> bool:
    """Collect until everybody has answered; say whether somebody is to be asked again."""
    again, end = False, time.monotonic() + seconds
    while asking._asked and time.monotonic() < end:
        again |= asking.collect()
        time.sleep(0.01)
    return again


def ask_all(asking: WitnessRound, note: str) -> bool:
    asking.ask(note=note, size=6, prove=lambda known: Tree().consistency(known, 6))
    return settle(asking)


def test_a_round_stores_what_was_cosigned(own: OwnWitness, note: str) -> None:
    assert not ask_all(round_of(own), note)
    stored = Cosignature.objects.get()
    assert (stored.checkpoint_id, stored.witness) == (6, "w1.example")


def test_who_knows_another_size_is_asked_again_from_there(own: OwnWitness, note: str) -> None:
    own.answer = lambda body: (409, "text/x.tlog.size", "4\n")
    asking = round_of(own)
    assert ask_all(asking, note)
    own.answer = OwnWitness().answer
    assert not ask_all(asking, note)
    assert [asked.split("\n")[1] for asked in own.asked] == ["old 0", "old 4"]
    assert Cosignature.objects.count() == 1


def test_who_says_the_same_size_again_is_not_asked_without_end(own: OwnWitness, note: str) -> None:
    own.answer = lambda body: (409, "text/x.tlog.size", "4\n")
    asking = round_of(own)
    assert [ask_all(asking, note) for _ in range(3)] == [True, False, False]


def test_of_several_that_know_other_sizes_each_is_asked_again(own: OwnWitness, note: str) -> None:
    """That the second gave no new size must not make the first wait for minutes."""
    key = Signer("w2.example", bytes([43] * 32), 4)
    with served(OwnWitness()) as second:
        asking = WitnessRound([own.witness, Witness(parse_vkey(key.vkey), second.url, is_independent=True)])
        second.answer = lambda body: (409, "text/x.tlog.size", "0\n")
        for size in (3, 4):
            own.answer = lambda body, size=size: (409, "text/x.tlog.size", f"{size}\n")  # type: ignore[misc]  # the default binds it
            asking.ask(note=note, size=6, prove=lambda known: Tree().consistency(known, 6))
            while not all(answer.done() for _, answer in asking._asked.values()):
                time.sleep(0.01)
            assert asking.collect()


def test_who_is_ahead_is_not_asked(own: OwnWitness, note: str) -> None:
    own.answer = lambda body: (409, "text/x.tlog.size", "900\n")
    asking = round_of(own)
    ask_all(asking, note)
    ask_all(asking, note)
    assert len(own.asked) == 1


def test_a_slow_one_holds_nobody_up(own: OwnWitness, note: str) -> None:
    gate = threading.Event()
    quick = OwnWitness().answer

    def slow(body: str) -> Answer:
        gate.wait(5)
        return quick(body)

    own.answer = slow
    asking = round_of(own)
    start = time.monotonic()
    asking.ask(note=note, size=6, prove=lambda known: [])
    asking.ask(note=note, size=6, prove=lambda known: [])
    assert not asking.collect()
    assert time.monotonic() - start < 1
    gate.set()
    settle(asking)
    assert (len(own.asked), Cosignature.objects.count()) == (1, 1)


def test_the_same_cosignature_twice_is_kept_once(own: OwnWitness, note: str) -> None:
    own.answer = lambda body: (200, "text/plain", KEY.sign(own.text(body), 1_785_000_000))
    asking = round_of(own)
    for _ in range(2):
        ask_all(asking, note)
    assert (len(own.asked), Cosignature.objects.count()) == (2, 1)


def test_a_witness_cannot_say_that_it_saw_the_tree_in_the_future(own: OwnWitness, note: str) -> None:
    """A clock that is years ahead would make every entry after it look back-dated, and every head fresh."""
    own.answer = lambda body: (200, "text/plain", KEY.sign(own.text(body), int(time.time()) + 365 * 24 * 3600))
    with pytest.raises(WitnessRefused):
        ask(own, note)
