"""What comes into an inbox: once, in bounds, and gone after its time."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from accounts.models import User
from live.publishing import Message
from notifications import pruning
from notifications.inbox import add_item, mark_read, own_path
from notifications.inbox_models import InboxItem
from tests.factories import InboxItemFactory


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[Message]:
    """What open windows were told."""
    messages: list[Message] = []
    monkeypatch.setattr("live.publishing.publisher.offer", messages.append)
    return messages


def test_the_same_notice_comes_in_once_and_windows_hear_of_it_after_the_commit(
    customer: User, told: list[Message], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    uid = uuid4()
    with django_capture_on_commit_callbacks(execute=True):
        for title in ("Accepted", "Accepted again"):
            add_item(customer, event_uid=uid, kind="status_changed", title=title, body="", order_uid="abc")
        assert told == []
    (item,) = InboxItem.objects.all()
    assert (item.title, item.order_uid, item.read_at, item.changed_at) == ("Accepted", "abc", None, item.created_at)
    assert told == [Message(f"inbox.{customer.pk}", "", 0, "")]


def test_reading_is_told_once(
    customer: User, told: list[Message], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    item = InboxItemFactory.create(user=customer)
    with django_capture_on_commit_callbacks(execute=True):
        mark_read(item)
        mark_read(item)
    item.refresh_from_db()
    assert item.changed_at == item.read_at is not None
    assert len(told) == 1


def test_words_are_one_line_and_have_an_end(customer: User) -> None:
    item = add_item(customer, event_uid=uuid4(), kind="x", title="A\nB\x00" + "c" * 300, body="d" * 600)
    assert item.title.startswith("A Bc")
    assert (len(item.title), len(item.body)) == (200, 500)
    assert item.title[-1] == item.body[-1] == "…"


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("http://localhost:8000/orders/abc#review", "/orders/abc#review"),
        ("/orders/abc", "/orders/abc"),
        ("", ""),
        ("https://elsewhere.example/orders/abc", ""),
        ("//elsewhere.example/", ""),
        ("/\\elsewhere.example/", ""),
        ("javascript:alert(1)", ""),
        (f"/{'x' * 300}", ""),
    ],
)
def test_a_notice_leads_nowhere_but_into_this_site(settings: Settings, url: str, path: str) -> None:
    settings.BASE_URL = "http://localhost:8000"
    assert own_path(url) == path


@pytest.mark.parametrize(
    ("constraint", "wrong"),
    [
        ("inbox_item_has_title", {"title": ""}),
        ("inbox_item_stays_on_site", {"url": "//elsewhere.example/"}),
        ("inbox_item_stays_on_site", {"url": "https://elsewhere.example/"}),
        ("inbox_item_read_after_it_came", {"read_at": timezone.now() - timedelta(days=1)}),
    ],
)
def test_the_database_refuses_what_is_wrong(db: None, constraint: str, wrong: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        InboxItemFactory.create(**wrong)


def test_the_database_refuses_the_same_twice(customer: User) -> None:
    item = InboxItemFactory.create(user=customer)
    with pytest.raises(IntegrityError, match="inbox_item_once"), transaction.atomic():
        InboxItemFactory.create(user=customer, event_uid=item.event_uid, kind=item.kind)


def test_old_items_go(customer: User) -> None:
    now = timezone.now()
    old, read = InboxItemFactory.create_batch(2, user=customer, created_at=now - timedelta(days=181))
    mark_read(read)
    InboxItemFactory.create(user=customer, created_at=now - timedelta(days=179))
    assert pruning.prune_items() == 1
    assert not InboxItem.objects.filter(pk=old.pk).exists()
