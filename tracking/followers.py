"""What one reader has already had, so that it gets every entry once and in order."""

from collections.abc import Callable

from live.sockets import Socket

TIMERS = "timers"  # in place of an order's uid, or before it: how many of its timers have fired stands for the sequence
TEAM = "team"  # in place of an order's uid: the vendor's team, or its suspension, has changed


class OrderFollower:
    """Reads one order: strictly by sequence, without a gap and without a repeat."""

    def __init__(self, socket: Socket, after: int, fired: int = 0) -> None:
        self.socket = socket
        self.sequence = after
        self.fired = fired
        self.sealed = after  # what it had before it came, it also knows to be sealed or asks for itself

    def seal(self, sequence: int, frame: str) -> None:
        """Tell once, and in order, that an entry that was had is sealed now."""
        if self.sealed < sequence <= self.sequence:
            self.sealed = sequence
            self.socket.send_text(frame)

    def told_sealed(self, sequence: int) -> None:
        """Note that an entry's own frame said that it is sealed. What came before it and was not is still told."""
        if self.sealed == sequence - 1 and sequence <= self.sequence:
            self.sealed = sequence

    def lacks(self, key: str, sequence: int) -> bool:
        return sequence > (self.fired if key == TIMERS else self.sequence)

    def offer(self, key: str, sequence: int, frame: str) -> bool:
        if not self.lacks(key, sequence):
            return True
        if key == TIMERS:
            self.fired = sequence
            self.socket.send_text(frame)
            return True
        if sequence > self.sequence + 1:
            return False
        self.sequence = sequence
        self.socket.send_text(frame)
        return True


class BoardFollower:
    """Reads the board of a vendor: for each order the newest entry counts, one before it may be missed."""

    def __init__(self, socket: Socket, recheck: Callable[[], None] = lambda: None) -> None:
        self.socket = socket
        self._recheck = recheck
        self._newest: dict[str, int] = {}

    def lacks(self, key: str, sequence: int) -> bool:
        return sequence > self._newest.get(key, -1)

    def offer(self, key: str, sequence: int, frame: str) -> bool:
        if key == TEAM:  # no frame: who may read on is asked anew
            self._recheck()
            return True
        if self.lacks(key, sequence):
            self._newest.pop(key, None)
            self._newest[key] = sequence
            if len(self._newest) > 2000:
                self._newest.pop(next(iter(self._newest)))
            self.socket.send_text(frame)
        return True
