"""Olist's times: local ones of São Paulo, without an offset."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

ZONE_NAME = "America/Sao_Paulo"
ZONE = ZoneInfo(ZONE_NAME)
IN_CLOCK_GAP = "claimed_in_clock_gap"
IN_CLOCK_OVERLAP = "claimed_in_clock_overlap"
_SHAPE = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")


class UnreadableTime(ValueError):
    """The text is no time of the form `2017-07-09 21:57:05`, or no such day exists."""


@dataclass(frozen=True)
class Claim:
    """A moment in UTC, and what was doubtful in reading it."""

    at: datetime
    flags: tuple[str, ...] = ()


def read_time(text: str) -> Claim | None:
    """Return the moment that a local time names, None where the text is empty. Raises UnreadableTime.

    When summer time began the clocks jumped over an hour (at midnight, the hour of all dates without a time), and when it
    ended they ran through one twice. A time in the jump is read by the offset before it, of two meanings the first is
    taken (PEP 495, fold=0); both are flagged.
    """
    if not text:
        return None
    if not _SHAPE.fullmatch(text):
        raise UnreadableTime(text)
    try:
        local = datetime.fromisoformat(text).replace(tzinfo=ZONE)
        at = local.astimezone(UTC)
        returned = at.astimezone(ZONE).replace(tzinfo=None)
    except (ValueError, OverflowError) as error:
        raise UnreadableTime(text) from error
    if returned != local.replace(tzinfo=None):
        return Claim(at, (IN_CLOCK_GAP,))
    if local.utcoffset() != local.replace(fold=1).utcoffset():
        return Claim(at, (IN_CLOCK_OVERLAP,))
    return Claim(at)
