"""Bundles with what every verifier must say of them: one for each verdict, and each mutation of a good one."""

import copy
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from trusttrack_verify import Options, Report, verify_bundle
from trusttrack_verify.encoding import decode_base64
from trusttrack_verify.pins import parse_pin

from tests.verifier.building import (
    KEY,
    START,
    Chain,
    Json,
    Log,
    Signer,
    Story,
    b64,
    jcs,
    new_story,
    public_key_of,
    slot_of,
    tell_story,
)
from tests.verifier.mutations import mutations

Wanted = dict[str, Any]  # property: status, code, entry


@dataclass
class Case:
    """A bundle, its policy, the options by their names in types.ts, and the verdicts that are not `proven`."""

    name: str
    bundle: str
    policy: str
    options: Json
    wanted: Wanted = field(default_factory=dict)


def said(status: str, code: str, entry: int | None = None) -> tuple[str, str, int | None]:
    return status, code, entry


def failed(code: str, entry: int | None = None) -> tuple[str, str, int | None]:
    return said("failed", code, entry)


def case(name: str, story: Story, bundle: Json | None = None, /, **given: Any) -> Case:
    """A case of a story: its own bundle, policy and chain id unless `policy` or `options` are given; the rest is wanted."""
    policy, options = given.pop("policy", story.log.policy()), given.pop("options", {})
    known = {"expectedChainId": b64(story.order.id), "now": story.log.clock + 10}
    text = json.dumps(story.bundle() if bundle is None else bundle)
    return Case(name, text, policy, {**known, **options}, given)


def changed(bundle: Json, change: Callable[[Json], object]) -> Json:
    """A copy of the bundle with one change."""
    other = copy.deepcopy(bundle)
    change(other)
    return other


def all_cases() -> list[Case]:
    """Every case that has its verdicts written down."""
    groups = (good, malformed, signatures, chain_ids, altered, out_of_order, anchors, pins, quorums, times, absences)
    return [found for group in groups for found in group()]


def good() -> Iterator[Case]:
    story = tell_story()
    whole = story.bundle()
    yield case("the whole order", story)
    yield case("an entry whose content was erased", story, changed(whole, lambda b: _erase(b["entries"][2])))
    yield case("no field opened", story, changed(whole, lambda b: [entry.update(open={}) for entry in b["entries"]]))
    yield case("without older checkpoints", story, {**whole, "anchors": []})
    yield case("without the first older checkpoint", story, {**whole, "anchors": whole["anchors"][1:]})
    yield case("without the last older checkpoint", story, {**whole, "anchors": whole["anchors"][:-1]})
    page, link = story.bundle(first=3), b64(story.order.entries[2].leaf_hash)
    yield case("a later page", story, page, options={"first": 3})
    yield case("a later page that links to what is known", story, page, options={"first": 3, "previous": link})
    stamped = changed(whole, lambda b: b["anchors"][1].update(rfc3161=b64(b"a token")))
    yield case("with a time stamp token, which is not judged", story, stamped)
    stranger = Signer("stranger.example", bytes([99] * 32), 4)
    head = whole["head"] + stranger.sign(story.log.text(), story.log.clock)
    yield case("a head with the cosignature of a stranger", story, {**whole, "head": head})
    yield from _rotated_key(story, whole)
    yield _public_chain()


def _erase(entry: Json) -> None:
    del entry["payload"], entry["salt"]
    entry["open"] = {}


def _rotated_key(story: Story, whole: Json) -> Iterator[Case]:
    new, text = Signer(story.log.origin, bytes([8] * 32), 1), story.log.text()
    cosigned = story.log.witnesses["w1"].sign(text, story.log.clock)
    only_new = {**whole, "head": f"{text}\n{new.sign(text)}{cosigned}"}
    both = f"log {new.vkey}\n{story.log.policy()}"
    yield case("a head by the new key, anchors by the old one", story, only_new, policy=both)
    yield case(
        "a head by both keys, for a reader who knows the old one",
        story,
        {**whole, "head": f"{text}\n{new.sign(text)}{story.log.signer.sign(text)}{cosigned}"},
    )


