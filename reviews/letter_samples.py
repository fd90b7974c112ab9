"""Made-up facts for the letters about reviews."""

from common.letters.samples import Facts, Filling, sample_of
from notifications.letter_samples import entry_for, order_for
from orders.statuses import Status


@sample_of("please_review")
def _please_review(fill: Filling) -> Facts:
    return entry_for(fill, Status.COMPLETED)


@sample_of("review_answered")
def _answered(fill: Filling) -> Facts:
    return {"order": order_for(fill)}
