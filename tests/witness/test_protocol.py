"""Each answer of C2SP tlog-witness, over HTTP, from a real process."""

import base64
import hashlib
import signal
import socket
import threading
import time
from http.client import HTTPException
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from tests.verifier.building import Log, Signer, b64, tell_story
from tests.verifier.serving import LogSite, serve
from tests.witness.conftest import Answer, WitnessProcess, ask, request_of, run


def cosigned_at(vkey: str, text: str, line: str) -> int:
    """Verify a cosignature with nothing of the product; return its time."""
    name, key_id, key = vkey.split("+", 2)
    dash, signer, encoded = line.removesuffix("\n").split(" ")
    raw, typed = base64.b64decode(encoded), base64.b64decode(key)
    assert (dash, signer, raw[:4].hex(), typed[0]) == ("—", name, key_id, 4)
    assert hashlib.sha256(name.encode() + b"\n" + typed).hexdigest()[:8] == key_id
    seconds = int.from_bytes(raw[4:12], "big")
    Ed25519PublicKey.from_public_bytes(typed[1:]).verify(raw[12:], f"cosignature/v1\ntime {seconds}\n{text}".encode())
    return seconds


def fork_of(log: Log) -> Log:
    other = Log()
    other.leaves = [*log.leaves[:3], b"another", *log.leaves[4:]]
    return other


def test_the_first_checkpoint_and_one_that_extends_it(witness: WitnessProcess, log: Log) -> None:
    before = int(time.time())
    first = witness.submit(log, 0, 5)
    assert (first.status, first.kind) == (200, "text/plain; charset=utf-8")
    second = witness.submit(log, 5)
    times = [cosigned_at(witness.vkey, log.text(5), first.body), cosigned_at(witness.vkey, log.text(), second.body)]
    assert before <= times[0] <= times[1] <= time.time()


def test_the_same_checkpoint_again(witness: WitnessProcess, log: Log) -> None:
    first, again = witness.submit(log, 0), witness.submit(log, 9)
    assert cosigned_at(witness.vkey, log.text(), first.body) <= cosigned_at(witness.vkey, log.text(), again.body)


def test_an_empty_tree(witness: WitnessProcess, log: Log) -> None:
    assert witness.submit(log, 0, 0).status == 200
    wrong = f"{log.origin}\n0\n{b64(bytes(32))}\n"
    assert witness.submit(log, 0, note=f"{wrong}\n{log.signer.sign(wrong)}").status == 422
    assert witness.submit(log, 0, 3).status == 200


def test_a_log_that_is_not_known(witness: WitnessProcess) -> None:
    other = Log("log.example/other")
    other.strangers(1)
    assert witness.submit(other, 0).status == 404


def test_a_checkpoint_that_the_log_did_not_sign(witness: WitnessProcess, log: Log) -> None:
    text = log.text()
    stranger = Signer(log.origin, bytes([99] * 32), 1).sign(text)
    for lines in (stranger, log.signer.sign("other\n"), stranger + log.signer.sign("other\n")):
        assert witness.submit(log, 0, note=f"{text}\n{lines}").status == 403
    assert witness.submit(log, 0, note=f"{text}\n{stranger}{log.signer.sign(text)}").status == 200


def test_another_old_size(witness: WitnessProcess, log: Log) -> None:
    witness.submit(log, 0, 5)
    for old in (0, 3, 6):
        answer = witness.submit(log, old)
        assert (answer.status, answer.kind, answer.body) == (409, "text/x.tlog.size", "5\n")


def test_a_tree_that_shrinks(witness: WitnessProcess, log: Log) -> None:
    witness.submit(log, 0, 5)
    assert witness.submit(log, 3, 3).status == 409
    assert witness.submit(log, 5, 3, proof=[]).status == 400


def test_another_tree_of_the_same_size(witness: WitnessProcess, log: Log) -> None:
    witness.submit(log, 0)
    answer = witness.submit(fork_of(log), 9)
    assert (answer.status, answer.kind) == (409, "text/plain; charset=utf-8")
    assert "FORKED" in answer.body


