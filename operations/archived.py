"""Whether PostgreSQL archives its write-ahead log, as it says itself."""

from django.db import connection

AGE = """
SELECT extract(epoch FROM clock_timestamp() - coalesce(last_archived_time, pg_postmaster_start_time()))
FROM pg_stat_archiver WHERE current_setting('archive_mode') <> 'off'
"""


def archive_age() -> float:
    """Return how many seconds ago a segment was archived last, since the start where none was yet; -1 where none is to be.

    A site at work fills or ends one within `archive_timeout`.
    """
    with connection.cursor() as cursor:
        cursor.execute(AGE)
        row = cursor.fetchone()
    return float(row[0]) if row else -1.0
