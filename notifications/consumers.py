"""The WebSocket of the bell: a person's new notifications, and how many are unread, in every open window."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Count
from django.utils import timezone

from accounts.models import User
from live.consumers import REFUSED, SIGN_IN, SignedInConsumer, in_database
from live.hub import Topic
from notifications.followers import InboxFollower
from notifications.inbox import MOST_COUNTED, inbox_topic, unread_count
from notifications.inbox_models import InboxItem

OVERLAP = timedelta(seconds=5)  # for items that were being written when the last sweep looked
SWEEP_LIMIT = 500


class NotificationsConsumer(SignedInConsumer):
    """`/ws/notifications/`: for whoever is signed in with all their rights.

    The window gets the count at once and every item that comes from then on; after a lost connection it loads its list anew.
    """

    async def follow(self) -> None:
        """Join the person's own topic."""
        user = self.scope.get("user")
        if user is None or not user.is_authenticated:
            await self.close(SIGN_IN)
            return
        if user.grant is not None:  # a token with scopes, or a key: the inbox is the person's alone
            await self.close(REFUSED)
            return
        self.watch_sign_in()
        follower = InboxFollower(self.open_socket())
        await self.join(inbox_topic(user.pk), follower, sweep=sweep_inboxes, about=user.pk)
        follower.begin(*await in_database(newest_of, user))


def newest_of(user: User) -> tuple[list[InboxItem], int]:
    """Return what came in the last moments, and how many are unread."""
    since = timezone.now() - 2 * OVERLAP
    return new_items(since, [user.pk]), unread_count(user)


def changed_inboxes(since: datetime, user_ids: Sequence[int]) -> list[int]:
    """Return those of these people for whom something came or was read since then."""
    changed = InboxItem.objects.filter(changed_at__gte=since, user__in=user_ids).order_by()
    return list(changed.values_list("user", flat=True).distinct())


def new_items(since: datetime, user_ids: Sequence[int]) -> list[InboxItem]:
    """Return what came since then and is unread in these inboxes, oldest first, the newest SWEEP_LIMIT at most."""
    new = InboxItem.objects.filter(changed_at__gte=since, user__in=user_ids).unread().order_by("-changed_at", "-pk")
    return sorted(new[:SWEEP_LIMIT], key=lambda item: item.pk)


def unread_counts(user_ids: Sequence[int]) -> dict[int, int]:
    """Return how many items are unread in each of these inboxes that has some."""
    unread = InboxItem.objects.filter(user__in=user_ids).unread().order_by()
    return {user: min(count, MOST_COUNTED) for user, count in unread.values_list("user").annotate(count=Count("pk"))}


async def sweep_inboxes(topics: list[Topic]) -> None:
    """Bring open windows what came or was read, here or in another window, since they were last swept."""
    by_user = {topic.about: topic for topic in topics}
    started = timezone.now()
    since = min(topic.swept_at for topic in topics) - OVERLAP
    if changed := await in_database(changed_inboxes, since, list(by_user)):
        items: dict[int, list[InboxItem]] = defaultdict(list)
        for item in await in_database(new_items, since, changed):
            items[item.user_id].append(item)
        counts = await in_database(unread_counts, changed)
        for user_id in changed:
            for follower in inbox_followers(by_user[user_id]):
                follower.bring(items[user_id], counts.get(user_id, 0))
    for topic in topics:
        topic.swept_at = started


def inbox_followers(topic: Topic) -> list[InboxFollower]:
    """Return those of a topic's followers that read an inbox."""
    return [follower for follower in topic.followers if isinstance(follower, InboxFollower)]
