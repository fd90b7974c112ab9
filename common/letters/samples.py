"""Made-up facts for every letter: ordinary ones, and the longest that the fields can hold. For the gallery and the tests."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import models

SOME_TIME = datetime(2026, 7, 1, 9, 5, tzinfo=UTC)
#: What somebody might call their business. It must arrive as these letters, whatever it is shown in.
HOSTILE = '<img src=x onerror="alert(1)">'


@dataclass(frozen=True)
class Filling:
    """How the fields of made-up rows are filled."""

    is_longest: bool = False

    def __call__(self, model: type[models.Model], field: str, usual: str) -> str:
        """Return what a field of a model holds: the usual words, or as many as it takes."""
        limit = getattr(model._meta.get_field(field), "max_length", None) or len(usual)
        return self.text(usual, limit)

    def text(self, usual: str, limit: int) -> str:
        """Return the usual words, or `limit` characters."""
        return (HOSTILE + " " + "Wm" * limit)[:limit] if self.is_longest else usual


Facts = Mapping[str, Any]


@dataclass(frozen=True)
class Sample:
    """One way in which a kind of letter can be filled."""

    kind: str
    name: str
    facts: Callable[[Filling], Facts]


_samples: dict[tuple[str, str], Sample] = {}


def sample_of(kind: str, name: str = "") -> Callable[[Callable[[Filling], Facts]], Callable[[Filling], Facts]]:
    """Register a function that makes facts up for a kind of letter; `name` tells several apart."""

    def register(facts: Callable[[Filling], Facts]) -> Callable[[Filling], Facts]:
        add_sample(kind, name, facts)
        return facts

    return register


def add_sample(kind: str, name: str, facts: Callable[[Filling], Facts]) -> None:
    """Register one that is made in a loop."""
    _samples[kind, name] = Sample(kind, name, facts)


def all_samples() -> list[Sample]:
    """Return them by kind and name."""
    return [_samples[key] for key in sorted(_samples)]
