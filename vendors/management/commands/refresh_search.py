"""`manage.py refresh_search`: the search text of every vendor made anew, and all that is counted of it."""

from typing import Any

from django.core.management.base import BaseCommand
from tqdm import tqdm

from vendors.models import Vendor
from vendors.services import count_listed, count_words, refresh_search

BATCH = 500


class Command(BaseCommand):
    """Writes every search text. The scheduler does it by itself after an update; this is for after loading rows in bulk."""

    help = "Write the search text of every vendor anew, then count words, categories and cities. Safe to stop and to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        """Go through the vendors by id."""
        last, total = 0, Vendor.objects.count()
        with tqdm(total=total, unit="vendor", disable=None) as bar:
            while ids := list(Vendor.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]):
                refresh_search(ids)
                last = ids[-1]
                bar.update(len(ids))
        count_listed()
        self.stdout.write(f"{total} vendors, {count_words()} words")