def _public_chain() -> Case:
    story = new_story()
    reviews = Chain(story.log, public_key_of("vendor:crumb-and-co/reviews"))
    reviews.add({"review": "r1", "rating": 5}, kind="review.publish", fields={"title": "Good bread"})
    reviews.add({"review": "r1", "rating": 4}, kind="review.edit")
    reviews.add({"review": "r1", "cause": "moderation"}, kind="review.remove")
    story.list_slots()
    story.cosign()
    return case("a public chain", story, story.bundle(reviews), options={"expectedChainId": b64(reviews.id)})


LATER = ("authentic", "chain", "unaltered", "in_order", "append_only", "witnessed", "time", "fresh", "complete")


def stopped(**wanted: Any) -> Wanted:
    """The verdicts after a failure that stops the rest."""
    return {**{name: said("not_checked", "") for name in LATER if "authentic" not in wanted or name != "authentic"}, **wanted}


def malformed() -> Iterator[Case]:
    story = tell_story()
    whole = story.bundle()
    wanted = stopped(well_formed=failed("malformed"))
    texts = {
        "nothing": "",
        "no JSON": "{",
        "not an object": "[]",
        "null": "null",
        "text after the end": json.dumps(whole) + "x",
        "another format": json.dumps({**whole, "format": "trusttrack-bundle/v2"}),
        "a member that is not known": json.dumps({**whole, "label": "TT-2026-000042"}),
        "without entries": json.dumps({**whole, "entries": []}),
        "a salt without its payload": json.dumps(changed(whole, lambda b: b["entries"][0].pop("payload"))),
        "absent that is null": json.dumps({**whole, "absent": None}),
        "a pair of none": json.dumps(changed(whole, lambda b: b["absent"].update(pair=[]))),
        "a pair of three": json.dumps(changed(whole, lambda b: b["absent"].update(pair=b["absent"]["pair"][:1] * 3))),
        "a key of 31 bytes": json.dumps({**whole, "chain": {"key": b64(bytes(31))}}),
        "base64 that is not canonical": json.dumps({**whole, "chain": {"key": b64(KEY)[:-2] + "9="}}),
        "base64 of the URL alphabet": json.dumps({**whole, "chain": {"key": b64(bytes([251] * 32)).replace("+", "-")}}),
        "base64 without padding": json.dumps({**whole, "chain": {"key": b64(KEY).rstrip("=")}}),
        "base64 with a line break": json.dumps({**whole, "chain": {"key": b64(KEY) + "\n"}}),
        "an index that is true": json.dumps(changed(whole, lambda b: b["entries"][0].update(index=True))),
        "an index of 2^53": json.dumps(changed(whole, lambda b: b["entries"][0].update(index=2**53))),
        "a time stamp token that is no base64": json.dumps(changed(whole, lambda b: b["anchors"][0].update(rfc3161="?"))),
        "nested a thousand times": "[" * 1000 + "]" * 1000,
    }
    for name, text in texts.items():
        yield Case(f"malformed: {name}", text, story.log.policy(), {"now": story.log.clock}, wanted)


