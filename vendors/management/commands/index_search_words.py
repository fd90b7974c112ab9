"""`manage.py index_search_words`: the index of three-letter pieces, where PostgreSQL has pg_trgm."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection

from vendors.spelling import has_trigrams

_INDEX = "CREATE INDEX CONCURRENTLY IF NOT EXISTS word_by_trigram ON vendors_searchword USING gin (word gin_trgm_ops)"


class Command(BaseCommand):
    """Needs `CREATE EXTENSION pg_trgm`, which is the database owner's to decide; search works without it."""

    help = "Index the search words by their three-letter pieces. Does nothing where the extension pg_trgm is not installed."

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the index beside the traffic."""
        if not has_trigrams():
            self.stdout.write("No pg_trgm in this database: nothing to index. CREATE EXTENSION pg_trgm, then run this again.")
            return
        with connection.cursor() as cursor:
            cursor.execute(_INDEX)
        self.stdout.write("Indexed.")
