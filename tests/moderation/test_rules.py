"""The rules that point at reviews: what each finds, what it leaves alone, and that none of them acts."""

import pytest

from accounts.models import User
from moderation.models import Case, CaseSource, Fingerprint
from moderation.rules import RULES, abuse, bursts, links, personal_data
from moderation.rules.copies import NEAR, in_one_form, joined, parts_of, simhash
from moderation.screening import draw, is_drawn, screen
from reviews.models import ModerationAction, ModerationGround, Review
from reviews.moderation import hide_review
from reviews.services import submit_review
from tests.ledger.owner import rewriting
from tests.stories import completed_order
from vendors.models import Item, Vendor

LONG = "The loaf was dark, the crust sang when we cut it, and the woman at the counter knew every customer by name."


def said(review: Review, body: str, title: str = "") -> Review:
    """Return the review as if it said this; it is not saved."""
    review.title, review.body = title, body
    return review


def kinds(inputs: dict[str, object] | None, text: str) -> list[tuple[str, str]]:
    """Return what was found, with the words at its place."""
    places = (inputs or {}).get("places", [])
    assert isinstance(places, list)
    return [(place["what"], text[place["start"] : place["end"]]) for place in places]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("Write to jane.doe+shop@mail.example.co.uk instead", [("email", "jane.doe+shop@mail.example.co.uk")]),
        ("Call her on 0117 496 0123 at night", [("phone", "0117 496 0123")]),
        ("My card is 4111 1111 1111 1111, and they kept it", [("card", "4111 1111 1111 1111")]),
        ("He lives at 12 Mill Lane, BS1 4DJ", [("address", "12 Mill Lane"), ("address", "BS1 4DJ")]),
        ("Order 4111111111111112 was late by 20 minutes, 3 of 4 loaves were fine", []),
        ("Ready at 10:30 on 12.11.2026, for 12.50 pounds", []),
    ],
)
def test_personal_data(review: Review, body: str, found: list[tuple[str, str]]) -> None:
    assert kinds(personal_data.look(said(review, body)), body) == found


def test_the_number_of_the_business_is_no_secret(review: Review, vendor: Vendor) -> None:
    Vendor.objects.filter(pk=vendor.pk).update(phone="+441174960123")
    fresh = Review.objects.select_related("vendor").get(pk=review.pk)
    assert personal_data.look(said(fresh, "I called 0117 496 0123 and they answered")) is None


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("Cheaper at https://bread.example/offer?x=1 today", ["https://bread.example/offer?x=1"]),
        ("See www.bread.example and cheapbread.shop/now", ["www.bread.example", "cheapbread.shop/now"]),
        ("Warm bread.And good coffee, e.g. flat white. Mail me@home.org", []),
    ],
)
def test_links(review: Review, body: str, found: list[str]) -> None:
    assert [words for _, words in kinds(links.look(said(review, body)), body)] == found


@pytest.mark.parametrize("body", ["You are a bastard", "What a sh1t shop"])
def test_abusive_words(review: Review, body: str) -> None:
    assert abuse.look(said(review, body))


@pytest.mark.parametrize("body", ["Ordered in Scunthorpe: a cocktail, a class of its own", "Grass-fed bass, damn good"])
def test_words_that_only_look_like_it(review: Review, body: str) -> None:
    assert abuse.look(said(review, body)) is None


def test_a_rule_points_and_changes_nothing(customer: User, item: Item, vendor_staff: User) -> None:
    order = completed_order(customer, item, vendor_staff)
    review = submit_review(order=order, by=customer, rating=1, body="Call the thief on 0117 496 0123, or see www.thief.example")
    assert screen(review) == ["personal_data", "links"]
    assert screen(review) == ["personal_data", "links"]
    review.refresh_from_db()
    assert (review.status, ModerationAction.objects.count(), Case.objects.count()) == ("published", 0, 1)
    source = CaseSource.objects.get(rule="personal_data")
    assert (source.rule_version, source.inputs) == (
        2, {"places": [{"field": "body", "start": 18, "end": 31, "what": "phone"}], "count": 1},
    )  # fmt: skip


