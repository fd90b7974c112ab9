"""The rules that point at reviews. What each looks for, and its version, is public."""

from moderation.rules import abuse, bursts, copies, links, personal_data
from moderation.rules.base import Inputs, Place, Rule

RULES: tuple[Rule, ...] = (personal_data.RULE, links.RULE, abuse.RULE, copies.RULE, bursts.RULE)
BY_CODE = {rule.code: rule for rule in RULES}

__all__ = ["BY_CODE", "RULES", "Inputs", "Place", "Rule"]