def test_a_proof_that_does_not_hold(witness: WitnessProcess, log: Log) -> None:
    assert witness.submit(log, 0, 5, proof=[b64(bytes(32))]).status == 422
    witness.submit(log, 0, 5)
    good = log.consistency(5, 9)
    for proof in ([], good[:-1], good[::-1], [*good, b64(bytes(32))], [b64(bytes(32))] * 63):
        assert witness.submit(log, 5, proof=proof).status == 422
    assert witness.submit(fork_of(log), 5).status == 422
    assert witness.submit(log, 5).status == 200


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("old 0", "old 00"),
        ("old 0", "old -1"),
        ("old 0", "old"),
        ("old 0", "new 0"),
        ("old 0", "old  0"),
        ("old 0\n", "old 0\nAAAA\n"),
        ("old 0\n", "old 0\n" + f"{b64(bytes(32))}\n" * 64),
        ("old 0\n", "old 0\r\n"),
        ("\n\n", "\n"),
        ("— ", "- "),
        ("\n9\n", "\n09\n"),
        ("\n9\n", "\nnine\n"),
        ("old 0\n\n", "old 0\n\n\n"),
    ],
)
def test_what_is_malformed(idle_witness: WitnessProcess, log: Log, old: str, new: str) -> None:
    assert idle_witness.ask("POST", "/add-checkpoint", request_of(log, 0).replace(old, new, 1)).status == 400


@pytest.mark.parametrize("body", [b"", b"\xff\xfe", b"\n\n\n", b"old 0\n\n", b"old 0\n\n\x00", b"x" * 100_000])
def test_what_is_no_request_at_all(idle_witness: WitnessProcess, body: bytes) -> None:
    assert idle_witness.ask("POST", "/add-checkpoint", body).status == 400


def test_extension_lines_are_cosigned_too(witness: WitnessProcess, log: Log) -> None:
    text = f"{log.text()}more\n"
    answer = witness.submit(log, 0, note=f"{text}\n{log.signer.sign(text)}")
    assert cosigned_at(witness.vkey, text, answer.body)


def test_bodies_that_are_not_read(idle_witness: WitnessProcess) -> None:
    assert idle_witness.ask("POST", "/add-checkpoint", b"x" * 600_000).status == 413
    for headers in ("Transfer-Encoding: chunked\r\n", "", "Content-Length: -1\r\n", "Content-Length: x\r\n"):
        assert raw(idle_witness, f"POST /add-checkpoint HTTP/1.1\r\nHost: x\r\n{headers}\r\n0\r\n\r\n").startswith(
            b"HTTP/1.1 411 "
        )


def raw(witness: WitnessProcess, request: str) -> bytes:
    with socket.create_connection(("127.0.0.1", witness.port), timeout=10) as connection:
        connection.sendall(request.encode())
        connection.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: connection.recv(65_536), b""))


def test_pages(witness: WitnessProcess, log: Log) -> None:
    page = witness.ask("GET", "/")
    assert (page.status, witness.vkey in page.body, log.origin in page.body) == (200, True, True)
    assert witness.ask("GET", "/healthz").body == "ok\n"
    assert witness.ask("HEAD", "/healthz").body == ""
    for method, path in (("GET", "/add-checkpoint"), ("GET", "/other"), ("POST", "/")):
        assert witness.ask(method, path).status == 404
    assert witness.ask("DELETE", "/").status == 501


def test_the_last_note_is_there_for_monitors(witness: WitnessProcess, log: Log) -> None:
    path = f"/{hashlib.sha256(log.origin.encode()).hexdigest()}/checkpoint"
    assert witness.ask("GET", path).status == 404
    cosigned = witness.submit(log, 0, 5).body
    assert witness.ask("GET", path).body == f"{log.checkpoint(5)}{cosigned}"
    assert witness.ask("GET", f"/{'0' * 64}/checkpoint").status == 404


def test_many_questions_on_one_connection(witness: WitnessProcess, log: Log) -> None:
    connection = witness.connect()
    answers = [ask(connection, "POST", "/add-checkpoint", request_of(log, old, size)) for old, size in ((0, 3), (0, 9), (3, 9))]
    answers.append(ask(connection, "GET", "/healthz"))
    connection.close()
    assert [answer.status for answer in answers] == [200, 409, 200, 200]