def signatures() -> Iterator[Case]:
    story = tell_story()
    whole, log, text = story.bundle(), story.log, story.log.text()
    stranger = Signer(log.origin, bytes([99] * 32), 1)
    other = Log("log.example/other", seed=9)

    def refused(name: str, code: str, head: str, **options: Any) -> Case:
        return case(name, story, {**whole, "head": head}, **options, **stopped(authentic=failed(code)))

    yield refused("an origin that the policy does not list", "origin_unknown", whole["head"], policy=other.policy())
    yield refused("a head without signatures", "head_malformed", text)
    yield refused("a head that ends without a newline", "head_malformed", whole["head"][:-1])
    yield refused("a head with a carriage return", "head_malformed", whole["head"].replace("\n", "\r\n"))
    yield refused("a head with an extension line", "head_malformed", _signed(f"{text}more\n", log.signer))
    yield refused("a head of another log", "head_malformed", other.checkpoint(at=log.clock))
    yield refused("a head of an empty tree", "head_malformed", log.checkpoint(0))
    yield refused("a head whose size has a leading zero", "head_malformed", _signed(text.replace("\n1", "\n01"), log.signer))
    yield refused("a head whose root is short", "head_malformed", _signed(f"{log.origin}\n15\nAAAA\n", log.signer))
    yield refused("a head with a signature line that is none", "head_malformed", whole["head"] + "— w1.example\n")
    yield refused("a head with 65 signatures", "head_malformed", whole["head"] + _strangers(text, 63))
    yield case("a head with 64 signatures", story, {**whole, "head": whole["head"] + _strangers(text, 62)})
    yield refused("a head with another size", "bad_signature", whole["head"].replace("\n15\n", "\n16\n"))
    forged = log.signer.sign(log.text(14))
    yield refused("a head with a signature over something else", "bad_signature", f"{text}\n{forged}")
    cosigned = log.witnesses["w1"].sign(log.text(14), log.clock)
    yield refused("a head with a false cosignature", "bad_signature", log.checkpoint() + cosigned)
    yield refused("a head with a cosignature too short", "bad_signature", log.checkpoint() + _short_line(log))
    yield refused("a head by a stranger with the log's name", "not_signed", _signed(text, stranger))
    yield refused("a head by a witness alone", "not_signed", f"{text}\n{log.witnesses['w1'].sign(text, log.clock)}")
    both = f"log {other.signer.vkey}\n{log.policy()}"
    forged = whole["head"] + other.signer.sign("something else\n")
    yield case("a head with a false signature by another log of the policy", story, {**whole, "head": forged}, policy=both)
    yield refused("a policy that cannot be read", "policy_malformed", whole["head"], policy="log ?\nquorum none\n")
    yield refused("a policy without a quorum", "policy_malformed", whole["head"], policy=log.policy("# none"))
    yield refused("a head by another log of the policy", "not_signed", _signed(text, other.signer), policy=both)


def _signed(text: str, signer: Signer) -> str:
    return f"{text}\n{signer.sign(text)}"


def _strangers(text: str, count: int) -> str:
    return "".join(Signer(f"s{number}.example", bytes([number] * 32), 4).sign(text, START) for number in range(count))


def _short_line(log: Log) -> str:
    key_id = bytes.fromhex(log.witnesses["w1"].vkey.split("+")[1])
    return f"— w1.example {b64(key_id + bytes(7))}\n"


def chain_ids() -> Iterator[Case]:
    story = tell_story()
    yield Case(
        "no chain id to compare",
        json.dumps(story.bundle()),
        story.log.policy(),
        {"now": story.log.clock},
        {"chain": said("not_proven", "chain_not_compared")},
    )
    other = {"expectedChainId": b64(bytes(32))}
    yield case("another chain id", story, options=other, chain=failed("chain_differs"))
    yield case("a chain id that is none", story, options={"expectedChainId": "x"}, chain=failed("chain_differs"))


