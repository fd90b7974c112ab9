"""The rules that look at the words of reviews, looking at a vendor's answer: it can give away or insult its customer too."""

from dataclasses import replace
from typing import Protocol

from moderation.rules.base import Find, Inputs, Rule, listed
from reviews.models import Review


class WordRule(Protocol):
    """A module with a rule about words: the rule, and how it finds them."""

    RULE: Rule

    def finder(self, review: Review) -> Find:
        """Return what finds the words in a text that belongs to `review`."""
        ...


def of_answers(words: WordRule) -> Rule:
    """Return the rule for answers, under a code of its own."""

    def look(review: Review) -> Inputs | None:
        return listed([("answer", review.response.body)], words.finder(review))

    rule = words.RULE
    return replace(rule, code=f"answer_{rule.code}", title=f"{rule.title} in an answer", look=look)
