"""How a socket takes frames: at once, later, or never again."""

import asyncio
from typing import Any

from live.sockets import MAX_PENDING, Socket
from tracking.followers import BoardFollower, OrderFollower


class Wire:
    """A transport whose reader can be made to lag."""

    def __init__(self) -> None:
        self.sent: list[str] = []
        self.writable = asyncio.Event()
        self.writable.set()
        self.dropped = 0

    async def send(self, message: dict[str, Any]) -> None:
        await self.writable.wait()
        self.sent.append(message["text"])

    def drop(self) -> None:
        self.dropped += 1

    def socket(self) -> Socket:
        return Socket(self.send, self.drop)


async def test_frames_go_out_at_once_without_a_task() -> None:
    wire = Wire()
    socket = wire.socket()
    for text in "abc":
        socket.send_text(text)
    assert wire.sent == ["a", "b", "c"]


async def test_a_reader_that_lags_gets_everything_in_order_later() -> None:
    wire = Wire()
    socket = wire.socket()
    wire.writable.clear()
    for text in "abc":
        socket.send_text(text)
    assert wire.sent == []
    wire.writable.set()
    await asyncio.sleep(0.01)
    socket.send_text("d")
    assert wire.sent == ["a", "b", "c", "d"]


async def test_r49_a_reader_that_lags_too_far_is_dropped_and_nothing_is_kept_for_it() -> None:
    wire = Wire()
    socket = wire.socket()
    wire.writable.clear()
    for number in range(MAX_PENDING + 2):
        socket.send_text(str(number))
    assert (socket.is_dropped, wire.dropped, wire.sent) == (True, 1, [])
    socket.send_text("more")
    await asyncio.sleep(0.01)
    assert wire.sent == []


async def test_a_broken_connection_is_dropped_quietly() -> None:
    async def broken(message: dict[str, Any]) -> None:
        raise OSError("gone")

    dropped: list[bool] = []
    socket = Socket(broken, lambda: dropped.append(True))
    socket.send_text("a")
    assert dropped == [True]


async def test_an_order_follower_takes_each_sequence_once_and_reports_a_gap() -> None:
    wire = Wire()
    follower = OrderFollower(wire.socket(), after=-1)
    assert follower.offer("uid", 0, "zero")
    assert follower.offer("uid", 0, "zero again")
    assert not follower.offer("uid", 2, "two")
    assert follower.offer("uid", 1, "one")
    assert follower.offer("uid", 2, "two")
    assert wire.sent == ["zero", "one", "two"]


async def test_a_board_takes_the_newest_of_each_order_once() -> None:
    wire = Wire()
    follower = BoardFollower(wire.socket())
    for key, sequence in [("a", 0), ("b", 0), ("a", 2), ("a", 1), ("a", 2)]:
        follower.offer(key, sequence, f"{key}{sequence}")
    assert wire.sent == ["a0", "b0", "a2"]
