"""Having the rules look at a review, and drawing some for a check. Both put reviews into the queue, and do nothing else."""

import hashlib

from django.conf import settings

from moderation.models import SourceKind
from moderation.rules import RULES, Rule
from moderation.services.cases import SAMPLING_PRIORITY, Because, open_case
from reviews.models import Review, ReviewStatus

SAMPLING, SAMPLING_VERSION = "sampling", 1


def screen(review: Review) -> list[str]:
    """Have every rule look at a published review as it stands; return which pointed at it. Safe to repeat."""
    if review.status != ReviewStatus.PUBLISHED:
        return []
    return [rule.code for rule in RULES if _point(rule, review)]


def draw(review: Review) -> bool:
    """Put a review into the queue if it is drawn; return whether it was. The same review is always drawn, or never."""
    if not is_drawn(review.pk, percent=settings.MODERATION_SAMPLE_PERCENT):
        return False
    inputs = {"percent": settings.MODERATION_SAMPLE_PERCENT}
    because = Because(SourceKind.SAMPLING, SAMPLING_PRIORITY, rule=SAMPLING, rule_version=SAMPLING_VERSION, inputs=inputs)
    open_case(review, because)
    return True


def is_drawn(number: int, *, percent: float) -> bool:
    """Say whether the review of this number is among the `percent` that are drawn: by a hash, so that anybody can tell."""
    value = int.from_bytes(hashlib.sha256(f"{SAMPLING}-{SAMPLING_VERSION}:{number}".encode()).digest()[:8], "big")
    return value < percent / 100 * 2**64


def _point(rule: Rule, review: Review) -> bool:
    inputs = rule.look(review)
    if inputs is None:
        return False
    because = Because(
        SourceKind.RULE,
        rule.priority,
        rule=rule.code,
        rule_version=rule.version,
        review_version=review.version,
        inputs=inputs,
    )
    open_case(review, because)
    return True
