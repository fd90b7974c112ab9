"""What the page of a case shows: the review and its history, why it is here, and what there is to weigh."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db.models import Q

from accounts.models import User
from moderation.foul_play import WATCH_BY_CODE
from moderation.models import Case, CaseSource, Signal, SourceKind
from moderation.rules import BY_CODE
from moderation.services import possible_decisions, waiting_appeal
from reviews.models import ModerationAction, ModerationKind, Review, ReviewStatus

BLANK = "[…]"
MOST_SHOWN = 50


class Segment(NamedTuple):
    """A stretch of text, and what a rule says that it is (nothing: nothing)."""

    text: str
    what: str


def facts_of(case: Case, reader: User) -> dict[str, Any]:
    """Return what the page shows `reader` of a case whose review, vendor and author are loaded."""
    review = case.review
    sources = list(case.sources.select_related("report", "moderator").order_by("pk")[:MOST_SHOWN])
    places = places_of(sources, review.version)
    return {
        "case": case,
        "review": review,
        "headline": marked(review.title, [one for one in places if one["field"] == "title"]),
        "body": marked(review.body, [one for one in places if one["field"] == "body"]),
        "sources": [(source, rule_title(source), in_words(source.inputs)) for source in sources],
        "versions": list(review.versions.order_by("-number")[:MOST_SHOWN]),
        "acts": list(ModerationAction.objects.filter(review=review).select_related("moderator").order_by("-pk")[:MOST_SHOWN]),
        "signals": [
            (signal, _watch_title(signal), in_words(signal.inputs)) for signal in review.signals.order_by("-score")[:MOST_SHOWN]
        ],
        "appeal": waiting_appeal(case, reader),
        "about_author": about_author(review),
        "about_vendor": about_vendor(review),
        "possible": possible_decisions(review),
    }


def places_of(sources: Sequence[CaseSource], version: int) -> list[dict[str, Any]]:
    """Return the places that rules point at in the words as they stand now, in their order, none within another."""
    found = [place for one in sources if one.review_version == version for place in one.inputs.get("places", [])]
    apart: list[dict[str, Any]] = []
    for place in sorted(found, key=lambda one: (one["field"], one["start"], -one["end"])):
        if not apart or apart[-1]["field"] != place["field"] or apart[-1]["end"] <= place["start"]:
            apart.append(place)
    return apart


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
    places = [
        f"{one['what']} in the {one['field']}, characters {one['start']} to {one['end']}" for one in inputs.get("places", [])
    ]
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
        "Signals of foul play": Signal.objects.filter(Q(vendor=vendor)).count(),
    }


def rule_title(source: CaseSource) -> str:
    """Return what put a case into the queue, in words."""
    rule = BY_CODE.get(source.rule)
    return rule.title if rule else source.get_kind_display()


def _place_in_words(*, what: str, field: str, start: int, end: int) -> str:
    return f"{what} in the {field}, characters {start} to {end}"


def _listed(value: Any) -> str:
    return ", ".join(str(one) for one in value) if isinstance(value, list) else str(value)


def _watch_title(signal: Signal) -> str:
    watch = WATCH_BY_CODE.get(signal.rule)
    return watch.title if watch else signal.rule
