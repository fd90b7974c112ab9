"""What a look into the log adds to a report."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from trusttrack_verify.fetching import FetchFailed, NotThere, Site
from trusttrack_verify.pins import parse_pin
from trusttrack_verify.policy import parse_policy
from trusttrack_verify.report import Report
from trusttrack_verify.searching import look_further
from trusttrack_verify.verification import Options, examine_bundle

from tests.verifier.building import START, Json, Signer, Story, b64, jcs, slot_of, tell_story
from tests.verifier.serving import LogSite, serve

NOW = START + 500


def look(site: LogSite, bundle: Json, pin: Json | None = None) -> Report:
    policy = parse_policy(site.story.log.policy())
    kept = parse_pin(json.dumps(pin)) if pin else None
    examined = examine_bundle(json.dumps(bundle), policy, Options(now=NOW, pin=kept))
    return look_further(examined, Site(site.url), policy, kept)


def told(report: Report) -> dict[str, str]:
    return {v.property: v.code for v in report.verdicts if v.status in {"failed", "warning"}}


@pytest.fixture
def story() -> Story:
    return tell_story()


@pytest.fixture
def site(story: Story) -> Iterator[LogSite]:
    with serve(LogSite(story)) as served:
        yield served


def grown(story: Story, leaf: Json | None = None) -> LogSite:
    if leaf:
        story.log.append(jcs({"commit": b64(story.log.salt()), "ts": story.log.clock, "v": 1, **leaf}))
    story.log.strangers(2)
    return LogSite(story)


def test_nothing_more_is_found_up_to_the_newest_head(story: Story) -> None:
    bundle = story.bundle()
    with serve(grown(story)) as site:
        report = look(site, bundle)
    assert told(report) == {}
    assert report.searched == story.log.size


def test_a_later_entry_is_found(story: Story) -> None:
    bundle = story.bundle()
    story.order.add({"from": "delivered", "to": "refunded", "by": "vendor"})
    with serve(grown(story)) as site:
        report = look(site, bundle)
    assert told(report) == {"complete": "later_entry_found"}
    assert report.verdict("complete").entry == 6


def test_a_later_entry_is_found_without_an_absence_proof(story: Story) -> None:
    bundle = story.bundle(last=3, epoch=None)
    with serve(grown(story)) as site:
        report = look(site, bundle)
    assert told(report) == {"complete": "later_entry_found"}


def test_without_an_absence_proof_the_whole_log_is_looked_through(story: Story, site: LogSite) -> None:
    report = look(site, story.bundle(epoch=None))
    assert told(report) == {}
    assert report.searched == 15


def test_a_proof_that_is_too_old_is_made_up_for(story: Story) -> None:
    story.order.add({"from": "delivered", "to": "closed", "by": "vendor"})
    story.cosign()
    bundle = story.bundle()
    with serve(LogSite(story)) as site:
        assert told(look(site, bundle)) == {}


def test_a_false_absence_proof_stays_one(story: Story, site: LogSite) -> None:
    bundle = story.bundle()
    bundle["absent"]["seq"] = 9
    assert told(look(site, bundle)) == {"complete": "absence_invalid"}


def test_a_second_version_of_an_entry_is_a_fork(story: Story) -> None:
    bundle = story.bundle()
    with serve(grown(story, {"slot": b64(slot_of(story.order.key, 2))})) as site:
        report = look(site, bundle)
    assert told(report) == {"in_order": "fork"}
    assert report.verdict("in_order").entry == 2


def test_leaves_that_are_malformed_are_passed_over(story: Story) -> None:
    bundle = story.bundle()
    with serve(grown(story, {"slot": "x"})) as site:
        assert told(look(site, bundle)) == {}


def test_a_newest_head_smaller_than_the_bundle_s(story: Story, site: LogSite) -> None:
    site.checkpoint = story.log.checkpoint(12)
    assert told(look(site, story.bundle())) == {}


def test_a_log_that_does_not_extend_the_head(story: Story) -> None:
    bundle = story.bundle()
    story.log.leaves[3] = story.log.leaves[4]
    with serve(grown(story)) as site:
        assert told(look(site, bundle)) == {"append_only": "not_consistent"}


def test_tiles_that_are_not_of_the_signed_tree(story: Story, site: LogSite) -> None:
    site.answers["/log/v1/tile/0/000.p/15"] = bytes(15 * 32)
    assert told(look(site, story.bundle())) == {"append_only": "not_consistent"}


def test_entries_that_are_not_of_the_signed_tree(story: Story, site: LogSite) -> None:
    site.answers["/log/v1/tile/entries/000.p/15"] = b"\x00\x01a" * 15
    assert told(look(site, story.bundle())) == {"append_only": "not_consistent"}


def test_a_newest_head_that_the_log_did_not_sign(story: Story, site: LogSite) -> None:
    stranger = Signer(story.log.origin, bytes([99] * 32), 1)
    site.checkpoint = f"{story.log.text()}\n{stranger.sign(story.log.text())}"
    assert told(look(site, story.bundle())) == {"append_only": "anchor_not_signed"}


@pytest.mark.parametrize(
    ("size", "seq", "wanted"),
    [(5, 1, {}), (15, 5, {}), (3, 9, {"append_only": "pinned_entry_gone"})],
)
def test_a_pin_is_compared_by_tiles(story: Story, site: LogSite, size: int, seq: int, wanted: dict[str, str]) -> None:
    pin = {**story.pin(size, min(seq, 5)), "seq": seq}
    assert told(look(site, story.bundle(), pin)) == wanted


def test_a_pin_of_another_tree(story: Story, site: LogSite) -> None:
    other = tell_story()
    other.log.leaves[0] = b"{}"
    assert told(look(site, story.bundle(), other.pin(5, 1))) == {"append_only": "not_consistent"}


def test_a_bundle_that_is_malformed_is_not_looked_for(story: Story, site: LogSite) -> None:
    assert told(look(site, {})) == {"well_formed": "malformed"}
    assert site.asked == []


def test_another_log_at_the_address(story: Story, site: LogSite) -> None:
    site.checkpoint = site.checkpoint.replace("2026a", "2026b")
    with pytest.raises(FetchFailed, match="another log"):
        look(site, story.bundle())


@pytest.mark.parametrize(
    "url", ["http://log.example", "ftp://127.0.0.1", "file:///etc/passwd", "log.example", "", "http://[", "https://"]
)
def test_addresses_that_are_not_safe(url: str) -> None:
    with pytest.raises(FetchFailed, match="is not an https"):
        Site(url)


@pytest.mark.parametrize("url", ["http://localhost:1", "http://127.0.0.9", "http://[::1]:8000/", "https://log.example/log/v1/"])
def test_addresses_that_are_safe(url: str) -> None:
    assert not Site(url).address.endswith(("/", "/log/v1"))


def test_http_elsewhere_where_it_is_asked_for() -> None:
    assert Site("http://log.example", allow_http=True).address == "http://log.example"


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ((500, "no"), "answers 500"),
        ((302, "", {"Location": "http://example.com/"}), "is not an https"),
        ((302, "", {"Location": "file:///etc/passwd"}), "answers 302"),
        ((200, b"x" * 1_048_577), "larger than"),
        ((200, b"no gzip", {"Content-Encoding": "gzip"}), "cannot be read"),
        ((200, b"\xff"), "not UTF-8"),
    ],
)
def test_answers_that_are_none(site: LogSite, answer: Any, message: str) -> None:
    site.answers["/log/v1/policy"] = answer
    with pytest.raises(FetchFailed, match=message):
        Site(site.url).policy()


def test_a_small_answer_that_unpacks_to_a_large_one(site: LogSite) -> None:
    import gzip

    site.answers["/log/v1/policy"] = (200, gzip.compress(bytes(50_000_000)), {"Content-Encoding": "gzip"})
    with pytest.raises(FetchFailed, match="larger than"):
        Site(site.url).policy()


def test_an_answer_that_comes_at_the_second_time(site: LogSite) -> None:
    answers = iter([(409, {"code": "not_sealed_yet"}, {"Retry-After": "0"}), (200, "sealed")])
    site.answers["/log/v1/policy"] = lambda: next(answers)
    assert Site(site.url).policy() == "sealed"


def test_an_answer_that_never_comes(site: LogSite) -> None:
    site.answers["/log/v1/policy"] = (429, "", {"Retry-After": "0"})
    with pytest.raises(FetchFailed, match="answers 429"):
        Site(site.url).policy()
    assert len(site.asked) == 5


def test_a_full_tile_where_the_partial_one_is_gone(site: LogSite) -> None:
    site.answers |= {"/log/v1/tile/0/000": b"full", "/log/v1/tile/0/000.p/15": (404, "gone")}
    assert Site(site.url).tile("tile/0/000.p/15") == b"full"
    with pytest.raises(NotThere):
        Site(site.url).tile("tile/9/000")


def test_nobody_at_the_address() -> None:
    with pytest.raises(FetchFailed, match="cannot be read"):
        Site("http://127.0.0.1:9").checkpoint()


def test_the_site_s_own_chain_is_asked_for_by_its_name(site: LogSite) -> None:
    with pytest.raises(NotThere):
        Site(site.url).chain("vendor:a-b/reviews", 3)
    assert site.asked == ["/log/v1/chains/vendor:a-b/reviews?from=3"]
