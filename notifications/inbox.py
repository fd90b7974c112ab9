"""A person's inbox inside the product: what comes in, and what was read."""

from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now

from accounts.models import User
from live.publishing import Message, publisher
from notifications.inbox_models import MAX_BODY, MAX_PATH, MAX_TITLE, InboxItem

MOST_COUNTED = 1000  # more unread than this are not told apart


def add_item(user: User, *, event_uid: UUID, kind: str, title: str, body: str, url: str = "", order_uid: str = "") -> InboxItem:
    """Put one notice into a person's inbox, in the caller's transaction; a second call for the same changes nothing.

    `url` may be absolute; what leads away from this site is left out. Open windows hear of it after the commit.
    """
    item, is_new = InboxItem.objects.get_or_create(
        user=user,
        event_uid=event_uid,
        kind=kind,
        defaults={
            "title": _in_short(title, MAX_TITLE),
            "body": _in_short(body, MAX_BODY),
            "url": own_path(url),
            "order_uid": order_uid,
        },
    )
    if is_new:
        tell_windows(user)
    return item


def mark_read(item: InboxItem) -> None:
    """Note that an item was read; once read it stays so."""
    if InboxItem.objects.filter(pk=item.pk).unread().update(read_at=Now()):
        tell_windows(item.user)


def mark_read_up_to(user: User, *, last: int, order_uid: str = "") -> int:
    """Note that a person has read everything up to an item (of one order, where one is named); return how many were unread."""
    items = InboxItem.objects.of(user).unread().filter(pk__lte=last)
    read = (items.filter(order_uid=order_uid) if order_uid else items).update(read_at=Now())
    if read:
        tell_windows(user)
    return read


def unread_count(user: User) -> int:
    """Return how many items are unread; more than MOST_COUNTED are counted as so many."""
    return InboxItem.objects.of(user).unread()[:MOST_COUNTED].count()


def tell_windows(user: User) -> None:
    """Have the person's open windows look again, once this is committed."""
    message = Message(inbox_topic(user.pk), "", 0, "")
    transaction.on_commit(lambda: publisher.offer(message))


def inbox_topic(user_id: int) -> str:
    """Name the topic of those who follow one person's inbox."""
    return f"inbox.{user_id}"


def own_path(url: str) -> str:
    """Return the path of a URL of this site, or nothing where it is another's or too long."""
    path = url.removeprefix(settings.BASE_URL)
    is_path = path.startswith("/") and not path.startswith(("//", "/\\"))
    return path if is_path and len(path) <= MAX_PATH else ""


def _in_short(text: str, most: int) -> str:
    line = " ".join(text.replace("\x00", "").split())
    return line if len(line) <= most else f"{line[: most - 1]}…"
