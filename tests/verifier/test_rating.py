"""A vendor's rating, counted again from the log."""

import json
from collections.abc import Callable

import pytest
from trusttrack_verify.cli import main

from tests.verifier.building import Chain, Json, Story, new_story, public_key_of
from tests.verifier.serving import LogSite, serve

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
    assert told["log"] == told["site"] == {"count": 2, "average": 4.5}
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
    for number, given in enumerate(stars):
        review(chain, "publish", number, given)
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
    assert (code, told["log"], told["searched"]) == (0, {"count": 0, "average": None}, 3)


def test_the_answer_in_words(story: Story, reviews: Chain, capsys: pytest.CaptureFixture[str]) -> None:
    with serve(site_of(story, reviews)) as site:
        assert main(["rating", "--vendor", SLUG, "--log", site.url]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1:3] == ["Log says    2 reviews, average 4.5", "Site shows  2 reviews, average 4.5"]
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
