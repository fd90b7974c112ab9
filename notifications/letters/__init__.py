"""The words of every notice that is declared here; one function each, by kind (common.letters.registry)."""

from notifications.letters import checks, digest, keys, orders, security, team, waiting

__all__ = ["checks", "digest", "keys", "orders", "security", "team", "waiting"]