def altered() -> Iterator[Case]:
    story = tell_story()
    whole = story.bundle()

    def refused(name: str, code: str, seq: int, change: Callable[[Json], object], **wanted: Any) -> Case:
        return case(name, story, changed(whole, lambda b: change(b["entries"][seq])), unaltered=failed(code, seq), **wanted)

    def logged(name: str, code: str, **changes: Any) -> Case:
        return case(name, tell_story({2: changes}), unaltered=failed(code, 2))

    yield logged("a leaf with another member", "leaf_malformed", leaf={"index": 1})
    yield logged("a leaf of another version", "leaf_malformed", leaf={"v": 2})
    yield logged("a leaf whose slot is short", "leaf_malformed", leaf={"slot": "AAAA"})
    yield refused("a leaf with half a surrogate pair", "leaf_malformed", 1, lambda e: e.update(leaf="\ud800"))
    yield refused("a payload with half a surrogate pair", "commit_differs", 1, lambda e: e.update(payload="\ud800"))
    half = {"salt": b64(bytes(32)), "value": "\ud800"}
    yield refused("a value with half a surrogate pair", "field_differs", 2, lambda e: e["open"].update(note=half))
    yield logged("a leaf whose time is a string", "leaf_malformed", leaf={"ts": "1790000070"})
    spaced = {2: {"write": lambda value: json.dumps(value, sort_keys=True).encode()}}
    yield case("a payload with spaces", tell_story(spaced), unaltered=failed("payload_malformed", 2))
    yield logged("a payload with another member", "payload_malformed", payload={"place": "x"})
    yield logged("a payload of another version", "payload_malformed", payload={"v": 2})
    yield logged("a payload with null", "payload_malformed", payload={"data": {"to": None}})
    yield logged("a payload with a list", "payload_malformed", payload={"data": {"to": ["ready"]}})
    yield logged("a payload with true", "payload_malformed", payload={"data": {"to": True}})
    yield logged("a payload with a fraction", "payload_malformed", payload={"data": {"to": 1.5}})
    yield logged("a payload with 2^53", "payload_malformed", payload={"data": {"to": 2**53}})
    yield logged("a payload with U+0000", "payload_malformed", payload={"data": {"to": "\0"}})
    deep: Json = {}
    for _ in range(70):
        deep = {"in": deep}
    yield logged("a payload nested more than 64 times", "payload_malformed", payload={"data": deep})
    yield logged("a payload with data that is a string", "payload_malformed", payload={"data": "x"})
    yield logged("a payload at a negative time", "payload_malformed", payload={"at": -1})
    yield logged("a payload with a field named in capitals", "payload_malformed", payload={"fields": {"Note": b64(KEY)}})
    doubled = {2: {"write": lambda value: jcs(value)[:-1] + b',"v":1}'}}
    yield case("a payload with a member twice", tell_story(doubled), unaltered=failed("payload_malformed", 2))
    yield case("a payload of a kind that is not known", tell_story({2: {"kind": "order.other"}}))
    yield case("a payload with a number below zero", tell_story({2: {"payload": {"data": {"to": -5}}}}))
    yield refused("another entry's proof", "not_included", 1, lambda e: e.update(proof=whole["entries"][2]["proof"]))
    beyond = {"time": said("not_proven", "no_witness_time", 5), "complete": said("warning", "absence_too_old")}
    yield refused("an index beyond the head", "not_included", 5, lambda e: e.update(index=15), **beyond)
    yield refused("another salt", "commit_differs", 1, lambda e: e.update(salt=b64(bytes(32))))
    yield refused("another value", "field_differs", 2, lambda e: e["open"]["note"].update(value="Left outside"))
    yield refused("a field's salt changed", "field_differs", 2, lambda e: e["open"]["note"].update(salt=b64(bytes(32))))
    extra = {"salt": b64(bytes(32)), "value": "x"}
    yield refused("a field that was not committed to", "field_differs", 1, lambda e: e["open"].update(label=extra))
    yield refused("a field of an erased entry", "field_differs", 2, lambda e: (e.pop("payload"), e.pop("salt")))


