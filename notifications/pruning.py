"""What notifications deletes in time."""

from datetime import timedelta

from django.utils import timezone

from common.pruning import delete_first
from notifications.models import InboxMail

INBOX_KEPT_FOR = timedelta(days=30)


def prune_inbox() -> int:
    """Delete the oldest mails of the local inbox that are older than 30 days; return how many."""
    return delete_first(InboxMail.objects.filter(sent_at__lt=timezone.now() - INBOX_KEPT_FOR).order_by("pk"))
