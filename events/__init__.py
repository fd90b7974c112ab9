"""The outbox: what happened, and who has yet to be told."""
