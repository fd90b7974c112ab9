"""What an open window of the inbox has had."""

from collections.abc import Iterable
from itertools import islice

from live.sockets import Socket
from notifications.frames import notification_frame, unread_frame
from notifications.inbox_models import InboxItem

REMEMBERED = 500


class InboxFollower:
    """Reads one person's inbox. Redis only says that there is something new; what, is read from the database."""

    def __init__(self, socket: Socket) -> None:
        self.socket = socket
        self._had: dict[int, None] = {}
        self._unread = -1

    def offer(self, key: str, sequence: int, frame: str) -> bool:
        """Ask for a look into the database."""
        return False

    def lacks(self, key: str, sequence: int) -> bool:
        return True

    def begin(self, recent: Iterable[InboxItem], unread: int) -> None:
        """Take the newest items as had, since a window loads its list itself, and tell the count."""
        self._remember(recent)
        self.tell_unread(unread)

    def bring(self, items: Iterable[InboxItem], unread: int) -> None:
        """Tell what was not had, oldest first, and then the count where nothing told it."""
        for item in items:
            if item.pk not in self._had:
                self._unread = unread
                self.socket.send_text(notification_frame(item, unread))
        self._remember(items)
        self.tell_unread(unread)

    def tell_unread(self, unread: int) -> None:
        """Tell how many are unread, where that has changed."""
        if unread != self._unread:
            self._unread = unread
            self.socket.send_text(unread_frame(unread))

    def _remember(self, items: Iterable[InboxItem]) -> None:
        self._had.update(dict.fromkeys(item.pk for item in items))
        for old in list(islice(self._had, max(0, len(self._had) - REMEMBERED))):
            del self._had[old]
