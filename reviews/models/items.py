"""Stars and words for single items of the reviewed order."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from common.append_only import AppendOnlyModel
from orders.models import OrderItem
from reviews.models.versions import ReviewVersion

MAX_ITEM_BODY = 1000


class ReviewItem(AppendOnlyModel):
    """What a version of a review says of one item of the order.

    The newest version's count in the item's rating while the review is published: the database adds and takes away
    (migration 0008). It refuses an item of another order.
    """

    version = models.ForeignKey(ReviewVersion, on_delete=models.PROTECT, related_name="items")
    order_item = models.ForeignKey(OrderItem, on_delete=models.PROTECT, related_name="+")
    rating = models.PositiveSmallIntegerField()
    body = models.TextField(max_length=MAX_ITEM_BODY, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "order_item"], name="review_item_once"),
            models.CheckConstraint(condition=Q(rating__gte=1, rating__lte=5), name="review_item_rating_range"),
            models.CheckConstraint(condition=LessThanOrEqual(Length("body"), MAX_ITEM_BODY), name="review_item_body_length"),
        ]

    def __str__(self) -> str:
        return f"{self.rating}/5 for item {self.order_item_id}"
