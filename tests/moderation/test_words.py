"""Decisions in plain words."""

import pytest

from moderation.models import SourceKind
from moderation.words import DECISIONS, FOUND, OUTCOMES, WHY, outcome_in_words
from reviews.models import ModerationAction, ModerationGround, ModerationKind


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (ModerationKind.HIDE, "we have acted on it"),
        (ModerationKind.DISMISS, "stays as it is"),
        (ModerationKind.RESTORE, "took that back"),
        (ModerationKind.PUT_BACK, "took that back"),
        (ModerationKind.UPHOLD, "what we decided stands"),
    ],
)
def test_who_reported_is_told_what_it_came_to(kind: ModerationKind, words: str) -> None:
    assert words in outcome_in_words(ModerationAction(action=kind))


def test_what_was_hidden_already_was_acted_on() -> None:
    action = ModerationAction(action=ModerationKind.DISMISS, ground=ModerationGround.HIDDEN_ALREADY)
    assert "we have acted on it" in outcome_in_words(action)


def test_every_decision_ground_and_source_has_its_words() -> None:
    assert set(OUTCOMES) == set(DECISIONS) == set(ModerationKind)
    assert (set(WHY), set(FOUND)) == (set(ModerationGround), set(SourceKind))