def test_of_two_histories_at_once_only_one_is_cosigned(witness: WitnessProcess, log: Log) -> None:
    witness.submit(log, 0, 3)
    answers: list[tuple[str, Answer]] = []
    start = threading.Barrier(16)

    def submit(name: str, mine: Log) -> None:
        start.wait()
        answers.append((name, witness.submit(mine, 3)))

    threads = [threading.Thread(target=submit, args=pair) for pair in (("log", log), ("fork", fork_of(log))) * 8]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 16
    assert len([answer for _, answer in answers if answer.status == 200]) == 1
    assert {answer.status for _, answer in answers} == {200, 409}


def test_a_restart_keeps_what_was_cosigned(witness: WitnessProcess, log: Log) -> None:
    first = cosigned_at(witness.vkey, log.text(5), witness.submit(log, 0, 5).body)
    said = witness.stop()
    assert witness.process.returncode == 0
    assert "log.trusttrack.example/2026a 0→5 200" in said
    witness.start()
    assert witness.submit(log, 0, 9).body == "5\n"
    assert witness.submit(fork_of(log), 5).status == 422
    assert cosigned_at(witness.vkey, log.text(), witness.submit(log, 5).body) >= first


def test_an_answer_that_is_lost_costs_a_retry(witness: WitnessProcess, log: Log) -> None:
    body = request_of(log, 0, 5).encode()
    with socket.create_connection(("127.0.0.1", witness.port)) as connection:
        head = f"POST /add-checkpoint HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\n\r\n"
        connection.sendall(head.encode() + body)
    deadline = time.monotonic() + 10
    while witness.submit(log, 5, 5).status != 200:  # 409 for as long as it has not cosigned that one
        assert time.monotonic() < deadline
    assert witness.submit(log, 5).status == 200


def test_a_kill_at_any_moment_never_leads_to_two_histories(witness: WitnessProcess) -> None:
    log = Log()
    log.strangers(400)
    answered = {0: ""}
    for _ in range(3):
        killer = threading.Timer(0.15, witness.process.kill)
        killer.start()
        _submit_until_it_dies(witness, log, answered)
        killer.join()
        witness.process.communicate()
        witness.start()
    size = int(witness.submit(log, 0, 400, proof=[]).body)
    assert max(answered) <= size <= max(answered) + 1
    assert witness.submit(log, size, size).status == 200
    assert witness.submit(fork_of(log), size, size).status == 409
    assert witness.submit(log, size, 400).status == 200


def _submit_until_it_dies(witness: WitnessProcess, log: Log, answered: dict[int, str]) -> None:
    old = max(answered)
    try:
        while old < 399:
            answer = witness.submit(log, old, old + 1)
            old = int(answer.body) if answer.status == 409 else old + 1
            answered[old] = answer.body
    except (OSError, HTTPException):  # also in the middle of an answer
        return


def test_the_time_does_not_go_backwards(tmp_path: Path, log: Log) -> None:
    """In this process, with a clock that does."""
    from witness.keys import make_key
    from witness.state import Memory
    from witness.submissions import Witness

    now = iter([2000.0, 1000.0, 3000.0])
    with Memory(tmp_path / "w.sqlite3") as memory:
        key = make_key("witness.example", tmp_path / "w.key")
        witness = Witness(key, memory, clock=lambda: next(now))
        witness.know([log.signer.vkey])
        answers = [witness.add_checkpoint(request_of(log, old).encode()) for old in (0, 9, 9)]
    assert [cosigned_at(key.vkey, log.text(), answer.body) for answer in answers] == [2000, 2000, 3000]


def test_idle_connections_do_not_hold_it_up(witness: WitnessProcess) -> None:
    connection = witness.connect()
    ask(connection, "GET", "/healthz")
    started = time.monotonic()
    witness.stop()
    assert (witness.process.returncode, time.monotonic() - started < 5) == (0, True)
    connection.close()


