"""Statements, cases, appeals and counts against the acts of moderators and the log; run every night with the log's audit."""

from collections.abc import Generator, Iterator

from moderation.models import Appeal, Case, CaseState, TombstoneCount
from moderation.services.statements import AGAINST
from moderation.tombstones import tombstones_between
from reviews.models import ModerationAction, ModerationGround

CHUNK = 2_000


def check_statements() -> Generator[str, None, None]:
    """Yield a line for each decision against an author without a statement, appeal judged by who decided, and wrong count."""
    against = ModerationAction.objects.filter(action__in=AGAINST).exclude(ground=ModerationGround.UNSTATED)
    for pk, review in against.filter(statement=None).values_list("pk", "review_id").iterator(CHUNK):
        yield f"act {pk} on review {review} was never stated to its author"
    yield from _judges()
    yield from _cases()
    yield from _counts()


def _judges() -> Iterator[str]:
    decided = Appeal.objects.exclude(outcome="").values_list("pk", "decided_by", "statement__action__moderator")
    for pk, judge, moderator in decided.iterator(CHUNK):
        if judge == moderator:
            yield f"appeal {pk} was decided by who made the decision"


def _cases() -> Iterator[str]:
    decided = Case.objects.filter(state=CaseState.DECIDED).values_list("pk", "review_id", "action__review_id")
    for pk, review, acted_on in decided.iterator(CHUNK):
        if review != acted_on:
            yield f"case {pk} about review {review} was decided by an act on review {acted_on}"


def _counts() -> Iterator[str]:
    """Count again what the transparency page shows."""
    shown = TombstoneCount.objects.order_by("-tree_size").first()
    if shown is None:
        return
    counted = tombstones_between(0, shown.tree_size)
    if (counted["removed"], counted["published_again"]) != (shown.removed, shown.published_again):
        yield f"{shown.removed} tombstones were counted up to {shown.tree_size}, and the log holds {counted['removed']}"
