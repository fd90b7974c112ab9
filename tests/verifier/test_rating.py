"""A vendor's rating, counted again from the log."""

import json
import math
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from trusttrack_verify.cli import main
from trusttrack_verify.formula import figures_of

from tests.verifier.building import Chain, Json, Story, new_story, public_key_of
from tests.verifier.serving import LogSite, serve
from vendors.rating import rate

SLUG = "crumb-and-co"
NAME = f"vendor:{SLUG}/reviews"
PAGE = f"/log/v1/chains/{NAME}?from="


@pytest.fixture
def story() -> Story:
    return new_story()


@pytest.fixture
def reviews(story: Story) -> Chain:
    """Two reviews that count: 5 and, edited, 4; one was removed and one restored and edited before."""
    chain = Chain(story.log, public_key_of(NAME))
    review(chain, "publish", 1, 5)
    review(chain, "publish", 2, 1)
    review(chain, "edit", 2, 4)
    review(chain, "publish", 3, 1)
    chain.add({"review": 3, "cause": "author"}, kind="review.remove")
    review(chain, "edit", 3, 2)
    return chain


def review(chain: Chain, what: str, number: int, stars: int) -> None:
    chain.add({"review": number, "rating": stars}, kind=f"review.{what}", fields={"title": "Bread"})


def site_of(story: Story, reviews: Chain, *, pages: int = 200, shown: Json | None = None) -> LogSite:
    """A site with the chain in pages, which shows a rating."""
    story.list_slots()
    story.cosign()
    site = LogSite(story)
    for first in range(0, len(reviews.entries), pages):
        last = min(first + pages, len(reviews.entries)) - 1
        is_last = last == len(reviews.entries) - 1
        site.answers[f"{PAGE}{first}"] = story.bundle(reviews, first=first, last=last, epoch=-1 if is_last else None)
    site.answers[f"{PAGE}{len(reviews.entries)}"] = (404, {"code": "no_more_entries"})
    rating = {"average": 4.5, "count": 2} if shown is None else shown
    site.answers[f"/api/v1/vendors/{SLUG}/"] = {"slug": SLUG, "rating": rating}
    return site


Check = Callable[[LogSite], tuple[int, Json]]


@pytest.fixture
def check(capsys: pytest.CaptureFixture[str]) -> Check:
    def run(site: LogSite) -> tuple[int, Json]:
        with serve(site):
            code = main(["rating", "--vendor", SLUG, "--log", site.url, "--json"])
        out = capsys.readouterr().out
        return code, json.loads(out) if out else {}

    return run


@pytest.mark.parametrize("pages", [1, 2, 200])
def test_the_rating_is_what_the_log_holds(check: Check, story: Story, reviews: Chain, pages: int) -> None:
    code, told = check(site_of(story, reviews, pages=pages))
    assert (code, told["ok"], told["faults"]) == (0, True, [])
    assert told["log"] == {
        "count": 2, "average": 4.5, "interval": {"low": 2.06, "high": 4.97}, "removed": {"moderation": 0, "author": 1},
    }  # fmt: skip
    assert told["site"] == {"count": 2, "average": 4.5}
    assert told["searched"] == story.log.size


OTHERS: tuple[Json, ...] = ({"average": 4.6, "count": 2}, {"average": 4.5, "count": 3}, {"average": None, "count": 2}, {})


@pytest.mark.parametrize("shown", OTHERS)
def test_the_site_shows_another(check: Check, story: Story, reviews: Chain, shown: Json) -> None:
    code, told = check(site_of(story, reviews, shown=shown))
    assert (code, told["equal"]) == (1, False)


@pytest.mark.parametrize(
    ("stars", "shown"), [((5, 4, 4), 4.33), ((5, 5, 4), 4.67), ((5,) * 7 + (4,), 4.88), ((5,) * 7 + (4,), 4.87)]
)
def test_the_average_has_two_decimals_rounded_either_way(
    check: Check, story: Story, stars: tuple[int, ...], shown: float
) -> None:
    chain = Chain(story.log, public_key_of(NAME))
    for number, rating in enumerate(stars):
        review(chain, "publish", number, rating)
    assert check(site_of(story, chain, shown={"average": shown, "count": len(stars)}))[0] == 0


def test_a_restored_review_counts_again(check: Check, story: Story, reviews: Chain) -> None:
    review(reviews, "publish", 3, 3)
    assert check(site_of(story, reviews, shown={"average": 4.0, "count": 3}))[0] == 0


def test_a_log_that_grew_between_two_pages(check: Check, story: Story, reviews: Chain) -> None:
    site = site_of(story, reviews, pages=3)
    story.log.strangers(4)
    taller = LogSite(story)
    taller.answers = site.answers
    assert check(taller)[0] == 0


def test_no_review_is_proven_by_the_whole_log(check: Check, story: Story) -> None:
    site = LogSite(story)
    site.answers[f"{PAGE}0"] = (404, {"code": "no_such_chain"})
    site.answers[f"/api/v1/vendors/{SLUG}/"] = {"rating": {"average": None, "count": 0}}
    code, told = check(site)
    assert (code, told["log"]["count"], told["log"]["average"], told["searched"]) == (0, 0, None, 3)


