"""What goes by itself."""

from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.models import User
from events.models import new_uid
from events.registry import registry
from notifications.models import Message
from notifications.pruning import prune_messages
from privacy.pruning import prune_sessions
from tests.accounts.conftest import Browser


def test_sessions_that_are_over_go_with_their_devices(her_browser: Browser, ada: User) -> None:
    assert (Session.objects.count(), UserSession.objects.filter(user=ada).count()) == (1, 1)
    assert prune_sessions() == 0
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert prune_sessions() == 2
    assert not UserSession.objects.exists()


def test_notes_of_mails_go_after_half_a_year(db: None) -> None:
    for days in (1, 181):
        message = Message.objects.create(event_uid=new_uid(), kind="new_order", recipient="a@example.com")
        Message.objects.filter(pk=message.pk).update(created_at=timezone.now() - timedelta(days=days))
    assert prune_messages() == 1
    assert Message.objects.count() == 1


def test_both_are_scheduled() -> None:
    assert {prune_sessions, prune_messages} <= set(registry.pruners)
