"""The words of every notice that is declared here; one function each, by kind (common.letters.registry)."""

from notifications.letters import checks, keys, orders, reviews, security, team

__all__ = ["checks", "keys", "orders", "reviews", "security", "team"]
