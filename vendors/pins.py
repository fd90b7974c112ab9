"""Which PINs are good enough. Five guesses are all that anybody has, so what is guessed first must not be among them."""

import itertools
import re

from common.errors import Invalid

PIN = re.compile(r"[0-9]{4,8}")
#: The ten that are chosen most, beside rows, repetitions and years: the middle of the keypad, a cross, a spy.
GUESSED_FIRST = frozenset({"2580", "0852", "1379", "9731", "1470", "0741", "3690", "0963", "0007", "5683"})
YEAR = re.compile(r"(19|20)[0-9]{2}")


def check_pin(pin: str, *, pointer: str = "/pin") -> None:
    """Raise Invalid, with what to do, for what is no PIN of 4 to 8 digits or would be guessed first."""
    if not PIN.fullmatch(pin):
        raise Invalid("Choose 4 to 8 digits.", pointer=pointer, code="pin_format")
    if _is_guessed_first(pin):
        raise Invalid(
            "This PIN is one of the first that others try. Choose digits without a row, a repetition or a year.",
            pointer=pointer,
            code="pin_too_easy",
        )


def _is_guessed_first(pin: str) -> bool:
    steps = {(int(after) - int(before)) % 10 for before, after in itertools.pairwise(pin)}
    is_row = len(steps) == 1  # 0000, 1234, 9876, 2468
    is_repetition = any(pin == (pin[:length] * len(pin))[: len(pin)] for length in (2, 3, 4) if length * 2 <= len(pin))
    return is_row or is_repetition or pin in GUESSED_FIRST or bool(YEAR.fullmatch(pin))
