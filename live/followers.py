"""What the hub asks of a reader."""

from typing import Protocol

from live.sockets import Socket


class Follower(Protocol):
    """A reader of one topic."""

    socket: Socket

    def offer(self, key: str, sequence: int, frame: str) -> bool:
        """Take a frame, or leave it where it was had before. Return False where one before it is missing."""

    def lacks(self, key: str, sequence: int) -> bool:
        """Say whether this entry has not been had."""
