"""How many statements each read may cost; a new one without a row fails the build.

Counted once for whoever may read most, in a town where nothing is cached yet. More rows must not cost more: tests of the lists
say so, each with its own numbers of rows.
"""

QUERIES: dict[str, int] = {}