def out_of_order() -> Iterator[Case]:
    def logged(name: str, code: str, seq: int = 2, **changes: Any) -> Case:
        return case(name, tell_story({2: changes}), in_order=failed(code, seq))

    yield logged("an entry in another slot", "slot_differs", leaf={"slot": b64(slot_of(KEY, 7))})
    yield logged("an entry of another chain", "wrong_chain", payload={"chain": b64(bytes(32))})
    yield logged("an entry with another number", "wrong_seq", payload={"seq": 3})
    yield logged("an entry that links elsewhere", "prev_differs", payload={"prev": b64(bytes(32))})
    first = {0: {"payload": {"prev": b64(bytes(32))}}}
    yield case("a first entry that does not link to the chain id", tell_story(first), in_order=failed("prev_differs", 0))
    yield logged("an entry recorded before the one before", "time_falls", leaf={"ts": START})
    story = tell_story()
    whole = story.bundle()
    missing = changed(whole, lambda b: b["entries"].pop(2))
    yield case("an entry left out", story, missing, in_order=failed("slot_differs", 2), complete=failed("absence_invalid"))
    yield case(
        "a later page taken for the first",
        story,
        story.bundle(first=3),
        in_order=failed("slot_differs", 0),
        complete=failed("absence_invalid"),
    )
    unknown = {"options": {"first": 3, "previous": b64(bytes(32))}, "in_order": failed("prev_differs", 3)}
    yield case("a later page that links elsewhere", story, story.bundle(first=3), **unknown)
    yield _swapped()


def _swapped() -> Case:
    story = new_story()
    first, second = story.order.prepare({"to": "placed"}), story.order.prepare({"to": "accepted"})
    second.index, first.index = story.log.append(second.leaf), story.log.append(first.leaf)
    story.list_slots()
    story.cosign()
    return case("an entry logged before the one before", story, in_order=failed("index_not_rising", 1))


def anchors() -> Iterator[Case]:
    story = tell_story()
    whole, log = story.bundle(), story.log
    taller = tell_story()
    taller.log.strangers(1)
    stranger = Signer(log.origin, bytes([99] * 32), 1)

    def refused(name: str, code: str, note: str, consistency: list[str] | None = None) -> Case:
        anchor = {"note": note, "consistency": whole["anchors"][1]["consistency"] if consistency is None else consistency}
        changed_anchor = changed(whole, lambda b: b["anchors"].__setitem__(1, anchor))
        return case(name, story, changed_anchor, append_only=failed(code))

    size = list(story.cosigned)[1]
    yield refused("an anchor without signatures", "anchor_malformed", log.text(size))
    yield refused("an anchor of another log", "anchor_malformed", Log("log.example/other", seed=9).checkpoint())
    yield refused("an anchor with a false signature", "anchor_bad_signature", f"{log.text(size)}\n{log.signer.sign(log.text())}")
    yield refused("an anchor by a stranger", "anchor_not_signed", _signed(log.text(size), stranger))
    yield refused("an anchor taller than the head", "anchor_size", taller.log.checkpoint())
    yield refused("an anchor of an empty tree", "anchor_size", log.checkpoint(0), [])
    yield refused("an anchor of another tree", "not_consistent", _fork().checkpoint(size))
    yield refused("an anchor without its proof", "not_consistent", log.checkpoint(size), [])
    same = {"note": whole["head"], "consistency": []}
    yield case("an anchor that is the head", story, changed(whole, lambda b: b["anchors"].append(same)))
    yield refused("an anchor as tall as the head with another root", "not_consistent", _fork().checkpoint(log.size), [])


def _fork() -> Log:
    """The same log with another fourth leaf."""
    log = tell_story().log
    log.leaves[3] = log.leaves[4]
    return log


