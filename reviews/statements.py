"""What the public log says of reviews: each vendor's chain `vendor:<slug>/reviews`, from which anybody can recompute its rating.

A review counts from `review.publish` until `review.remove`; `review.edit` changes its stars and words, a restoration publishes it
again. Its words are fields that everybody sees opened while it is published. What moderators do is told in `moderation` as well,
before it happens: the ground for everybody, the team's note in a field that stays shut.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from ledger.encoding import Statement, encode64
from reviews.items import ItemWords, items_of
from reviews.models import ModerationAction, Review, ReviewStatus, ReviewVersion, VersionKind
from reviews.photos import photos_of

MODERATION = "moderation"
SHUT = frozenset({"actor", "order"})


@dataclass(frozen=True)
class Details:
    """What a version shows beside its stars and words: items, and the hashes of its photos as they were uploaded."""

    items: Sequence[ItemWords] = ()
    photos: Sequence[str] = field(default=())

    def data(self) -> dict[str, Any]:
        """Return the stars by item."""
        return {"items": {str(one.item): one.rating for one in self.items}} if self.items else {}

    def fields(self) -> dict[str, str]:
        """Return `item/<item>` for words, `photo/<n>` for hashes."""
        words = {f"item/{one.item}": one.body for one in self.items if one.body}
        return words | {f"photo/{number}": sha256 for number, sha256 in enumerate(self.photos)}


def chain_of(slug: str) -> str:
    """Return the name of the public chain of a vendor's reviews."""
    return f"vendor:{slug}/reviews"


def details_of(version: ReviewVersion) -> Details:
    """Return what a version shows."""
    return Details(items_of(version), [photo.sha256 for photo in photos_of(version)])


def published(review: Review, details: Details | None = None) -> Statement:
    """Return what is said when a review is published. Its order is loaded with its chain. `details` of its newest version."""
    if details is None:
        details = details_of(review.versions.get(number=review.version))
    fields = {
        "actor": f"user:{review.author_id}",
        "order": encode64(bytes(review.order.chain.chain_id)),
        "title": review.title,
        "body": review.body,
        **details.fields(),
    }
    said = {"review": str(review.pk), "rating": review.rating, "version": review.version, "route": str(review.route)}
    return _opened("review.publish", {**said, **details.data()}, fields, at=review.created_at)


def edited(review: Review, version: ReviewVersion) -> Statement:
    """Return what is said of a further version: its author's, or a moderator's in the place of the author's words."""
    details = details_of(version)
    cause = "author" if version.kind == VersionKind.EDIT else "moderation"
    said = {"review": str(review.pk), "rating": version.rating, "version": version.number, "cause": cause, **details.data()}
    fields = {
        "actor": f"user:{version.author_id}",
        "title": version.title,
        "body": version.body,
        **details.fields(),
    }
    return _opened("review.edit", said, fields, at=version.recorded_at, is_public=review.status == ReviewStatus.PUBLISHED)


def removed(review: Review, *, cause: Literal["moderation", "author"] = "moderation") -> Statement:
    """Return what is said when a moderator hides a review, or its author withdraws it."""
    return Statement("review.remove", {"review": str(review.pk), "cause": cause})


def moderated(action: ModerationAction, review: Review) -> Statement:
    """Return what is said of a moderator's act: its ground is public, the team's note stays shut. The vendor is loaded."""
    return Statement(
        "mod.action",
        {"action": str(action.action), "reason": str(action.ground), "vendor": review.vendor.slug, "review": str(review.pk)},
        {"actor": f"user:{action.moderator_id}", "reason": action.note},
    )


def _opened(kind: str, data: Mapping[str, Any], fields: Mapping[str, str], *, at: Any, is_public: bool = True) -> Statement:
    return Statement(kind, data, fields, at=at, public=frozenset(fields) - SHUT if is_public else frozenset())
