"""What notifications deletes in time."""

from datetime import timedelta

from django.utils import timezone

from common.pruning import delete_first
from notifications.models import InboxMail, InboxSms

INBOX_KEPT_FOR = timedelta(days=30)


def prune_inbox() -> int:
    """Delete the oldest mails and SMS of the local inbox that are older than 30 days; return how many."""
    before = timezone.now() - INBOX_KEPT_FOR
    return sum(delete_first(model.objects.filter(sent_at__lt=before).order_by("pk")) for model in (InboxMail, InboxSms))
