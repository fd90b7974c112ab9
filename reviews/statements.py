"""What the public log says of reviews: each vendor's chain `vendor:<slug>/reviews`, from which anybody can recompute its rating.

A review counts from `review.publish` until `review.remove`; `review.edit` changes its stars and words, a restoration publishes it
again. Its words are fields that everybody sees opened while it is published. What moderators do is told in `moderation` as well,
before it happens: the ground for everybody, the team's note in a field that stays shut.
"""

from typing import Literal

from ledger.encoding import Statement, encode64
from reviews.models import ModerationAction, Review, ReviewStatus, ReviewVersion, VersionKind

MODERATION = "moderation"
WORDS = frozenset({"title", "body"})


def chain_of(slug: str) -> str:
    """Return the name of the public chain of a vendor's reviews."""
    return f"vendor:{slug}/reviews"


def published(review: Review) -> Statement:
    """Return what is said when a review is published. Its order is loaded with its chain."""
    return Statement(
        "review.publish",
        {"review": str(review.pk), "rating": review.rating, "version": review.version},
        {
            "actor": f"user:{review.author_id}",
            "order": encode64(bytes(review.order.chain.chain_id)),
            "title": review.title,
            "body": review.body,
        },
        at=review.created_at,
        public=WORDS,
    )


def edited(review: Review, version: ReviewVersion) -> Statement:
    """Return what is said of a further version: its author's, or a moderator's in the place of the author's words."""
    return Statement(
        "review.edit",
        {
            "review": str(review.pk),
            "rating": version.rating,
            "version": version.number,
            "cause": "author" if version.kind == VersionKind.EDIT else "moderation",
        },
        {"actor": f"user:{version.author_id}", "title": version.title, "body": version.body},
        at=version.recorded_at,
        public=WORDS if review.status == ReviewStatus.PUBLISHED else frozenset(),
    )


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
