"""The WebSockets of the tracking page and of a vendor's board."""

import re
from datetime import timedelta
from urllib.parse import parse_qs

from django.utils import timezone

from accounts.models import User
from accounts.scopes import has_scope, memberships_for
from live.consumers import NOT_FOUND, REFUSED, SIGN_IN, UNKNOWN_FRAME, LiveConsumer, SignedInConsumer, in_database
from live.hub import Topic
from orders.deadlines import count_fired
from tracking.followers import TIMERS, BoardFollower, OrderFollower
from tracking.frames import board_frame, board_timers_frame, entry_frame, is_sealed, sealed_frame, timers_frame
from tracking.publishing import order_topic, vendor_topic
from tracking.reads import find_order, last_sequences, recently_moved, sealed_entries, story_after
from vendors.permissions import Permission, memberships_at_work

BOARD_OVERLAP = timedelta(seconds=5)  # for moves that were under way when the last sweep looked


class TrackingConsumer(LiveConsumer):
    """`/ws/tracking/{uid}/?after=<sequence>&fired=<number>`: every entry after it from the database, then live ones.

    `fired`: of how many timers the reader knows that they have fired; without it, of all that have.

    The follower joins the hub before the database is read, and takes entries strictly by sequence: what commits during
    the replay comes by either way, once.
    """

    async def follow(self) -> None:
        """Join, then replay."""
        query = self.scope.get("query_string", b"")
        after, fired = parse_number(query, "after"), parse_number(query, "fired")
        order = await in_database(find_order, self.scope["url_route"]["kwargs"]["uid"])
        if order is None or after is None or fired is None:
            await self.close(UNKNOWN_FRAME if after is None or fired is None else NOT_FOUND)
            return
        known = count_fired(order) if fired < 0 else fired
        follower = OrderFollower(self.open_socket(), min(after, order.sequence), known)
        await self.join(order_topic(order.uid), follower, sweep=sweep_orders, about=order.uid)
        now, entries = await in_database(story_after, order.uid, after)
        for entry in entries:
            follower.offer(order.uid, entry.sequence, entry_frame(entry))
            if is_sealed(entry):  # the frame said so
                follower.told_sealed(entry.sequence)
        if now is not None:
            follower.offer(TIMERS, count_fired(now), timers_frame(now))


class BoardConsumer(SignedInConsumer):
    """`/ws/vendor/{slug}/`: a vendor's new orders and entries, for its members.

    Closed at once on a lost membership or a suspension; on what else ends a sign-in, within RECHECK_SECONDS.
    """

    async def follow(self) -> None:
        """Join where the caller is a member."""
        user = self.scope.get("user")
        if user is None or not user.is_authenticated:
            await self.close(SIGN_IN)
            return
        if not has_scope(user, Permission.ORDERS_VIEW):
            await self.close(REFUSED)
            return
        vendor_id = await self._vendor_id()
        if vendor_id is None:
            await self.close(await self._miss())
            return
        self.watch_sign_in()
        follower = BoardFollower(self.open_socket(), self.doubt)
        await self.join(vendor_topic(vendor_id), follower, sweep=sweep_boards, about=vendor_id)

    async def reason_to_close(self) -> int | None:
        """Return the close code where the sign-in, the membership or the vendor's right to work ended."""
        ended = await super().reason_to_close()
        if ended is not None:
            return ended
        if await self._vendor_id() is not None:
            return None
        # What ends a key or an account ends its memberships: it may have come between the two looks.
        return await super().reason_to_close() or await self._miss()

    async def _miss(self) -> int:
        is_member = await in_database(is_member_of, self.scope["url_route"]["kwargs"]["slug"], self.scope["user"])
        return REFUSED if is_member else NOT_FOUND

    async def _vendor_id(self) -> int | None:
        return await in_database(vendor_of_board, self.scope["url_route"]["kwargs"]["slug"], self.scope["user"])


def parse_number(query: bytes, name: str) -> int | None:
    """Return the number of `?after=` or `?fired=`, -1 without it, or None where it is no number."""
    text = parse_qs(query.decode("latin-1")).get(name, ["-1"])[0]
    return int(text) if re.fullmatch(r"-1|[0-9]{1,9}", text) else None


def vendor_of_board(slug: str, user: User) -> int | None:
    """Return the id of the vendor whose orders this caller may see now (with the second factor that the role takes), or None."""
    theirs = memberships_at_work(user, Permission.ORDERS_VIEW)
    found = theirs.filter(vendor__slug=slug, vendor__is_suspended=False, user__is_active=True)
    return found.values_list("vendor_id", flat=True).first()


def is_member_of(slug: str, user: User) -> bool:
    """Say whether this caller is in the team, within its scopes: then the second factor is what is missing."""
    theirs = memberships_for(user, Permission.ORDERS_VIEW)
    return bool(theirs.filter(vendor__slug=slug, vendor__is_suspended=False, user__is_active=True).exists())


async def sweep_orders(topics: list[Topic]) -> None:
    """Bring the followers of orders what they lack."""
    newest = await in_database(last_sequences, [topic.about for topic in topics])
    for topic in topics:
        sequence, fired = newest.get(topic.about, (-1, 0))
        lowest = min((follower.sequence for follower in order_followers(topic)), default=sequence)
        if topic.is_lacking(topic.about, sequence) or topic.is_lacking(TIMERS, fired):
            await _catch_up(topic, lowest)
    await tell_sealed(topics)


async def _catch_up(topic: Topic, lowest: int) -> None:
    """Bring an order's followers the entries after the lowest that one of them has, and what has fired."""
    order, entries = await in_database(story_after, topic.about, lowest)
    for entry in entries:
        lacking = [follower for follower in order_followers(topic) if follower.sequence < entry.sequence]
        topic.hand_out(topic.about, entry.sequence, entry_frame(entry))
        for follower in lacking if is_sealed(entry) else ():  # the frame said so
            follower.told_sealed(entry.sequence)
    if order is not None:
        topic.hand_out(TIMERS, count_fired(order), timers_frame(order))


async def tell_sealed(topics: list[Topic]) -> None:
    """Tell the followers of orders which of the entries that they had are sealed now."""
    waiting = [topic for topic in topics if any(follower.sealed < follower.sequence for follower in order_followers(topic))]
    if not waiting:
        return
    tree_size, sealed = await in_database(sealed_entries, [topic.about for topic in waiting])
    for topic in waiting:
        for sequence, index in sealed.get(topic.about, ()):
            frame = sealed_frame(sequence, index=index, tree_size=tree_size)
            for follower in order_followers(topic):
                follower.seal(sequence, frame)


def order_followers(topic: Topic) -> list[OrderFollower]:
    """Return those of a topic's followers that read an order."""
    return [follower for follower in topic.followers if isinstance(follower, OrderFollower)]


async def sweep_boards(topics: list[Topic]) -> None:
    """Bring the boards what moved since they were last swept."""
    by_vendor = {topic.about: topic for topic in topics}
    started = timezone.now()
    since = min(topic.swept_at for topic in topics) - BOARD_OVERLAP
    for entry in await in_database(recently_moved, list(by_vendor), since):
        topic = by_vendor[entry.order.vendor_id]
        if topic.is_lacking(entry.order.uid, entry.sequence):
            topic.hand_out(entry.order.uid, entry.sequence, await in_database(board_frame, entry))
        key, fired = f"{TIMERS}.{entry.order.uid}", count_fired(entry.order)
        if fired and topic.is_lacking(key, fired):
            topic.hand_out(key, fired, board_timers_frame(entry.order))
    for topic in topics:
        topic.swept_at = started