def test_the_answer_in_words(story: Story, reviews: Chain, capsys: pytest.CaptureFixture[str]) -> None:
    with serve(site_of(story, reviews)) as site:
        assert main(["rating", "--vendor", SLUG, "--log", site.url]) == 0
    lines = capsys.readouterr().out.splitlines()
    interval, removed = "likely between 2.06 and 4.97", "removed 0 by moderation and 1 by their authors"
    assert lines[1:4] == [
        "Formula     rating-1",
        f"Log says    2 reviews, average 4.5, {interval}, {removed}",
        "Site shows  2 reviews, average 4.5",
    ]
    assert lines[-1] == "Equal."


def test_a_review_that_the_site_does_not_hand_out(check: Check, story: Story, reviews: Chain) -> None:
    site = site_of(story, reviews)
    site.answers[f"{PAGE}0"] = (404, {"code": "no_such_chain"})
    site.answers[f"/api/v1/vendors/{SLUG}/"] = {"rating": {"average": None, "count": 0}}
    code, told = check(site)
    assert (code, told["equal"]) == (1, True)
    assert told["faults"] == ["the log holds an entry 0, which the pages leave out"]


def test_the_last_reviews_left_out(check: Check, story: Story, reviews: Chain) -> None:
    site = site_of(story, reviews, pages=4, shown={"average": 10 / 3, "count": 3})
    site.answers[f"{PAGE}4"] = (404, {"code": "no_more_entries"})
    code, told = check(site)
    assert code == 1
    assert told["faults"] == ["the log holds an entry 4, which the pages leave out"]


def test_pages_that_do_not_link(check: Check, story: Story, reviews: Chain) -> None:
    other = Chain(story.log, reviews.key)
    for number in range(6):
        review(other, "publish", number, 5)
    site = site_of(story, reviews, pages=3)
    site.answers[f"{PAGE}3"] = story.bundle(other, first=3, epoch=None)
    code, told = check(site)
    assert (code, "the page from entry 3: in_order prev_differs" in told["faults"]) == (1, True)


def test_a_page_of_another_chain(check: Check, story: Story, reviews: Chain) -> None:
    other = Chain(story.log, public_key_of("vendor:elsewhere/reviews"))
    review(other, "publish", 1, 5)
    site = site_of(story, reviews)
    site.answers[f"{PAGE}0"] = story.bundle(other)
    assert "the page from entry 0 is of another chain" in check(site)[1]["faults"]


def test_a_review_that_is_in_the_log_twice(check: Check, story: Story, reviews: Chain) -> None:
    site = site_of(story, reviews)
    twin = Chain(story.log, reviews.key)
    review(twin, "publish", 9, 1)
    later = LogSite(story)
    later.answers = site.answers
    assert check(later)[1]["faults"] == ["FORK: the log holds two entries 0"]


ERASED = "entry 1 was erased: its content is missing, so nobody can tell whether and how it counts"


def test_an_erased_review_cannot_be_counted(
    check: Check, story: Story, reviews: Chain, capsys: pytest.CaptureFixture[str]
) -> None:
    site = site_of(story, reviews)
    erased = site.answers[f"{PAGE}0"]["entries"][1]
    del erased["payload"], erased["salt"]
    erased["open"] = {}
    code, told = check(site)
    assert (code, told["erased"], told["faults"]) == (1, [1], [ERASED])
    with serve(site):
        assert main(["rating", "--vendor", SLUG, "--log", site.url]) == 1
    last = capsys.readouterr().out.splitlines()[-1]
    assert last == "CANNOT BE RECOMPUTED: the content of entry 1 was erased from the log."


NOT_REVIEWS = [
    ({"rating": 5}, "review.publish"),
    ({"review": 1, "rating": 6}, "review.publish"),
    ({"review": 1, "rating": "5"}, "review.edit"),
    ({"review": 1, "rating": 5}, "review.praise"),
]


@pytest.mark.parametrize(("data", "kind"), NOT_REVIEWS)
def test_an_entry_that_is_no_review(check: Check, story: Story, reviews: Chain, data: Json, kind: str) -> None:
    reviews.add(data, kind=kind)
    assert check(site_of(story, reviews))[0] == 1


@pytest.mark.parametrize("answer", ["no json", [], {"rating": None}, (404, {"code": "not_found"})])
def test_a_site_that_shows_no_rating(check: Check, story: Story, reviews: Chain, answer: object) -> None:
    site = site_of(story, reviews)
    site.answers[f"/api/v1/vendors/{SLUG}/"] = answer
    assert check(site)[0] == 3


# --- The formula, what was removed, and without a network ---------------------------------------------------------------

SHOWN: Json = {"average": 4.5, "count": 2, "interval": {"low": 2.06, "high": 4.97}, "formula": "rating-1"}


