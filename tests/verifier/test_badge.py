"""A vendor's badge, its history told again from the log."""

import json
from collections.abc import Callable

import pytest
from trusttrack_verify.cli import main

from tests.verifier.building import START, Chain, Json, Story, new_story, public_key_of
from tests.verifier.serving import LogSite, serve

SLUG = "crumb-and-co"
NAME = f"vendor:{SLUG}/badge"
PAGE = f"/log/v1/chains/{NAME}?from="
DAY = 24 * 3600
FIRST, SECOND = (START + DAY) * 1000, (START + 9 * DAY) * 1000
Check = Callable[..., tuple[int, Json]]


@pytest.fixture
def story() -> Story:
    return new_story()


@pytest.fixture
def badge(story: Story) -> Chain:
    """Granted, renewed, withdrawn, and granted again until the ninth day."""
    chain = Chain(story.log, public_key_of(NAME))
    change(chain, "grant", until=FIRST, check="identity")
    change(chain, "renew", until=SECOND)
    change(chain, "withdraw", check="identity")
    change(chain, "grant", until=SECOND)
    return chain


def change(chain: Chain, what: str, **data: object) -> None:
    chain.add(data, kind=f"badge.{what}")


def site_of(story: Story, badge: Chain, *, pages: int = 200, shown: object = True) -> LogSite:
    """A site with the chain in pages, which shows the badge or not."""
    story.list_slots()
    story.cosign()
    site = LogSite(story)
    entries = badge.entries
    for first in range(0, len(entries), pages):
        last = min(first + pages, len(entries)) - 1
        site.answers[f"{PAGE}{first}"] = story.bundle(badge, first=first, last=last, epoch=None)
    site.answers[f"{PAGE}{len(entries)}"] = (404, {"code": "no_more_entries" if entries else "no_such_chain"})
    site.answers[f"/api/v1/vendors/{SLUG}/"] = {"slug": SLUG, "is_verified": shown}
    return site


@pytest.fixture
def check(capsys: pytest.CaptureFixture[str]) -> Check:
    def run(site: LogSite, *, days: int = 2) -> tuple[int, Json]:
        with serve(site):
            code = main(["badge", "--vendor", SLUG, "--log", site.url, "--json", "--now", str(START + days * DAY)])
        out = capsys.readouterr().out
        return code, json.loads(out) if out else {}

    return run


@pytest.mark.parametrize("pages", [1, 3, 200])
def test_the_history_is_what_the_log_holds(check: Check, story: Story, badge: Chain, pages: int) -> None:
    code, told = check(site_of(story, badge, pages=pages))
    assert (code, told["ok"], told["faults"]) == (0, True, [])
    assert [line["what"] for line in told["history"]] == ["granted", "renewed", "withdrawn", "granted"]
    assert [line["until"] for line in told["history"]] == [FIRST, SECOND, None, SECOND]
    assert told["log"] == {"is_verified": True, "until": SECOND}
    assert told["history"][0] == {
        "seq": 0,
        "what": "granted",
        "at": (START + 30) * 1000 - 1500,
        "until": FIRST,
        "recorded": START + 30,
    }
    assert told["searched"] == story.log.size


def test_the_history_in_words(story: Story, badge: Chain, capsys: pytest.CaptureFixture[str]) -> None:
    with serve(site_of(story, badge)) as site:
        assert main(["badge", "--vendor", SLUG, "--log", site.url, "--now", str(START)]) == 0
    assert capsys.readouterr().out.splitlines()[1:] == [
        "Entry 0     granted at 2026-09-21 14:13:48Z until 2026-09-22 14:13:20Z, recorded 2026-09-21 14:13:50Z",
        "Entry 1     renewed at 2026-09-21 14:13:58Z until 2026-09-30 14:13:20Z, recorded 2026-09-21 14:14:00Z",
        "Entry 2     withdrawn at 2026-09-21 14:14:08Z, recorded 2026-09-21 14:14:10Z",
        "Entry 3     granted at 2026-09-21 14:14:18Z until 2026-09-30 14:13:20Z, recorded 2026-09-21 14:14:20Z",
        "Log says    verified until 2026-09-30 14:13:20Z",
        "Site shows  verified",
        "Chain       4 entries, and no more of it in the log up to entry 8",
        "Equal.",
    ]


