"""What an observation of foul play is. It is shown to moderators, who weigh it; nothing acts on it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from reviews.models import Review


@dataclass(frozen=True)
class Finding:
    """How much an observation weighs (1 to 100), and what it went by: counts, ids and kinds of marks, never a mark itself."""

    score: int
    inputs: dict[str, Any]


@dataclass(frozen=True)
class Watch:
    """One rule that looks for foul play, in one version, as moderation.rules.Rule is for words."""

    code: str
    version: int
    title: str
    words: str
    look: Callable[[Review], Finding | None] = field(repr=False)