def pins() -> Iterator[Case]:
    story = tell_story()
    sizes = list(story.cosigned)
    taller = tell_story()
    taller.log.strangers(1)

    def pinned(name: str, pin: Json, **wanted: Any) -> Case:
        return case(name, story, options={"pin": pin}, **wanted)

    yield pinned("a pin of the same head", story.pin(story.log.size, 5))
    yield pinned("a pin of an anchor", story.pin(sizes[2], 2))
    open_question = said("warning", "pin_not_compared")
    yield pinned("a pin of a size that the bundle does not show", story.pin(5, 1), append_only=open_question)
    yield pinned("a pin taller than the head", taller.pin(taller.log.size, 5), append_only=failed("head_shrank"))
    fork = {**story.pin(story.log.size, 5), "head": _fork().checkpoint()}
    yield pinned("a pin of the head's size with another root", fork, append_only=failed("not_consistent"))
    fork = {**story.pin(sizes[2], 2), "head": _fork().checkpoint(sizes[2])}
    yield pinned("a pin of an anchor's size with another root", fork, append_only=failed("not_consistent"))
    elsewhere = {**story.pin(sizes[2], 2), "head": Log("log.example/other", seed=9).checkpoint()}
    yield pinned("a pin of another log", elsewhere, append_only=open_question)
    damaged = {**story.pin(sizes[2], 2), "head": "damaged"}
    yield pinned("a pin that is damaged", damaged, append_only=open_question)
    page, pin = story.bundle(first=3), story.pin(sizes[2], 2)
    yield case("a pin of an entry before the page", story, page, options={"pin": pin, "first": 3})
    loose = {"pin": {**pin, "leafHash": b64(bytes(32))}, "first": 3}
    yield case("a page that does not link to the pin", story, page, options=loose, in_order=failed("prev_differs", 3))
    gone = {**story.pin(sizes[2], 2), "seq": 6}
    yield pinned("a pin of an entry that is missing", gone, append_only=failed("pinned_entry_gone", 6))
    rewritten = {**story.pin(sizes[2], 2), "leafHash": b64(bytes(32))}
    yield pinned("a pin of an entry with another leaf", rewritten, append_only=failed("pinned_entry_gone", 2))


def quorums() -> Iterator[Case]:
    story = tell_story(witnesses=("w1", "w2", "w3"))
    log, now = story.log, story.log.clock
    old = now - 90_000

    def headed(name: str, times: dict[str, int], *quorum: str, **wanted: Any) -> Case:
        lines = "".join(log.witnesses[witness].sign(log.text(), at) for witness, at in times.items())
        bundle = {**story.bundle(), "head": log.checkpoint() + lines, "anchors": []}
        return case(name, story, bundle, policy=log.policy(*quorum), **wanted)

    untimed = {"time": said("not_proven", "no_witness_time", 0), "fresh": said("not_proven", "no_witness_time")}
    unmet = {"witnessed": failed("quorum_not_met"), **untimed}
    stale = {"time": failed("post_dated", 0), "fresh": said("warning", "stale")}
    no_quorum = {"witnessed": said("not_proven", "no_quorum")}
    two, nested = ("group g 2 w1 w2 w3", "quorum g"), ("group a any w1 w2", "group b all a w3", "quorum b")
    yield headed("two of three, all cosigned", {"w1": now, "w2": now, "w3": now}, *two)
    yield headed("two of three, one cosigned", {"w1": now}, *two, **unmet)
    yield headed("two of three, the second is new", {"w1": old, "w2": now}, *two)
    yield headed("two of three, the second is old", {"w1": old, "w2": now, "w3": old}, *two, **stale)
    yield headed("any of three, the first is old", {"w1": old, "w2": now}, "group g any w1 w2 w3", "quorum g", **stale)
    yield headed("all of three, two cosigned", {"w1": now, "w2": now}, "group g all w1 w2 w3", "quorum g", **unmet)
    yield headed("one witness as the quorum", {"w2": now}, "quorum w2")
    yield headed("one witness as the quorum, another cosigned", {"w1": now}, "quorum w2", **unmet)
    yield headed("groups of groups, met", {"w2": now, "w3": now}, *nested)
    yield headed("groups of groups, the second group not met", {"w1": now, "w2": now}, *nested, **unmet)
    yield headed("groups of groups, the last is old", {"w2": now, "w3": old}, *nested)
    yield headed("no quorum, no cosignature", {}, "quorum none", **no_quorum, **untimed)
    yield headed("no quorum, cosigned", {"w1": now}, "quorum none", **no_quorum)
    yield headed("no quorum, the smallest time counts", {"w1": now, "w3": old}, "quorum none", **no_quorum, **stale)


