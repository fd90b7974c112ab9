"""Draining stops in time, whatever the pieces of work take."""

from common.draining import BUDGET_SECONDS, drain


class Slow:
    """Work without end, of which each piece takes `seconds` on a clock of its own."""

    def __init__(self, seconds: float) -> None:
        self.seconds, self.now = seconds, 0.0

    def clock(self) -> float:
        return self.now

    def take(self, *, limit: int) -> int:
        self.now += self.seconds * limit
        return limit


def test_slow_work_is_left_to_the_next_one_after_the_piece_in_hand() -> None:
    slow = Slow(20)
    assert drain(slow.take, clock=slow.clock) == 2
    assert slow.now < BUDGET_SECONDS + 20


def test_quick_work_is_done_until_nothing_is_left() -> None:
    left = [1] * 7

    def take(*, limit: int) -> int:
        assert limit == 1
        return left.pop() if left else 0

    assert drain(take) == 7
