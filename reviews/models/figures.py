"""What a vendor's orders and reviews add up to."""

from typing import ClassVar

from django.db import models

from vendors.models import Vendor

STARS = range(1, 6)


class VendorFigures(models.Model):
    """Counts of a vendor, kept by triggers in the transactions that change them, and counted again each night.

    Nobody else writes them (migration 0008); a vendor without orders and reviews has no row.
    """

    vendor = models.OneToOneField(Vendor, on_delete=models.PROTECT, primary_key=True, related_name="figures")
    completed = models.PositiveIntegerField(db_default=0)  # orders
    customers = models.PositiveIntegerField(db_default=0)  # with a completed order
    repeat_customers = models.PositiveIntegerField(db_default=0)  # with two or more
    invited = models.PositiveIntegerField(db_default=0)  # customers asked for a review, order by order
    stars_1 = models.PositiveIntegerField(db_default=0)  # published reviews that give so many
    stars_2 = models.PositiveIntegerField(db_default=0)
    stars_3 = models.PositiveIntegerField(db_default=0)
    stars_4 = models.PositiveIntegerField(db_default=0)
    stars_5 = models.PositiveIntegerField(db_default=0)
    hidden = models.PositiveIntegerField(db_default=0)  # by moderators, now
    withdrawn = models.PositiveIntegerField(db_default=0)  # by their authors

    COUNTS: ClassVar[tuple[str, ...]] = (
        "completed", "customers", "repeat_customers", "invited", "stars_1", "stars_2", "stars_3", "stars_4", "stars_5", "hidden",
        "withdrawn",
    )  # fmt: skip

    class Meta:
        verbose_name_plural = "vendor figures"

    def __str__(self) -> str:
        return f"figures of vendor {self.vendor_id}"

    @property
    def distribution(self) -> dict[int, int]:
        """How many published reviews give how many stars."""
        return {stars: getattr(self, f"stars_{stars}") for stars in STARS}

    @property
    def reviewed(self) -> int:
        """How many reviews were ever published."""
        return sum(self.distribution.values()) + self.hidden + self.withdrawn
