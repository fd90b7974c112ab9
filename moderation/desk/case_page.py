"""What the page of a case shows: the review and its history, why it is here, and what there is to weigh."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from accounts.models import User
from moderation.foul_play import WATCH_BY_CODE
from moderation.models import Case, CaseSource, Signal, SourceKind
from moderation.rules import BY_CODE
from moderation.services import possible_decisions, version_looked_at, waiting_appeal
from reviews.models import ModerationAction, ModerationKind, Review, ReviewResponse, ReviewStatus, Subject
from reviews.photos import photos_of
from reviews.redacting import BLANK

MOST_SHOWN = 50


class Segment(NamedTuple):
    """A stretch of text, and what a rule says that it is (nothing: nothing)."""

    text: str
    what: str


class ItemShown(NamedTuple):
    """What a review says of one item: the catalogue's number, its name, stars, and the words in stretches."""

    item: int
    name: str
    rating: int
    words: list[Segment]


def facts_of(case: Case, reader: User) -> dict[str, Any]:
    """Return what the page shows `reader` of a case whose review, vendor and author are loaded."""
    review = case.review
    sources = list(case.sources.select_related("report", "moderator").order_by("pk")[:MOST_SHOWN])
    answer = ReviewResponse.objects.filter(review=review).first()
    version = version_looked_at(case, review)
    places = places_of(sources, version)
    return {
        "case": case,
        "review": review,
        "headline": _marked_field("title", review.title, places),
        "body": _marked_field("body", review.body, places),
        "items": items_shown(review, places),
        "photos": photos_of(review.newest),
        "withheld": list(review.photos.filter(withheld_by__isnull=False, removed_at=None).order_by("pk")),
        "sources": [(source, rule_title(source), in_words(source.inputs)) for source in sources],
        "versions": list(review.versions.prefetch_related("items__order_item").order_by("-number")[:MOST_SHOWN]),
        "acts": list(ModerationAction.objects.filter(review=review).select_related("moderator").order_by("-pk")[:MOST_SHOWN]),
        "signals": [
            (signal, _watch_title(signal), in_words(signal.inputs)) for signal in review.signals.order_by("-score")[:MOST_SHOWN]
        ],
        "appeal": waiting_appeal(case, reader),
        "about_author": about_author(review),
        "about_vendor": about_vendor(review),
        "possible": possible_decisions(case),
        "answer": answer,
        "answer_words": _marked_field("answer", answer.body, places) if answer else [],
        "is_about_answer": case.about == Subject.RESPONSE,
        "version": version,
    }


def places_of(sources: Sequence[CaseSource], version: int) -> list[dict[str, Any]]:
    """Return the places that rules point at in the words as they stand now, in their order, none within another."""
    found = [place for one in sources if one.review_version == version for place in one.inputs.get("places", [])]
    apart: list[dict[str, Any]] = []
    for place in sorted(found, key=lambda one: (one["field"], one["start"], -one["end"])):
        if not apart or apart[-1]["field"] != place["field"] or apart[-1]["end"] <= place["start"]:
            apart.append(place)
    return apart


def items_shown(review: Review, places: Sequence[dict[str, Any]]) -> list[ItemShown]:
    """Return what the review says of items, marked at the places."""
    rows = review.newest.items.select_related("order_item").order_by("pk")
    found = [(one.order_item.item_id, one) for one in rows]
    return [
        ItemShown(item, one.order_item.name, one.rating, _marked_field(f"item/{item}", one.body, places)) for item, one in found
    ]


def _marked_field(field: str, text: str, places: Sequence[dict[str, Any]]) -> list[Segment]:
    return marked(text, [one for one in places if one["field"] == field])


def marked(text: str, places: Sequence[dict[str, Any]]) -> list[Segment]:
    """Return the text in stretches, those at the places with what they are."""
    stretches, at = [], 0
    for place in places:
        stretches += [Segment(text[at : place["start"]], ""), Segment(text[place["start"] : place["end"]], place["what"])]
        at = place["end"]
    return [stretch for stretch in [*stretches, Segment(text[at:], "")] if stretch.text]


def blanked(stretches: Sequence[Segment]) -> str:
    """Return the text with what is at the places taken out: what a redaction begins with."""
    return "".join(BLANK if stretch.what else stretch.text for stretch in stretches)


def in_words(inputs: dict[str, Any]) -> list[str]:
    """Return what a rule went by, a line for each input."""
    places = [_place_in_words(**place) for place in inputs.get("places", [])]
    others = [(name.replace("_", " "), value) for name, value in inputs.items() if name not in {"places", "count"}]
    return places + [f"{name}: {_listed(value)}" for name, value in others if value not in ([], None)]


def about_author(review: Review) -> dict[str, int]:
    """Return what is known of the author as a reviewer, in figures."""
    own = Review.objects.filter(author=review.author_id)
    acts = ModerationAction.objects.filter(review__author=review.author_id)
    return {
        "Reviews": own.count(),
        "Hidden now": own.filter(status=ReviewStatus.HIDDEN).count(),
        "Hidden before": acts.filter(action=ModerationKind.HIDE).count(),
        "Warnings": acts.filter(action=ModerationKind.WARN).count(),
        "Reported by readers": CaseSource.objects.filter(kind=SourceKind.REPORT, review__author=review.author_id).count(),
    }


def about_vendor(review: Review) -> dict[str, int]:
    """Return what is known of the vendor's reviews, in figures."""
    vendor = review.vendor
    cases = Case.objects.filter(review__vendor=vendor)
    return {
        "Reviews that count": vendor.rating_count,
        "Hidden now": Review.objects.filter(vendor=vendor, status=ReviewStatus.HIDDEN).count(),
        "Cases": cases.count(),
        "Cases waiting": cases.undecided().count(),
        "Signals of foul play": Signal.objects.filter(vendor=vendor).count(),
    }


def rule_title(source: CaseSource) -> str:
    """Return what put a case into the queue, in words."""
    rule = BY_CODE.get(source.rule) or WATCH_BY_CODE.get(source.rule)
    return rule.title if rule else source.get_kind_display()


def _place_in_words(*, what: str, field: str, start: int, end: int) -> str:
    name = f"words about item {field.removeprefix('item/')}" if field.startswith("item/") else field
    return f"{what} in the {name}, characters {start} to {end}"


def _listed(value: Any) -> str:
    return ", ".join(str(one) for one in value) if isinstance(value, list) else str(value)


def _watch_title(signal: Signal) -> str:
    watch = WATCH_BY_CODE.get(signal.rule)
    return watch.title if watch else signal.rule