@pytest.mark.parametrize(
    ("last", "days", "verified"),
    [({}, 8, True), ({}, 9, False), ({"what": "expire"}, 8, False), ({"what": "withdraw"}, 2, False)],
)
def test_the_state_follows_from_the_last_change(
    check: Check, story: Story, badge: Chain, last: dict[str, str], days: int, verified: bool
) -> None:
    if last:
        change(badge, last["what"])
    for shown in (True, False):
        code, told = check(site_of(story, badge, shown=shown), days=days)
        assert (told["log"]["is_verified"], told["equal"], code) == (verified, shown == verified, int(shown != verified))


def test_no_badge_ever_is_proven_by_the_whole_log(check: Check, story: Story) -> None:
    code, told = check(site_of(story, Chain(story.log, public_key_of(NAME)), shown=False))
    assert (code, told["history"], told["searched"]) == (0, [], 4)


def test_a_withdrawal_that_is_left_out(check: Check, story: Story, badge: Chain) -> None:
    change(badge, "withdraw")
    site = site_of(story, badge, pages=4)
    site.answers[f"{PAGE}4"] = (404, {"code": "no_more_entries"})
    code, told = check(site)
    assert (code, told["equal"]) == (1, True)
    assert told["faults"] == ["the log holds an entry 4, which the pages leave out"]


def test_a_page_that_was_altered(check: Check, story: Story, badge: Chain) -> None:
    site = site_of(story, badge)
    entry = site.answers[f"{PAGE}0"]["entries"][1]
    entry["payload"] = entry["payload"].replace("renew", "grant")
    assert "the page from entry 0: unaltered commit_differs" in check(site)[1]["faults"]


def test_an_erased_change(check: Check, story: Story, badge: Chain, capsys: pytest.CaptureFixture[str]) -> None:
    site = site_of(story, badge, shown=False)
    for erased in site.answers[f"{PAGE}0"]["entries"][2:]:
        del erased["payload"], erased["salt"]
    code, told = check(site)
    assert (code, told["erased"], [line["what"] for line in told["history"]][1:]) == (1, [2, 3], ["renewed", "erased", "erased"])
    assert told["faults"][0] == "entry 2 was erased: its content is missing, so nobody can tell what became of the badge"
    with serve(site):
        assert main(["badge", "--vendor", SLUG, "--log", site.url]) == 1
    last = capsys.readouterr().out.splitlines()[-1]
    assert last == "CANNOT BE RECOMPUTED: the content of entry 2, 3 was erased from the log."


@pytest.mark.parametrize(
    ("kind", "data", "fault"),
    [
        ("badge.grant", {}, "entry 4 is no change of a badge"),
        ("badge.renew", {"until": "5"}, "entry 4 is no change of a badge"),
        ("badge.expire", {"until": 5}, "entry 4 is no change of a badge"),
        ("badge.polish", {}, "entry 4 is no change of a badge"),
        ("badge.grant", {"until": SECOND}, "entry 4 has a badge granted that was there already"),
    ],
)
def test_a_change_that_does_not_follow(check: Check, story: Story, badge: Chain, kind: str, data: Json, fault: str) -> None:
    badge.add(data, kind=kind)
    code, told = check(site_of(story, badge))
    assert (code, told["faults"]) == (1, [fault])


@pytest.mark.parametrize("what", ["renew", "expire", "withdraw"])
def test_a_change_of_a_badge_that_was_not_there(check: Check, story: Story, what: str) -> None:
    chain = Chain(story.log, public_key_of(NAME))
    change(chain, what, **({"until": SECOND} if what == "renew" else {}))
    assert "that was not there" in check(site_of(story, chain))[1]["faults"][0]


@pytest.mark.parametrize("answer", ["no json", [], {"is_verified": None}, {"is_verified": 1}, (404, {"code": "not_found"})])
def test_a_site_that_does_not_say(check: Check, story: Story, badge: Chain, answer: object) -> None:
    site = site_of(story, badge)
    site.answers[f"/api/v1/vendors/{SLUG}/"] = answer
    assert check(site)[0] == 3
