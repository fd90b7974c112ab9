"""Keeping it: backups, and coming back from them."""
