"""Signals of foul play: observations about recent reviews, each with its rule, version and inputs, for people to weigh."""

from datetime import timedelta

from django.utils import timezone

from common.pruning import delete_first
from moderation.foul_play import pace, rings, self_purchase
from moderation.foul_play.base import Finding, Watch
from moderation.models import Signal
from reviews.models import Review

WATCHES: tuple[Watch, ...] = (self_purchase.WATCH, rings.WATCH, pace.BURST, pace.VELOCITY)
WATCH_BY_CODE = {watch.code: watch for watch in WATCHES}
KEPT_FOR = timedelta(days=180)

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
    return signal
