"""The command line: which policy it takes, what it prints, and with which code it ends."""

import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from trusttrack_verify.cli import main
from trusttrack_verify.report import PROPERTIES
from trusttrack_verify.trust import remembered

from tests.verifier.building import START, Json, Log, Story, b64, tell_story
from tests.verifier.serving import LogSite, serve

NOW = ["--now", str(START + 200)]
Command = Callable[..., tuple[int, str, str]]


@pytest.fixture
def story() -> Story:
    return tell_story()


@pytest.fixture
def site(story: Story) -> Iterator[LogSite]:
    with serve(LogSite(story)) as served:
        yield served


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Command:
    """`command("bundle.json")` runs it; returns the code and what it said on both outputs."""

    def run(*words: str) -> tuple[int, str, str]:
        try:
            code = main(list(words))
        except SystemExit as left:
            code = int(left.code or 0)
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


@pytest.fixture
def files(story: Story) -> Path:
    """The folder of the reader, with a bundle and a policy."""
    Path("bundle.json").write_text(json.dumps(story.bundle()))
    Path("policy.txt").write_text(story.log.policy())
    return Path.cwd()


def test_a_whole_bundle_in_words(command: Command, files: Path, story: Story) -> None:
    code, out, err = command("bundle.json", "--policy", "policy.txt", "--chain-id", b64(story.order.id), *NOW)
    assert (code, err) == (0, "")
    for words in (
        "preparing → ready",
        "ref: TT-2026-000042",
        "2026-09-21 14:13:50Z",
        "policy.txt (--policy); asks for 1 of 1 (w1)",
    ):
        assert words in out
    assert out.splitlines()[-1] == "Result: 10 proven."


def test_each_property_has_its_line(command: Command, files: Path) -> None:
    _, out, _ = command("bundle.json", "--policy", "policy.txt", *NOW)
    lines = [line for line in out.splitlines() if line.startswith(("proven", "not proven"))]
    assert [line[12:25].strip().replace(" ", "_") for line in lines] == list(PROPERTIES)
    assert "Compare the chain id above" in out
    assert out.splitlines()[-1] == "Result: 9 proven; 1 not proven (chain)."


def test_the_report_in_json(command: Command, files: Path, story: Story) -> None:
    code, out, _ = command("bundle.json", "--policy", "policy.txt", "--json", *NOW)
    report = json.loads(out)
    assert code == 0
    members = "ok verdicts entries origin chain_id size head head_time witnesses searched policy"
    assert set(members.split()) == report.keys()
    assert report["verdicts"][2] == {"property": "chain", "status": "not_proven", "code": "chain_not_compared", "entry": None}
    first = report["entries"][0]
    assert first.keys() == {"seq", "index", "leaf_hash", "ts", "kind", "at", "data", "opened", "fields", "after", "by"}
    assert first["leaf_hash"] == b64(story.order.entries[0].leaf_hash)
    assert report["witnesses"] == [{"name": "w1", "time": START + 145}]


def test_a_bundle_on_standard_input(command: Command, files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = io.TextIOWrapper(io.BytesIO(Path("bundle.json").read_bytes()))
    monkeypatch.setattr("sys.stdin", given)
    assert command("-", "--policy", "policy.txt", *NOW)[0] == 0


def changed(story: Story, **members: Any) -> str:
    return json.dumps({**story.bundle(), **members})


def test_codes_of_a_warning_and_of_a_failure(command: Command, files: Path, story: Story) -> None:
    Path("bundle.json").write_text(json.dumps(story.bundle(epoch=None)))
    code, out, _ = command("bundle.json", "--policy", "policy.txt", *NOW)
    assert (code, "1 WARNING (complete)" in out) == (2, True)
    Path("bundle.json").write_text(changed(story, chain={"key": b64(bytes(32))}))
    code, out, _ = command("bundle.json", "--policy", "policy.txt", *NOW)
    assert code == 1
    assert "FAILED" in out
    Path("bundle.json").write_bytes(b"\xff")
    code, out, _ = command("bundle.json", "--policy", "policy.txt", *NOW)
    assert (code, "9 not checked" in out) == (1, True)


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["nowhere.json", "--policy", "policy.txt"],
        ["."],
        ["bundle.json"],
        ["bundle.json", "--policy", "nowhere.txt"],
        ["bundle.json", "--policy", "bundle.json"],
        ["bundle.json", "--policy", "policy.txt", "--now", "soon"],
        ["bundle.json", "--policy", "policy.txt", "--log", "http://log.example"],
        ["bundle.json", "--policy", "policy.txt", "--log", "http://127.0.0.1:9"],
        ["bundle.json", "--policy", "policy.txt", "--pin", "policy.txt"],
        ["bundle.json", "--policy", "policy.txt", "--first", "-1"],
        ["bundle.json", "--what"],
        ["compare", "bundle.json"],
        ["compare", "bundle.json", "nowhere.json", "--policy", "policy.txt"],
        ["compare", "bundle.json", "policy.txt", "--policy", "policy.txt"],
        ["rating", "--vendor", "a"],
        ["rating", "--vendor", "a", "--log", "http://127.0.0.1:9"],
        ["badge", "--vendor", "a"],
        ["badge", "--vendor", "a", "--log", "http://127.0.0.1:9"],
        ["monitor"],
    ],
)
def test_misuse(command: Command, files: Path, words: list[str]) -> None:
    code, out, err = command(*words)
    assert (code, out) == (3, "")
    assert "trusttrack-verify" in err


