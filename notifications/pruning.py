"""What notifications deletes in time."""

from datetime import timedelta

from django.utils import timezone

from common.pruning import delete_first
from notifications.inbox_models import InboxItem
from notifications.models import InboxMail, InboxSms, Message
from notifications.push_models import InboxPush
from notifications.stopping_models import StoppedContact

INBOX_KEPT_FOR = timedelta(days=30)
ITEMS_KEPT_FOR = timedelta(days=180)  # after they came, or were read
STOPS_KEPT_FOR = timedelta(days=730)  # until long after anything is written about an order
MESSAGES_KEPT_FOR = timedelta(days=180)  # for questions about what was mailed; its event is long done


def prune_inbox() -> int:
    """Delete the oldest mails, SMS and pushes of the local inbox that are older than 30 days; return how many."""
    before = timezone.now() - INBOX_KEPT_FOR
    return sum(
        delete_first(model.objects.filter(sent_at__lt=before).order_by("pk")) for model in (InboxMail, InboxSms, InboxPush)
    )


def prune_messages() -> int:
    """Delete the oldest notes of mails that are older than half a year; return how many."""
    return delete_first(Message.objects.filter(created_at__lt=timezone.now() - MESSAGES_KEPT_FOR).order_by("created_at"))


def prune_stops() -> int:
    """Delete the oldest stops of orders' contacts that are older than two years; return how many."""
    before = timezone.now() - STOPS_KEPT_FOR
    return delete_first(StoppedContact.objects.filter(stopped_at__lt=before).order_by("stopped_at"))


def prune_items() -> int:
    """Delete the oldest items of people's inboxes that nothing has happened to for half a year; return how many."""
    return delete_first(InboxItem.objects.filter(changed_at__lt=timezone.now() - ITEMS_KEPT_FOR).order_by("changed_at"))