def times() -> Iterator[Case]:
    yield case("an entry dated back", tell_story({0: {"leaf": {"ts": START - 400}}}), time=failed("back_dated", 0))
    yield case(
        "an entry dated back by 300 seconds", tell_story({0: {"leaf": {"ts": START + 25 - 300}}}), time=said("warning", "late", 0)
    )
    yield case("an entry dated forward", tell_story({5: {"leaf": {"ts": START + 400}}}), time=failed("post_dated", 5))
    story = tell_story()
    size, end = story.log.size, story.log.clock
    whole = story.bundle()
    slow = {**whole, "anchors": [], "head": story.log.checkpoint(at=end + 600)}
    yield case("a head cosigned late", story, slow, options={"now": end + 700}, time=said("warning", "late", 0))
    uncosigned = {**whole, "head": story.log.checkpoint()}
    unmet = {"witnessed": failed("quorum_not_met"), "fresh": said("not_proven", "no_witness_time")}
    yield case("a head that nobody cosigned", story, uncosigned, **unmet)
    fewer = {**uncosigned, "anchors": whole["anchors"][:3]}
    late = said("not_proven", "no_witness_time", 3)
    yield case("entries after the last time", story, fewer, time=late, **unmet)
    at = story.cosigned[size]
    yield case("a head of a day", story, options={"now": at + 86_400})
    yield case("a head of a day and a second", story, options={"now": at + 86_401}, fresh=said("warning", "stale"))
    yield case("a head from the future", story, options={"now": at - 86_401})
    twice = {**whole, "head": whole["head"] + story.log.witnesses["w1"].sign(story.log.text(), at - 90_000), "anchors": []}
    earlier = {"time": failed("post_dated", 0), "fresh": said("warning", "stale")}
    yield case("a witness that cosigned twice, the earlier time counts", story, twice, **earlier)
    note = story.log.checkpoint(list(story.cosigned)[1])
    untimed = changed(whole, lambda b: b["anchors"][1].update(note=note))
    yield case("an anchor that nobody cosigned", story, untimed)
    false = changed(slow, lambda b: b["anchors"].append({**whole["anchors"][-1], "consistency": []}))
    both = {"append_only": failed("not_consistent"), "time": said("warning", "late", 0)}
    yield case("a time of a checkpoint that the head does not extend", story, false, options={"now": end + 700}, **both)


def absences() -> Iterator[Case]:
    story = tell_story()
    whole = story.bundle()
    invalid = {"complete": failed("absence_invalid")}

    def refused(name: str, change: Callable[[Json], object]) -> Case:
        return case(name, story, changed(whole, lambda b: change(b["absent"])), **invalid)

    def listed(name: str, **listing: Any) -> Case:
        return case(name, tell_story(listing=listing), **invalid)

    slots = story.epochs[0]
    wanted = slot_of(KEY, 6)
    above = sum(known < wanted for known in slots)
    yield case("no absence proof", story, story.bundle(epoch=None), complete=said("warning", "no_absence_proof"))
    yield case("an absence proof of an entry that follows", story, changed(whole, lambda b: b["entries"].pop()), **invalid)
    yield refused("an absence proof of another number", lambda a: a.update(seq=7))
    yield refused("a pair that is turned", lambda a: a["pair"].reverse())
    yield refused("one neighbour below in the middle", lambda a: a.update(pair=[story.member(slots, above - 1)]))
    yield refused("one neighbour above in the middle", lambda a: a.update(pair=[story.member(slots, above)]))
    yield refused("a pair with a gap", lambda a: a.update(pair=[story.member(slots, above - 1), story.member(slots, above + 1)]))
    yield refused(
        "a pair that does not enclose", lambda a: a.update(pair=[story.member(slots, above - 2), story.member(slots, above - 1)])
    )
    yield refused("an epoch without its payload", lambda a: (a["epoch"].pop("payload"), a["epoch"].pop("salt")))
    opening = {"note": {"salt": b64(bytes(32)), "value": "x"}}
    yield refused("an epoch with a field that it does not have", lambda a: a["epoch"].update(open=opening))
    yield listed("an epoch with another number than its slot", payload={"seq": 1})
    root = b64(bytes(32))
    for name, data in {
        "an epoch with another member": {"size": 13, "root": root, "more": 1},
        "an epoch of nothing": {"size": 0, "root": root},
        "an epoch of more than was there": {"size": 14, "root": root},
        "an epoch whose root is short": {"size": 13, "root": "AAAA"},
        "an epoch whose size is a string": {"size": "13", "root": root},
    }.items():
        yield listed(name, payload={"data": data})
    yield listed("an epoch of another chain", payload={"chain": b64(bytes(32))})
    yield listed("an epoch in another slot", leaf={"slot": b64(bytes(32))})
    yield listed("an epoch of another kind", payload={"kind": "index.other"})
    yield _taken_slot()
    yield from _at_the_edges()
    yield case("an epoch older than the last entry", _epoch_before_last(), complete=said("warning", "absence_too_old"))