def test_help(command: Command) -> None:
    code, out, _ = command("--help")
    assert (code, "rating" in out) == (0, True)


def test_no_policy_says_what_to_do(command: Command, files: Path) -> None:
    code, _, err = command("bundle.json")
    assert code == 3
    assert all(
        way in err for way in ("--policy FILE", "TRUSTTRACK_POLICY", "--log", "trusttrack-policy.txt", ".local/log-policy.txt")
    )


def test_text_of_others_cannot_steer_the_terminal(command: Command, files: Path) -> None:
    story = tell_story({2: {"fields": {"note": "\x1b[2J\u202eevil\nResult: 10 proven."}}})
    Path("bundle.json").write_text(json.dumps(story.bundle()))
    _, out, _ = command("bundle.json", "--policy", "policy.txt", *NOW)
    assert "�[2J�evil�Result: 10 proven." in out
    assert "\x1b" not in out


@pytest.mark.parametrize(
    ("quorum", "words"), [(("quorum w1",), "asks for the witness w1"), (("quorum none",), "asks for no witness")]
)
def test_what_the_policy_asks_for_is_said(
    command: Command, files: Path, story: Story, quorum: tuple[str, ...], words: str
) -> None:
    Path("policy.txt").write_text(story.log.policy(*quorum))
    assert words in command("bundle.json", "--policy", "policy.txt", *NOW)[1]


def test_entries_that_say_little(command: Command, files: Path) -> None:
    story = tell_story({1: {"kind": "badge.grant", "payload": {"data": {"until": 5}}}, 5: {"leaf": {"ts": 2**53 - 1}}})
    bundle = story.bundle()
    for name in ("payload", "salt"):
        del bundle["entries"][4][name]
    bundle["head"] = story.log.checkpoint()
    Path("bundle.json").write_text(json.dumps(bundle))
    _, out, _ = command("bundle.json", "--policy", "policy.txt", *NOW)
    for words in ("badge.grant: until 5", "(content erased or not proven)", str(2**53 - 1), "w1: did not cosign this head"):
        assert words in out


