"""That a backup was made: so that one which stayed out is seen."""

from django.db import models
from django.db.models.functions import Now

from common.append_only import AppendOnlyModel


class BackupRun(AppendOnlyModel):
    """One whole backup, written down after it was made: it is in the next one."""

    made_at = models.DateTimeField()  # the moment that it holds
    finished_at = models.DateTimeField(db_default=Now())
    rows = models.BigIntegerField()
    files = models.BigIntegerField()
    size_bytes = models.BigIntegerField()

    def __str__(self) -> str:
        return f"backup of {self.made_at:%Y-%m-%d %H:%M}"
