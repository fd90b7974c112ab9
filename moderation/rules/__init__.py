"""The rules that point at reviews, and at answers. What each looks for, and its version, is public."""

from moderation.rules import abuse, answers, bursts, copies, links, personal_data
from moderation.rules.base import Inputs, Place, Rule

RULES: tuple[Rule, ...] = (personal_data.RULE, links.RULE, abuse.RULE, copies.RULE, bursts.RULE)
ANSWER_RULES: tuple[Rule, ...] = tuple(answers.of_answers(one) for one in (personal_data, links, abuse))
BY_CODE = {rule.code: rule for rule in RULES + ANSWER_RULES}

__all__ = ["ANSWER_RULES", "BY_CODE", "RULES", "Inputs", "Place", "Rule"]
