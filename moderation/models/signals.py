"""What speaks of foul play, for people to weigh, and the marks by which texts are compared."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from reviews.models import Review
from vendors.models import Vendor


class Signal(models.Model):
    """One observation about a review by one version of a rule: what it went by, and how much it weighs. It acts on nothing."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="signals")
    vendor = models.ForeignKey(Vendor, on_delete=models.PROTECT, related_name="+", db_index=False)  # the review's
    rule = models.CharField(max_length=30)
    version = models.PositiveSmallIntegerField()
    score = models.PositiveSmallIntegerField()  # 1 to 100
    inputs = models.JSONField(default=dict)  # counts, ids and kinds of marks; no mark itself
    found_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "rule", "version"], name="signal_once"),
            models.CheckConstraint(condition=Q(score__gte=1, score__lte=100), name="signal_score_range"),
        ]
        indexes = [
            models.Index(fields=["vendor", "-found_at"], name="signal_of_vendor"),  # the desk's page of a vendor
            models.Index(fields=["expires_at"], name="signal_to_prune"),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.version}: {self.score}"


class Fingerprint(models.Model):
    """What a review's words look like, for finding others that say the same: a hash of them, and a similarity hash in four parts.

    Two texts whose similarity hashes differ in up to three bits have at least one of the four parts in common.
    """

    review = models.OneToOneField(Review, on_delete=models.PROTECT, primary_key=True, related_name="fingerprint")
    digest = models.BinaryField(max_length=32)  # SHA-256 of the words in one form
    part_0 = models.PositiveIntegerField()
    part_1 = models.PositiveIntegerField()
    part_2 = models.PositiveIntegerField()
    part_3 = models.PositiveIntegerField()

    class Meta:
        # What a new text is looked up by.
        indexes = [models.Index(fields=["digest"], name="fingerprint_digest")] + [
            models.Index(fields=[f"part_{number}"], name=f"fingerprint_part_{number}") for number in range(4)
        ]

    def __str__(self) -> str:
        return f"fingerprint of review {self.review_id}"
