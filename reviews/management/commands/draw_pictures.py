"""`manage.py draw_pictures`: covers and photos of before get the widths and kinds that new ones have."""

from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand
from django.db.models import Model, QuerySet
from tqdm import tqdm

from reviews.models import ReviewPhoto
from reviews.photos import draw_avif
from vendors.models import Vendor
from vendors.services import draw_cover_again


class Command(BaseCommand):
    """Goes through all pictures, one at a time. Without it they are shown as they are: larger files, nothing missing."""

    help = "Draw covers and photos of before as AVIF and in all widths. Safe to stop and to repeat; about half a second each."

    def handle(self, *args: Any, **options: Any) -> None:
        """Draw what lacks, and tell of files that are gone."""
        covers = self._each(Vendor.objects.exclude(cover=""), draw_cover_again)
        photos = self._each(ReviewPhoto.objects.filter(has_avif=False, removed_at=None, is_stored=True), draw_avif)
        self.stdout.write(f"{covers} covers, {photos} photos")

    def _each(self, rows: "QuerySet[Any]", redraw: Callable[[int], bool]) -> int:
        drawn, model = 0, rows.model
        ids = list(rows.order_by("pk").values_list("pk", flat=True))
        for pk in tqdm(ids, unit=model._meta.model_name, disable=None):
            drawn += self._drawn(model, pk, redraw)
        return drawn

    def _drawn(self, model: type[Model], pk: int, redraw: Callable[[int], bool]) -> bool:
        try:
            return redraw(pk)
        except OSError as error:
            self.stderr.write(f"{model._meta.model_name} {pk}: {error}")
            return False
