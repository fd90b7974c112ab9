"""Having the rules look at a review, and drawing some for a check. Both put reviews into the queue, and do nothing else."""

import hashlib

from django.conf import settings

from moderation.models import SourceKind
from moderation.rules import ANSWER_RULES, RULES, Rule
from moderation.services.cases import SAMPLING_PRIORITY, Because, open_case
from reviews.models import Review, ReviewResponse, ReviewStatus, Subject

SAMPLING, SAMPLING_VERSION = "sampling", 1


def screen(review: Review) -> list[str]:
    """Have every rule look at a published review as it stands; return which pointed at it. Safe to repeat."""
    if review.status != ReviewStatus.PUBLISHED:
        return []
    return [rule.code for rule in RULES if _point(rule, review, version=review.version)]


def screen_answer(review: Review) -> list[str]:
    """Have the rules of answers look at the answer under a published review; return which pointed at it. Safe to repeat."""
    response = ReviewResponse.objects.standing().filter(review=review).first()
    if review.status != ReviewStatus.PUBLISHED or response is None:
        return []
    return [rule.code for rule in ANSWER_RULES if _point(rule, review, version=response.version, about=Subject.RESPONSE)]


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


def _point(rule: Rule, review: Review, *, version: int, about: Subject = Subject.REVIEW) -> bool:
    inputs = rule.look(review)
    if inputs is None:
        return False
    because = Because(
        SourceKind.RULE,
        rule.priority,
        rule=rule.code,
        rule_version=rule.version,
        review_version=version,
        inputs=inputs,
        about=about,
    )
    open_case(review, because)
    return True