def test_the_formula_is_held_to_the_hundredth(check: Check, story: Story, reviews: Chain) -> None:
    assert check(site_of(story, reviews, shown=SHOWN))[0] == 0


OFF: tuple[Json, ...] = (
    {**SHOWN, "interval": {"low": 2.05, "high": 4.97}},
    {**SHOWN, "interval": {"low": 2.06, "high": 4.98}},
    {**SHOWN, "interval": None},
    {**SHOWN, "interval": {"low": "2.06", "high": 4.97}},
    {**SHOWN, "average": 4.51},
)


@pytest.mark.parametrize("shown", OFF)
def test_a_site_that_computes_otherwise(check: Check, story: Story, reviews: Chain, shown: Json) -> None:
    code, told = check(site_of(story, reviews, shown=shown))
    assert (code, told["equal"]) == (1, False)


def test_by_a_formula_that_is_unknown_only_the_count_is_compared(check: Check, story: Story, reviews: Chain) -> None:
    code, told = check(site_of(story, reviews, shown={"average": 3.9, "count": 2, "formula": "rating-2"}))
    assert (code, told["warnings"]) == (2, ["the site counts by rating-2, which this program does not know"])
    assert check(site_of(story, reviews, shown={"average": 3.9, "count": 3, "formula": "rating-2"}))[0] == 1


@pytest.mark.parametrize(("removed", "expected"), [({"moderation": 0, "author": 1}, 0), ({"moderation": 1, "author": 0}, 1)])
def test_the_removed_are_compared_by_cause(
    check: Check, story: Story, reviews: Chain, removed: dict[str, int], expected: int
) -> None:
    site = site_of(story, reviews, shown=SHOWN)
    site.answers[f"/api/v1/vendors/{SLUG}/reviews/?page_size=1"] = {"figures": {"removed": removed}}
    assert check(site)[0] == expected


def test_a_removal_for_no_known_cause(check: Check, story: Story, reviews: Chain) -> None:
    reviews.add({"review": 1, "cause": "whim"}, kind="review.remove")
    assert check(site_of(story, reviews))[1]["faults"] == ["entry 6 removes a review for no known cause"]


def test_what_was_kept_is_verified_without_a_network(
    story: Story, reviews: Chain, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site, folder = site_of(story, reviews, shown=SHOWN), tmp_path / "kept"
    with serve(site):
        assert main(["rating", SLUG, "--log", site.url, "--save", str(folder)]) == 0
    capsys.readouterr()
    assert main(["rating", SLUG, "--saved", str(folder)]) == 0
    out = capsys.readouterr().out
    assert "2 reviews, average 4.5, likely between 2.06 and 4.97, removed 0 by moderation and 1 by their authors" in out
    assert out.splitlines()[-1] == "Equal."


def test_kept_without_the_sites_word_it_is_counted_with_a_warning(
    story: Story, reviews: Chain, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site, folder = site_of(story, reviews, shown=SHOWN), tmp_path / "kept"
    with serve(site):
        main(["rating", SLUG, "--log", site.url, "--save", str(folder)])
    next(folder.glob("api*vendors*")).unlink()
    assert main(["rating", SLUG, "--saved", str(folder)]) == 2
    assert capsys.readouterr().out.splitlines()[-1] == "Counted, and not compared."


def test_a_kept_page_that_was_altered(story: Story, reviews: Chain, tmp_path: Path) -> None:
    site, folder = site_of(story, reviews, shown=SHOWN), tmp_path / "kept"
    with serve(site):
        main(["rating", SLUG, "--log", site.url, "--save", str(folder)])
    page = next(path for path in folder.glob("log*chains*") if path.stat().st_size > 1000)
    page.write_bytes(page.read_bytes().replace(b'"rating\\":5', b'"rating\\":1'))
    assert main(["rating", SLUG, "--saved", str(folder)]) == 1


@pytest.mark.parametrize(
    "words", [[SLUG], ["--log", "http://127.0.0.1:9"], [SLUG, "--vendor", SLUG, "--log", "x"], [SLUG, "--saved", "nowhere"]]
)
def test_misuse(words: list[str]) -> None:
    assert main(["rating", *words]) == 3


@given(count=st.integers(1, 10**6), share=st.floats(0, 1))
def test_two_programs_come_to_the_same_hundredths(count: int, share: float) -> None:
    """The verifier's formula, by an integer square root, and the server's, by comparing squares."""
    total = count + math.floor(4 * count * share)
    ours, theirs = figures_of(total, count), rate(total=total, count=count)
    assert theirs is not None
    assert (ours.average, ours.low, ours.high) == (theirs.average, theirs.low, theirs.high)


@pytest.mark.parametrize("count", range(1, 40))
def test_they_agree_wherever_few_have_written(count: int) -> None:
    for total in range(count, 5 * count + 1):
        ours, theirs = figures_of(total, count), rate(total=total, count=count)
        assert theirs is not None
        assert (ours.average, ours.low, ours.high) == (theirs.average, theirs.low, theirs.high), (total, count)
