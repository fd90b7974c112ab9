"""Made-up facts for the letters to followers."""

from common.letters.samples import Facts, Filling, add_sample, sample_of
from notifications.letter_samples import entry_for, order_for
from orders.statuses import Status


@sample_of("follow_code")
def _code(fill: Filling) -> Facts:
    return {"order": order_for(fill), "code": "402817"}


for _status in Status:
    add_sample("order_followed", _status.label, lambda fill, status=_status: entry_for(fill, status))  # type: ignore[misc]  # a default is bound
