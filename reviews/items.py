"""What a review says of single items of its order."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from common.errors import Invalid
from reviews.models import ReviewItem, ReviewVersion


@dataclass(frozen=True)
class ItemWords:
    """Stars and words for one item of the order, which the catalogue knows as `item`."""

    item: int
    rating: int
    body: str = ""


def write_items(version: ReviewVersion, words: Sequence[ItemWords]) -> None:
    """Add to a version that was written a moment ago what it says of items; `version.review` is loaded with its order.

    Raises Invalid for an item that was not ordered, and for one that is named twice.
    """
    if not words:
        return
    # The first line of an item that stands in several.
    lines: dict[int, int] = dict(version.review.order.items.order_by("-pk").values_list("item_id", "pk"))
    named = Counter(one.item for one in words)
    for index, one in enumerate(words):
        if one.item not in lines:
            raise Invalid("This is not an item of the order.", pointer=f"/items/{index}/item", code="not_ordered")
        if named[one.item] > 1:
            raise Invalid("Rate each item once.", pointer=f"/items/{index}/item", code="unique")
    ReviewItem.objects.bulk_create(
        ReviewItem(version=version, order_item_id=lines[one.item], rating=one.rating, body=one.body.strip()) for one in words
    )


def items_of(version: ReviewVersion) -> list[ItemWords]:
    """Return what a version says of items."""
    rows = version.items.order_by("pk").values_list("order_item__item_id", "rating", "body")
    return [ItemWords(*row) for row in rows]
