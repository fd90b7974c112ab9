"""A follow ends with its order; what was never confirmed ends sooner."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from common.pruning import ROWS_A_RUN
from following.models import Follow
from following.services import forget_follows
from orders.statuses import FINAL

UNCONFIRMED_KEPT_FOR = timedelta(days=1)
ENDED_KEPT_FOR = timedelta(days=2)  # so that the last mail can be sent again, and stopped
KEPT_FOR = timedelta(days=60)  # of an order that never ends


def prune_follows() -> int:
    """Delete who waits for nothing any more; return how many."""
    now = timezone.now()
    ended = Q(order__status__in=FINAL, order__updated_at__lt=now - ENDED_KEPT_FOR)
    unconfirmed = Q(confirmed_at__isnull=True, asked_at__lt=now - UNCONFIRMED_KEPT_FOR)
    old = Q(asked_at__lt=now - KEPT_FOR)
    due = Follow.objects.filter(asked_at__lt=now - UNCONFIRMED_KEPT_FOR).filter(ended | unconfirmed | old)
    return forget_follows(Q(pk__in=list(due.order_by("asked_at").values_list("pk", flat=True)[:ROWS_A_RUN])))