def _taken_slot() -> Case:
    """The operator shows the slot itself as the neighbour of what it hides."""
    story = tell_story()
    bundle = story.bundle(last=4, epoch=None)
    slots = story.epochs[0]
    place = slots.index(slot_of(KEY, 5))
    absent = story.absent(slot_of(KEY, 5), 5, -1, story.log.size)
    pair = [story.member(slots, i) for i in (place, place + 1) if i < len(slots)]
    hidden = {**bundle, "absent": {**absent, "pair": pair}}
    return case("an entry withheld that has its slot in the epoch", story, hidden, complete=failed("absence_invalid"))


def _at_the_edges() -> Iterator[Case]:
    """A slot below all others, and one above all others."""
    for name, wanted in (("first", 0), ("last", 13)):
        for number in range(1000):
            key = bytes([number % 256, number // 256] * 16)
            story = tell_story(key=key)
            if sum(known < slot_of(key, 6) for known in story.epochs[0]) == wanted:
                yield case(f"a slot that would be {name} in the epoch", story)
                break


def _epoch_before_last() -> Story:
    story = tell_story()
    story.order.add({"from": "delivered", "to": "reviewed", "by": "customer"})
    story.cosign()
    return story


def mutated_cases() -> Iterator[Case]:
    """One change to each value of a good bundle, in every way that `mutations` knows."""
    story = tell_story()
    whole = changed(story.bundle(), lambda b: b["anchors"][1].update(rfc3161=b64(b"a token")))
    for name, bundle in mutations(whole):
        yield case(f"mutation: {name}", story, bundle)


def options_of(options: Json) -> Options:
    """The options of a case, as the Python verifier takes them."""
    pin = options.get("pin")
    return Options(
        chain_id=options.get("expectedChainId"),
        pin=parse_pin(json.dumps(pin)) if pin else None,
        now=options["now"],
        first=options.get("first", 0),
        previous=decode_base64(options["previous"], 32) if "previous" in options else None,
    )


def report_of(found: Case) -> Report:
    """What the Python verifier says of a case."""
    return verify_bundle(found.bundle, found.policy, options_of(found.options))


def write_cases(file: str | Path) -> None:
    """Write all cases, with the verdicts that every verifier must give, as one JSON list."""
    told = [
        {
            "name": one.name,
            "bundle": one.bundle,
            "policy": one.policy,
            "options": one.options,
            "verdicts": report_of(one).as_json()["verdicts"],
        }
        for one in (*all_cases(), *mutated_cases())
    ]
    Path(file).write_text("[\n" + ",\n".join(json.dumps(one) for one in told) + "\n]\n")
