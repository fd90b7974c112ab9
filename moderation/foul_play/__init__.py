"""Signals of foul play: observations about recent reviews, each with its rule, version and inputs, for people to weigh."""

from datetime import timedelta

from django.utils import timezone

from common.pruning import delete_first
from moderation.foul_play import pace, rings, self_purchase
from moderation.foul_play.base import Finding, Watch
from moderation.models import Signal, SourceKind
from moderation.services.cases import Because, open_case
from reviews.models import Review, ReviewStatus

WATCHES: tuple[Watch, ...] = (self_purchase.WATCH, rings.WATCH, pace.BURST, pace.VELOCITY)
WATCH_BY_CODE = {watch.code: watch for watch in WATCHES}
KEPT_FOR = timedelta(days=180)
#: From this weight on somebody looks at the review; what weighs less is seen beside whatever else brings it to the desk.
LOOKED_AT, PRIORITY = 90, 80

__all__ = ["KEPT_FOR", "WATCHES", "WATCH_BY_CODE", "Finding", "Watch", "prune_signals", "watch"]


def watch(review: Review) -> list[Signal]:
    """Note what speaks of foul play in a review that was just published; return it. Safe to repeat: what is known is renewed."""
    return [_note(one, review, finding) for one in WATCHES if (finding := one.look(review)) is not None]


def prune_signals() -> int:
    """Delete the oldest signals that are past their time; return how many."""
    return delete_first(Signal.objects.filter(expires_at__lt=timezone.now()).order_by("expires_at"))


def _note(one: Watch, review: Review, finding: Finding) -> Signal:
    seen = {"vendor_id": review.vendor_id, "score": finding.score, "inputs": finding.inputs}
    fresh = {**seen, "expires_at": timezone.now() + KEPT_FOR}
    signal, _ = Signal.objects.update_or_create(review=review, rule=one.code, version=one.version, defaults=fresh)
    if finding.score >= LOOKED_AT and review.status == ReviewStatus.PUBLISHED:
        open_case(review, _because(one, review, finding))
    return signal


def _because(one: Watch, review: Review, finding: Finding) -> Because:
    return Because(
        SourceKind.RULE,
        PRIORITY,
        rule=one.code,
        rule_version=one.version,
        review_version=review.version,
        inputs=finding.inputs,
    )
