"""What goes by itself."""

from datetime import timedelta

from django.utils import timezone

from events.models import new_uid
from events.registry import registry
from notifications.models import Message
from notifications.pruning import prune_messages
from privacy.pruning import prune_exports


def test_notes_of_mails_go_after_half_a_year(db: None) -> None:
    for days in (1, 181):
        message = Message.objects.create(event_uid=new_uid(), kind="new_order", recipient="a@example.com")
        Message.objects.filter(pk=message.pk).update(created_at=timezone.now() - timedelta(days=days))
    assert prune_messages() == 1
    assert Message.objects.count() == 1


def test_both_are_scheduled() -> None:
    assert {prune_exports, prune_messages} <= set(registry.pruners)
