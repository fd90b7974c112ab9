"""The next release, as far as the database sees it: one migration more, which only adds (docs/upgrading.md)."""