def test_each_request_has_its_line(witness: WitnessProcess, log: Log) -> None:
    witness.submit(log, 0, 5)
    witness.submit(log, 3)
    raw(witness, "GET /\x1b[2J HTTP/1.1\r\nHost: x\r\n\r\n")
    lines = witness.stop(signal.SIGINT).splitlines()
    assert [line.split(" ", 3)[3] for line in lines] == [
        f"POST /add-checkpoint {log.origin} 0→5 200",
        f"POST /add-checkpoint {log.origin} 3→9 409 (5)",
        "GET /�[2J 404 (nothing here)",
    ]


class TestKeys:
    """The key file and what is printed of it."""

    def test_made_once(self, tmp_path: Path) -> None:
        file = tmp_path / "w.key"
        made = run("keygen", "--name", "witness.example", "--key-file", file)
        assert made.returncode == 0
        assert made.stdout == run("vkey", "--key-file", file).stdout
        assert file.stat().st_mode & 0o777 == 0o400
        prefix, word, name, key_id, raw_key = file.read_text().strip().split("+", 4)
        assert (prefix, word, name, base64.b64decode(raw_key)[0]) == ("PRIVATE", "KEY", "witness.example", 4)
        assert made.stdout.startswith(f"witness.example+{key_id}+")
        again = run("keygen", "--name", "witness.example", "--key-file", file)
        assert (again.returncode, "never overwritten" in again.stderr) == (2, True)

    def test_names(self, tmp_path: Path) -> None:
        from witness.keys import KeyUnusable, make_key

        for name in ("", "a b", "a+b"):
            with pytest.raises(KeyUnusable):
                make_key(name, tmp_path / "w.key")

    @pytest.mark.parametrize(
        "text", ["", "PRIVATE+KEY+a+00000000+AAAA", f"PRIVATE+KEY+a+00000000+{b64(bytes([4] * 33))}", "a+b+c"]
    )
    def test_files_that_hold_none(self, tmp_path: Path, text: str) -> None:
        (tmp_path / "w.key").write_text(text)
        assert run("vkey", "--key-file", tmp_path / "w.key").returncode == 2

    def test_serve_says_what_is_missing(self, tmp_path: Path, log: Log) -> None:
        words = ("serve", "--database", tmp_path / "w.sqlite3", "--port", "0")
        assert "keygen" in run(*words, "--key-file", tmp_path / "w.key", "--log", log.signer.vkey).stderr
        run("keygen", "--name", "a.example", "--key-file", tmp_path / "w.key")
        assert "--log" in run(*words, "--key-file", tmp_path / "w.key").stderr
        assert run(*words, "--key-file", tmp_path / "w.key", "--log", "x").returncode == 2
        assert run("serve").returncode == 2


def test_options_from_the_environment(tmp_path: Path, log: Log) -> None:
    second = Log("log.example/second", seed=8)
    second.strangers(2)
    logs = f"{log.signer.vkey}\n {second.signer.vkey}"
    process = WitnessProcess(tmp_path, WITNESS_LOGS=logs)
    process.start()
    try:
        assert [process.submit(mine, 0).status for mine in (log, second)] == [200, 200]
    finally:
        process.stop()


def test_a_log_s_key_is_learned_from_its_policy(tmp_path: Path) -> None:
    story = tell_story()
    site = LogSite(story)
    site.answers["/log/v1/policy"] = (503, "", {"Retry-After": "0"})
    with serve(site):
        process = WitnessProcess(tmp_path, "--log-key-url", site.url)
        process.start()
        assert process.submit(story.log, 0).status == 404
        del site.answers["/log/v1/policy"]
        deadline = time.monotonic() + 15
        while process.submit(story.log, 0, 5).status == 404:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        process.stop()
        other = Log("log.example/second", seed=9)
        other.strangers(2)
        site.answers["/log/v1/policy"] = f"log {other.signer.vkey}\n{Log(seed=10).policy('quorum none')}"
        process.start()
        while process.submit(other, 0).status == 404:  # a log that is new at the site is learned
            assert time.monotonic() < deadline
    assert process.submit(story.log, 5).status == 200  # of one that is known, what was learned first stays
    said = process.stop()
    assert ("NOT TRUSTED" in said, Log(seed=10).signer.vkey in said) == (True, True)