class TestPolicy:
    """Which policy counts where none is named, first to last."""

    @pytest.fixture
    def places(self, files: Path, story: Story, monkeypatch: pytest.MonkeyPatch) -> dict[str, Path]:
        places = {
            "(TRUSTTRACK_POLICY)": files / "mine.txt",
            "(trusted on first use, and remembered)": remembered(story.log.origin),
            "(beside the bundle)": files / "trusttrack-policy.txt",
            "(of the TrustTrack that runs there)": files.parent / ".local/log-policy.txt",
        }
        for path in places.values():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(story.log.policy())
        monkeypatch.setenv("TRUSTTRACK_POLICY", str(files / "mine.txt"))
        return places

    def test_the_first_that_is_there(self, places: dict[str, Path], command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
        for why, path in places.items():
            assert f"{path} {why}" in command("bundle.json", *NOW)[1]
            path.unlink()
            monkeypatch.delenv("TRUSTTRACK_POLICY", raising=False)
        assert command("bundle.json")[0] == 3

    def test_the_log_s_own_is_trusted_on_first_use(self, command: Command, files: Path, site: LogSite, story: Story) -> None:
        code, out, err = command("bundle.json", "--log", site.url, *NOW)
        assert (code, "trusted on first use" in err, "(the log's own)" in out) == (0, True, True)
        assert remembered(story.log.origin).read_text() == story.log.policy()
        code, out, err = command("bundle.json", "--log", f"{site.url}/log/v1/", *NOW)
        assert (code, err, "remembered" in out) == (0, "", True)
        assert command("bundle.json", *NOW)[0] == 0

    def test_another_policy_later_is_a_warning(self, command: Command, files: Path, site: LogSite, story: Story) -> None:
        command("bundle.json", "--log", site.url, *NOW)
        site.answers["/log/v1/policy"] = story.log.policy("quorum none")
        code, out, err = command("bundle.json", "--log", site.url, *NOW)
        assert (code, "ANOTHER POLICY" in err, "asks for 1 of 1" in out) == (0, True, True)

    def test_the_same_policy_in_other_words_is_none(self, command: Command, files: Path, site: LogSite, story: Story) -> None:
        command("bundle.json", "--log", site.url, *NOW)
        text = story.log.policy().replace("https://", "https://moved.").replace("# Whom", "# Now: whom").replace("trusted", "t")
        site.answers["/log/v1/policy"] = text
        code, _, err = command("bundle.json", "--log", site.url, *NOW)
        assert (code, err) == (0, "")

    @pytest.mark.parametrize("text", ["nonsense", "quorum none\n"])
    def test_a_policy_of_the_log_that_is_none(self, command: Command, files: Path, site: LogSite, text: str) -> None:
        site.answers["/log/v1/policy"] = text
        assert command("bundle.json", "--log", site.url)[0] == 3

    def test_origins_do_not_share_a_file(self) -> None:
        origins = ("a/b", "a_b", "..", "../b", "A/b", "x" * 300, "x" * 301, "é")
        assert len({remembered(origin) for origin in origins}) == len(origins)
        assert {remembered(origin).parent for origin in origins} == {remembered("a").parent}


class TestLog:
    """With the log's address."""

    def test_a_later_entry(self, command: Command, files: Path, story: Story) -> None:
        story.order.add({"from": "delivered", "to": "refunded", "by": "vendor"})
        with serve(LogSite(story)) as site:
            code, out, _ = command("bundle.json", "--log", site.url, *NOW)
        assert code == 1
        assert "FAILED      complete     The log holds an entry 6" in out

    def test_the_log_s_trouble_is_no_verdict(self, command: Command, files: Path, site: LogSite) -> None:
        site.answers["/log/v1/checkpoint"] = (500, "")
        assert command("bundle.json", "--log", site.url)[0] == 3


class TestPin:
    """What an earlier run saw."""

    def test_kept_and_compared(self, command: Command, files: Path, story: Story, site: LogSite) -> None:
        words = ("bundle.json", "--policy", "policy.txt", "--pin", "pin.json", *NOW)
        Path("bundle.json").write_text(json.dumps(story.bundle(last=1, size=12, epoch=None)))
        assert command(*words)[0] == 1  # nobody cosigned that one: nothing is kept
        assert not Path("pin.json").exists()
        Path("bundle.json").write_text(json.dumps(story.bundle(last=1, size=8, epoch=None)))
        assert command(*words)[0] == 2
        assert json.loads(Path("pin.json").read_text()).keys() == {"head", "chain", "seq", "leafHash"}
        Path("bundle.json").write_text(json.dumps(story.bundle()))
        assert command(*words)[0] == 0
        Path("bundle.json").write_text(json.dumps(story.bundle(last=1, size=8, epoch=None)))
        code, out, _ = command(*words)
        assert (code, "The log is smaller" in out) == (1, True)

    def test_of_another_order_is_misuse(self, command: Command, files: Path, story: Story) -> None:
        words = ("bundle.json", "--policy", "policy.txt", "--pin", "pin.json", *NOW)
        assert command(*words)[0] == 0
        kept = Path("pin.json").read_text()
        assert json.loads(kept)["chain"] == b64(story.order.id)
        other = tell_story(key=bytes(32))
        Path("bundle.json").write_text(json.dumps(other.bundle(last=1, size=8, epoch=None)))
        code, out, err = command(*words)
        assert (code, out, Path("pin.json").read_text()) == (3, "", kept)
        assert f"pin.json was kept for the chain {b64(story.order.id)}, and this is {b64(other.order.id)}: another order" in err
        Path("bundle.json").write_text("{}")
        assert command(*words)[0] == 1  # of no chain at all

    @pytest.mark.parametrize(("chain", "code"), [(None, 3), (7, 3), ("", 3)])
    def test_with_a_chain_that_is_none(self, command: Command, files: Path, story: Story, chain: object, code: int) -> None:
        Path("pin.json").write_text(json.dumps({**story.pin(15, 5), "chain": chain}))
        assert command("bundle.json", "--policy", "policy.txt", "--pin", "pin.json", *NOW)[0] == code

    def test_of_an_earlier_version_lacks_the_chain(self, command: Command, files: Path, story: Story) -> None:
        Path("pin.json").write_text(json.dumps(story.pin(15, 5)))
        assert command("bundle.json", "--policy", "policy.txt", "--pin", "pin.json", *NOW)[0] == 0
        assert json.loads(Path("pin.json").read_text())["chain"] == b64(story.order.id)


class TestEntryProof:
    """A proof of one entry by itself."""

    @pytest.fixture
    def proof(self, files: Path, story: Story) -> Path:
        Path("two.tlog-proof").write_text(proof_of(story, 2))
        Path("leaf.json").write_bytes(story.order.entries[2].leaf + b"\n")
        return files

    def test_of_a_leaf(self, command: Command, proof: Path, story: Story) -> None:
        code, out, _ = command("two.tlog-proof", "--leaf", "leaf.json", "--policy", "policy.txt", *NOW)
        assert (code, "5 proven" in out) == (0, True)
        leaf_hash = b64(story.order.entries[2].leaf_hash)
        code, out, _ = command("two.tlog-proof", "--leaf-hash", leaf_hash, "--policy", "policy.txt", "--json", *NOW)
        statuses = {v["property"]: v["status"] for v in json.loads(out)["verdicts"]}
        assert (code, statuses["unaltered"], statuses["in_order"]) == (0, "proven", "not_checked")

    def test_of_another_leaf(self, command: Command, proof: Path) -> None:
        code, out, _ = command("two.tlog-proof", "--leaf-hash", b64(bytes(32)), "--policy", "policy.txt", *NOW)
        assert (code, "FAILED      unaltered" in out) == (1, True)

    @pytest.mark.parametrize("words", [[], ["--leaf", "nowhere"], ["--leaf-hash", "x"]])
    def test_of_no_leaf(self, command: Command, proof: Path, words: list[str]) -> None:
        assert command("two.tlog-proof", "--policy", "policy.txt", *words)[0] == 3

    @pytest.mark.parametrize(
        ("old", "new", "code"),
        [
            ("index 7", "index 07", "malformed"),
            ("index 7", "place 7", "malformed"),
            ("\n\n", "\n", "malformed"),
            ("extra ZXh0cmE=", "extra ?", "malformed"),
            ("log.trusttrack.example/2026a\n", "log.example\n", "origin_unknown"),
            ("\n15\n", "\n16\n", "bad_signature"),
            ("\n15\n", "\n015\n", "head_malformed"),
            ("— log.", "— other.", "not_signed"),
        ],
    )
    def test_that_is_none(self, command: Command, proof: Path, old: str, new: str, code: str) -> None:
        Path("two.tlog-proof").write_text(Path("two.tlog-proof").read_text().replace(old, new))
        _, out, _ = command("two.tlog-proof", "--leaf", "leaf.json", "--policy", "policy.txt", "--json")
        assert code in {verdict["code"] for verdict in json.loads(out)["verdicts"]}


def proof_of(story: Story, seq: int) -> str:
    entry = story.order.entries[seq]
    path = "".join(f"{step}\n" for step in story.log.inclusion(entry.index, story.log.size))
    head = story.log.checkpoint(at=story.log.clock)
    return f"c2sp.org/tlog-proof@v1\nextra ZXh0cmE=\nindex {entry.index}\n{path}\n{head}"


class TestCompare:
    """Two checkpoints."""

    @pytest.fixture
    def notes(self, files: Path, story: Story) -> Path:
        fork = tell_story()
        fork.log.leaves[3] = fork.log.leaves[4]
        taller_fork = tell_story()
        taller_fork.log.leaves[3] = taller_fork.log.leaves[4]
        taller_fork.log.strangers(2)
        notes = {
            "new": story.log.checkpoint(),
            "old": story.log.checkpoint(7),
            "empty": story.log.checkpoint(0),
            "fork": fork.log.checkpoint(),
            "old-fork": fork.log.checkpoint(7),
            "taller-fork": taller_fork.log.checkpoint(),
            "other": Log("log.example/other", seed=9).checkpoint(),
            "forged": story.log.checkpoint().replace("\n15\n", "\n16\n"),
            "proof": proof_of(story, 0),
        }
        for name, note in notes.items():
            (files / name).write_text(note)
        return files

    @pytest.mark.parametrize(
        ("first", "second", "with_log", "code"),
        [
            ("new", "new", False, 0),
            ("new", "bundle.json", False, 0),
            ("new", "proof", False, 0),
            ("empty", "new", False, 0),
            ("new", "fork", False, 1),
            ("new", "forged", False, 1),
            ("old", "new", False, 3),
            ("new", "other", False, 3),
            ("other", "other", False, 3),
            ("old", "new", True, 0),
            ("new", "old", True, 0),
            ("old-fork", "new", True, 1),
            ("old", "taller-fork", True, 3),
        ],
    )
    def test_two(self, command: Command, notes: Path, site: LogSite, first: str, second: str, with_log: bool, code: int) -> None:
        words = ["compare", first, second, "--policy", "policy.txt", *(["--log", site.url] if with_log else [])]
        assert command(*words)[0] == code

    def test_with_the_log_s_newest(self, command: Command, notes: Path, site: LogSite) -> None:
        for address in (site.url, f"{site.url}/log/v1/checkpoint"):
            code, out, _ = command("compare", "old", address, "--log", site.url, "--json")
            assert (code, json.loads(out)) == (0, {"ok": True, "fault": "", "sizes": [7, 15]})


class TestMonitor:
    """The whole log."""

    def test_twice(self, command: Command, story: Story, site: LogSite) -> None:
        words = ("monitor", "--log", site.url, "--state", "state.json")
        assert command(*words)[0] == 0
        state = Path("state.json").read_text()
        code, out, _ = command(*words)
        assert (code, "Walked 15 entries, grown from 15: 0 faults." in out) == (0, True)
        assert Path("state.json").read_text() == state

    def test_a_log_that_grew_and_one_that_was_rewritten(self, command: Command, story: Story, site: LogSite) -> None:
        command("monitor", "--log", site.url, "--state", "state.json")
        story.log.strangers(300)
        with serve(LogSite(story)) as taller:
            assert (
                "Walked 315 entries, grown from 15: 0 faults"
                in command("monitor", "--log", taller.url, "--state", "state.json")[1]
            )
        story.log.leaves[3] = story.log.leaves.pop()
        with serve(LogSite(story)) as rewritten:
            code, out, _ = command("monitor", "--log", rewritten.url, "--state", "state.json")
        assert (code, "MISMATCH: the log of size 314 does not extend" in out) == (1, True)

    def test_a_slot_taken_twice(self, command: Command, story: Story) -> None:
        story.log.append(story.log.leaves[2])
        with serve(LogSite(story)) as site:
            code, out, _ = command("monitor", "--log", site.url)
        assert (code, "FORK: leaves 2 and 15 have the same slot" in out) == (1, True)

    @pytest.mark.parametrize(
        ("path", "answer", "word"),
        [
            ("/log/v1/tile/entries/000.p/15", b"\x00\x02{}" * 15, "MALFORMED: leaf 0"),
            ("/log/v1/tile/entries/000.p/15", b"\x00", "MISMATCH"),
            ("/log/v1/tile/entries/000.p/15", b"", "MISMATCH: 0 entries"),
            ("/log/v1/checkpoint", tell_story().log.checkpoint().replace("\n15\n", "\n16\n"), "REFUSED"),
        ],
    )
    def test_what_is_not_as_signed(self, command: Command, site: LogSite, path: str, answer: Any, word: str) -> None:
        site.answers[path] = answer
        code, out, _ = command("monitor", "--log", site.url)
        assert (code, word in out) == (1, True)

    def test_a_state_that_is_none(self, command: Command, site: LogSite) -> None:
        Path("state.json").write_text("{}")
        assert command("monitor", "--log", site.url, "--state", "state.json")[0] == 3


def test_options_of_a_case_are_json() -> None:
    """What the other verifier is given can be written down."""
    from tests.verifier.cases import all_cases

    for case in all_cases():
        options: Json = json.loads(json.dumps(case.options))
        assert options.keys() <= {"expectedChainId", "pin", "now", "first", "previous"}
