"""The whole log walked: slot indexes that lie, and times of single leaves that witnesses contradict."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from trusttrack_verify.cli import main

from tests.verifier.building import START, Json, Log, Signer, Story, b64, jcs, new_story, public_key_of, slot_of, tell_story
from tests.verifier.serving import LogSite, serve

Monitor = Callable[..., tuple[int, Json]]
STATE = ("--state", "state.json")


@pytest.fixture
def monitor(capsys: pytest.CaptureFixture[str]) -> Monitor:
    """`monitor(site)` walks its log; returns the code and what it told."""

    def run(site: LogSite, *words: str) -> tuple[int, Json]:
        Path("policy.txt").write_text(site.story.log.policy())
        with serve(site):
            code = main(["monitor", "--log", site.url, "--policy", "policy.txt", "--json", *words])
        out = capsys.readouterr().out
        return code, json.loads(out) if out else {}

    return run


def stamp(story: Story, ts: int) -> int:
    """Log a leaf of a stranger with this recorded time; return its index."""
    log = story.log
    return log.append(jcs({"commit": b64(log.salt()), "slot": b64(log.salt()), "ts": ts, "v": 1}))


def lying(story: Story, **data: Any) -> int:
    """Log a slot index with something else in it; return its seq."""
    size = story.log.size
    return story.index.add({"size": size, "root": b64(bytes(32)), **data}, kind="index.slots").seq


class TestSlotIndexes:
    """Every index is the root over the sorted slots of the leaves that it lists."""

    def test_true_ones(self, monitor: Monitor) -> None:
        story = new_story()
        for count in (0, 1, 5, 300, 7):
            story.log.strangers(count)
            story.list_slots()
        code, told = monitor(LogSite(story))
        assert (code, told["faults"], told["indexes"], told["unchecked"]) == (0, [], 5, [])

    def test_one_that_lies_among_true_ones(self, monitor: Monitor) -> None:
        story = tell_story()
        size, seq = story.log.size, lying(story)
        story.log.strangers(2)
        story.list_slots()
        code, told = monitor(LogSite(story))
        wanted = f"INDEX: slot index of {size} leaves has another root than its slots (entry {seq} of the chain index)"
        assert (code, told["faults"]) == (1, [wanted])

    def test_one_that_leaves_out_a_slot(self, monitor: Monitor) -> None:
        """What a log that withholds an entry would sign: the other slots, and as many."""
        story = tell_story()
        honest = story.log.leaves[4]
        story.log.leaves[4] = jcs({"commit": b64(bytes(32)), "slot": b64(bytes(32)), "ts": START + 40, "v": 1})
        story.list_slots()
        story.log.leaves[4] = honest
        code, told = monitor(LogSite(story))
        assert (code, len(told["faults"]), "has another root than its slots" in told["faults"][0]) == (1, 1, True)

    @pytest.mark.parametrize(
        ("data", "kind"),
        [({"size": 999}, "index.slots"), ({"size": 0}, "index.slots"), ({"more": 1}, "index.slots"), ({}, "index.other")],
    )
    def test_one_that_is_none(self, monitor: Monitor, data: Json, kind: str) -> None:
        story = tell_story()
        story.index.add({"size": story.log.size, "root": b64(bytes(32)), **data}, kind=kind)
        code, told = monitor(LogSite(story))
        assert (code, told["faults"]) == (1, ["INDEX: entry 1 of the chain index is no list of the slots before it"])

    def test_one_that_was_erased(self, monitor: Monitor) -> None:
        site = LogSite(tell_story())
        page = site.index_page(0)
        del page["entries"][0]["payload"], page["entries"][0]["salt"]
        site.answers["/log/v1/chains/index?from=0"] = page
        assert monitor(site)[1]["faults"] == ["INDEX: entry 0 of the chain index was erased: its content is missing"]

    @pytest.mark.parametrize("code", ["no_such_chain", "no_more_entries", "not_sealed_yet"])
    def test_one_that_is_withheld(self, monitor: Monitor, code: str) -> None:
        site = LogSite(tell_story())
        site.answers["/log/v1/chains/index?from=0"] = (404, {"code": code})
        status, told = monitor(site)
        wanted = ["INDEX: the log holds an entry 0 of the chain index, which its pages leave out"]
        assert (status, told["faults"]) == (1, wanted)

    def test_the_last_one_withheld(self, monitor: Monitor) -> None:
        story = tell_story()
        for _ in range(3):
            story.log.strangers(1)
            lying(story)
        site = LogSite(story)
        site.answers["/log/v1/chains/index?from=2"] = (404, {"code": "no_more_entries"})
        faults = monitor(site)[1]["faults"]
        assert "INDEX: the log holds an entry 2 of the chain index, which its pages leave out" in faults

    def test_one_above_what_witnesses_accepted_is_not_withheld(self, monitor: Monitor) -> None:
        """The log proves its chains up to the last checkpoint that was cosigned."""
        story = tell_story()
        site = LogSite(story)
        page = site.index_page(0)
        story.list_slots()
        site = LogSite(story)
        site.checkpoint = story.log.checkpoint()
        site.answers |= {
            "/log/v1/chains/index?from=0": page,
            "/log/v1/chains/index?from=1": (404, {"code": "no_more_entries"}),
        }
        assert monitor(site) == (
            0,
            {"ok": True, "size": 16, "faults": [], "unchecked": [], "indexes": 1, "checkpoints": len(story.cosigned)},
        )

    def test_a_page_that_does_not_hold(self, monitor: Monitor) -> None:
        site = LogSite(tell_story())
        page = site.index_page(0)
        page["entries"][0]["salt"] = b64(bytes(32))
        site.answers["/log/v1/chains/index?from=0"] = page
        assert "INDEX: the page from entry 0: unaltered commit_differs" in monitor(site)[1]["faults"]

    def test_a_page_under_another_tree(self, monitor: Monitor) -> None:
        """Readers of the chain are shown a tree of their own, signed and cosigned."""
        story, other = tell_story(), tell_story()
        other.log.leaves[0] = story.log.leaves[1]
        site = LogSite(story)
        site.answers["/log/v1/chains/index?from=0"] = LogSite(other).index_page(0)
        size = story.log.size
        assert monitor(site)[1]["faults"] == [f"MISMATCH: {size} entries do not give the root that was signed for {size}"]

    def test_a_log_that_grew_meanwhile(self, monitor: Monitor) -> None:
        story = tell_story()
        older = story.log.checkpoint(at=story.log.clock)
        story.log.strangers(3)
        story.list_slots()
        site = LogSite(story)
        site.checkpoint = older
        code, told = monitor(site)
        assert (code, told["size"], told["indexes"]) == (0, story.log.size, 2)

    def test_only_new_ones_are_checked_again(self, monitor: Monitor) -> None:
        story = tell_story()
        for _ in range(4):
            story.log.strangers(1)
            story.list_slots()
        assert monitor(LogSite(story), *STATE)[1]["indexes"] == 5
        story.log.strangers(1)
        story.list_slots()
        site = LogSite(story)
        code, told = monitor(site, *STATE)
        assert (code, told["indexes"]) == (0, 1)
        assert [path for path in site.asked if "index" in path] == [f"/log/v1/chains/index?from={n}" for n in (5, 6)]
        assert monitor(LogSite(story), *STATE)[1]["indexes"] == 0
        lying(story)
        assert monitor(LogSite(story), *STATE)[0] == 1
        assert monitor(LogSite(story), *STATE)[0] == 1  # until it is found by everybody

    def test_a_chain_that_does_not_go_on_from_the_last_run(self, monitor: Monitor) -> None:
        story = tell_story()
        assert monitor(LogSite(story), *STATE)[0] == 0
        story.list_slots(payload={"prev": b64(bytes(32))})
        assert "INDEX: the page from entry 1: in_order prev_differs" in monitor(LogSite(story), *STATE)[1]["faults"]

    def test_a_log_of_files_hands_out_no_chains(self, monitor: Monitor) -> None:
        site = LogSite(tell_story())
        site.answers["/log/v1/chains/index?from=0"] = (404, {"code": "not_found"})
        code, told = monitor(site)
        assert (code, told["ok"], told["faults"]) == (2, True, [])
        assert len(told["unchecked"]) == 1
        assert told["unchecked"][0].startswith("slot indexes, which the log has: http://127.0.0.1:")

    @pytest.mark.parametrize("path", ["chains/index", "checkpoints"])
    def test_trouble_hides_no_fault(self, monitor: Monitor, path: str) -> None:
        story = tell_story()
        story.log.append(story.log.leaves[14])
        site = LogSite(story)
        site.answers[f"/log/v1/{path}?from=0"] = (500, "")
        code, told = monitor(site)
        assert (code, told["faults"], len(told["unchecked"])) == (1, ["FORK: leaves 14 and 15 have the same slot"], 1)

    def test_slots_taken_twice_are_listed_twice(self, monitor: Monitor) -> None:
        story = tell_story()
        log = story.log
        log.append(jcs({"commit": b64(log.salt()), "slot": b64(slot_of(story.order.key, 2)), "ts": log.clock, "v": 1}))
        story.list_slots()
        assert monitor(LogSite(story))[1]["faults"] == ["FORK: leaves 7 and 15 have the same slot"]


class TestTimes:
    """Every leaf lies between the witnessed times around it."""

    @pytest.mark.parametrize(("off", "codes"), [(-300, []), (-301, ["BACK-DATED"]), (130, []), (131, ["POST-DATED"])])
    def test_each_leaf(self, monitor: Monitor, off: int, codes: list[str]) -> None:
        story = tell_story()
        cosigned = story.cosigned[story.log.size]
        index = stamp(story, cosigned + off)
        story.cosign()
        story.log.strangers(2)
        code, told = monitor(LogSite(story))
        assert [fault.split(":")[0] for fault in told["faults"]] == codes
        assert all(f"leaf {index} says" in fault for fault in told["faults"])
        assert code == bool(codes)

    def test_each_of_many_is_named(self, monitor: Monitor) -> None:
        story = tell_story()
        wanted = [stamp(story, START - 400), stamp(story, START - 4000)]
        story.log.strangers(1)
        wanted.append(stamp(story, START - 400))
        story.cosign()
        faults = monitor(LogSite(story))[1]["faults"]
        assert [int(fault.split()[2]) for fault in faults] == wanted
        assert faults[0] == (
            "BACK-DATED: leaf 15 says 2026-09-21 14:06:40Z, and witnesses saw the log without it at 2026-09-21 14:15:45Z"
        )

    def test_one_that_is_under_no_cosigned_checkpoint_yet(self, monitor: Monitor) -> None:
        story = tell_story()
        page = LogSite(story).index_page(0)
        stamp(story, START - 400)
        site = LogSite(story)
        site.checkpoint = story.log.checkpoint()
        site.answers["/log/v1/chains/index?from=0"] = page
        assert [fault[:10] for fault in monitor(site)[1]["faults"]] == ["BACK-DATED"]

    def test_the_newest_checkpoint_counts_where_the_list_lacks_it(self, monitor: Monitor) -> None:
        story = tell_story()
        stamp(story, story.log.clock + 500)
        assert [fault[:10] for fault in monitor(LogSite(story))[1]["faults"]] == ["POST-DATED"]

    def test_of_several_of_one_size_the_later_bounds_below_and_the_earlier_above(self, monitor: Monitor) -> None:
        story = tell_story()
        size, time = story.log.size, story.cosigned[story.log.size]
        stamp(story, time)
        story.cosign()
        site = LogSite(story)
        notes = [story.log.checkpoint(size, at=at) for at in (time, time + 301, time - 500)]
        site.answers["/log/v1/checkpoints?from=0"] = notes
        site.answers[f"/log/v1/checkpoints?from={size + 1}"] = []
        kinds = [fault.split(":")[0] for fault in monitor(site)[1]["faults"]]
        assert kinds.count("BACK-DATED") == 1
        assert kinds.count("POST-DATED") == sum(json.loads(leaf)["ts"] > time - 380 for leaf in story.log.leaves[:size])

    def test_only_what_the_policy_asks_for_is_a_time(self, monitor: Monitor) -> None:
        story = tell_story(witnesses=("w1", "w2"))
        stamp(story, START - 400)
        site = LogSite(story)
        site.story.log.policy = lambda *_: Log.policy(story.log, "group g all w1 w2", "quorum g")  # type: ignore[method-assign]
        alone = [story.log.checkpoint(size, at=at, by=["w1"]) for size, at in story.cosigned.items()]
        site.answers["/log/v1/checkpoints?from=0"] = alone
        site.answers[f"/log/v1/checkpoints?from={max(story.cosigned) + 1}"] = []
        assert monitor(site)[1]["faults"] == []

    def test_the_state_keeps_what_was_witnessed(self, monitor: Monitor) -> None:
        """A log that no longer hands out the checkpoint of the last run does not get away with it."""
        story = tell_story()
        assert monitor(LogSite(story), *STATE)[0] == 0
        checked = json.loads(Path("state.json").read_text())["checked"]
        assert (checked["size"], checked["time"]) == (15, story.log.clock)
        stamp(story, START - 400)
        story.cosigned.clear()
        story.log.clock += 1000
        site = LogSite(story)
        code, told = monitor(site, *STATE)
        assert (code, [fault[:10] for fault in told["faults"]]) == (1, ["BACK-DATED"])
        assert site.asked[1] == "/log/v1/checkpoints?from=15"

    def test_a_state_of_an_earlier_version(self, monitor: Monitor) -> None:
        story = tell_story()
        monitor(LogSite(story), *STATE)
        state = json.loads(Path("state.json").read_text())
        del state["checked"]
        Path("state.json").write_text(json.dumps(state))
        code, told = monitor(LogSite(story), *STATE)
        assert (code, told["indexes"]) == (0, 1)

    @pytest.mark.parametrize("checked", [{}, {"indexes": "1", "link": None, "size": 0, "time": None}, 5])
    def test_a_state_that_is_none(self, monitor: Monitor, checked: object) -> None:
        story = tell_story()
        monitor(LogSite(story), *STATE)
        state = json.loads(Path("state.json").read_text())
        Path("state.json").write_text(json.dumps({**state, "checked": checked}))
        assert monitor(LogSite(story), *STATE)[0] == 3


class TestCosignedCheckpoints:
    """The checkpoints that the log hands out are all of the tree that is walked."""

    def test_one_of_another_tree(self, monitor: Monitor) -> None:
        story, other = tell_story(), tell_story()
        other.log.leaves[0] = b"{}"
        site = LogSite(story)
        size = sorted(story.cosigned)[1]
        notes = site.notes(0)
        notes[1] = other.log.checkpoint(size, at=START - 5000)
        site.answers["/log/v1/checkpoints?from=0"] = notes
        code, told = monitor(site)
        wanted = [f"MISMATCH: {size} entries do not give the root that was signed for {size}"]
        assert (code, told["faults"]) == (1, wanted)  # and its time counts for nothing

    def test_one_that_is_larger_than_the_newest(self, monitor: Monitor) -> None:
        story = tell_story()
        site = LogSite(story)
        site.checkpoint = story.log.checkpoint(12)
        assert monitor(site)[1]["size"] == 15

    def test_one_that_nobody_of_the_policy_signed(self, monitor: Monitor) -> None:
        story = tell_story()
        site = LogSite(story)
        text = story.log.text(3)
        stranger = Signer(story.log.origin, bytes([99] * 32), 1)
        site.answers["/log/v1/checkpoints?from=0"] = [f"{text}\n{stranger.sign(text)}"]
        wanted = ["REFUSED: one of the cosigned checkpoints from 0 leaves on: not_signed"]
        assert monitor(site)[1]["faults"] == wanted

    def test_ones_that_are_not_in_order(self, monitor: Monitor) -> None:
        site = LogSite(tell_story())
        site.answers["/log/v1/checkpoints?from=0"] = site.notes(0)[::-1]
        assert monitor(site)[1]["faults"] == ["MISMATCH: the cosigned checkpoints from 0 leaves on are not in order"]

    def test_a_page_that_begins_too_early_again_and_again(self, monitor: Monitor) -> None:
        story = tell_story()
        site = LogSite(story)
        after = sorted(story.cosigned)[2] + 1
        site.answers[f"/log/v1/checkpoints?from={after}"] = site.notes(0)
        assert "are not in order" in monitor(site)[1]["faults"][0]

    def test_a_log_that_hands_out_none(self, monitor: Monitor) -> None:
        site = LogSite(tell_story())
        site.answers["/log/v1/checkpoints?from=0"] = (404, {"code": "not_found"})
        code, told = monitor(site)
        assert (code, told["faults"], len(told["unchecked"])) == (2, [], 1)

    @pytest.mark.parametrize("answer", ["no json", {"a": 1}, [1]])
    def test_what_is_no_list(self, monitor: Monitor, answer: object) -> None:
        site = LogSite(tell_story())
        site.answers["/log/v1/checkpoints?from=0"] = answer if isinstance(answer, str) else json.dumps(answer)
        code, told = monitor(site)
        assert (code, told["faults"], len(told["unchecked"])) == (2, [], 1)


def test_the_chain_of_the_indexes_is_public() -> None:
    assert new_story().index.key == public_key_of("index")