def test_what_is_hidden_is_not_screened(review: Review, moderator: User) -> None:
    hide_review(review, by=moderator, ground=ModerationGround.SPAM)
    review.refresh_from_db()
    assert screen(said(review, "See www.bread.example")) == []


def test_the_same_words_twice(customer: User, item: Item, vendor_staff: User) -> None:
    first, second, third = (
        submit_review(order=completed_order(customer, item, vendor_staff), by=customer, rating=5, body=body)
        for body in (
            LONG,
            LONG.upper().replace(",", " ;"),
            "Nothing like them: a cold room, a long wait, a stale roll.",
        )
    )
    assert "copied_text" not in screen(first)
    assert "copied_text" in screen(second)
    assert "copied_text" not in screen(third)
    assert CaseSource.objects.get(rule="copied_text").inputs == {"same": [first.pk], "near": [], "count": 1}


def test_nearly_the_same_words(customer: User, item: Item, vendor_staff: User) -> None:
    long = " ".join([LONG] * 4)
    bodies = (long, long + " Thanks.")
    first, second = (
        submit_review(order=completed_order(customer, item, vendor_staff), by=customer, rating=5, body=body) for body in bodies
    )
    screen(first)
    screen(second)
    near = [simhash(in_one_form(body)) for body in bodies]
    assert 0 < (near[0] ^ near[1]).bit_count() <= NEAR
    assert CaseSource.objects.get(rule="copied_text").inputs == {"same": [], "near": [first.pk], "count": 1}


def test_short_praise_is_nobodys(review: Review) -> None:
    assert "copied_text" not in screen(review)
    assert not Fingerprint.objects.exists()


@pytest.mark.parametrize("value", [0, 1, 2**64 - 1, 0xDEAD_BEEF_0BAD_CAFE])
def test_parts_make_the_whole(value: int) -> None:
    assert joined(parts_of(value)) == value


def test_five_reviews_by_one_person_in_a_day(customer: User, item: Item, vendor_staff: User) -> None:
    pointed = [
        screen(submit_review(order=completed_order(customer, item, vendor_staff), by=customer, rating=5, body="Good"))
        for _ in range(5)
    ]
    assert pointed == [[], [], [], [], ["burst"]]
    assert CaseSource.objects.get().inputs == {"author_last_day": 5}


def test_a_busy_vendor_is_not_always_in_a_burst(
    customer: User, item: Item, vendor_staff: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bursts, "MOST_COUNTED", 8)  # of 1,000: the numbers of a test
    item.stock = 100
    item.save()
    for _ in range(58):
        submit_review(order=completed_order(customer, item, vendor_staff), by=customer, rating=5, body="Good")
    with rewriting("reviews_review") as cursor:
        earlier = "SELECT id FROM reviews_review ORDER BY id LIMIT 50"
        cursor.execute(f"UPDATE reviews_review SET created_at = now() - interval '2 days' WHERE id IN ({earlier})")
    newest = Review.objects.latest("pk")
    assert bursts.last_day_and_usual(newest) == (8, 1.67)
    assert bursts.burst_of(newest) is None


def test_drawn_by_a_hash_that_anybody_can_compute(review: Review, settings: object) -> None:
    assert sum(is_drawn(number, percent=2.0) for number in range(10_000)) == pytest.approx(200, abs=60)
    assert not any(is_drawn(number, percent=0) for number in range(1000))
    assert all(is_drawn(number, percent=100) for number in range(1000))
    settings.MODERATION_SAMPLE_PERCENT = 100  # type: ignore[attr-defined]  # pytest-django's
    assert draw(review)
    assert draw(review)
    assert CaseSource.objects.get().kind == "sampling"


def test_every_rule_says_in_words_what_it_looks_for() -> None:
    assert len({rule.code for rule in RULES}) == len(RULES)
    assert all(rule.words.endswith(".") and rule.version >= 1 for rule in RULES)
