"""What the API takes about reviews."""

from typing import Any

from rest_framework import serializers

from orders.models import Order
from reviews.items import ItemWords
from reviews.models import (
    MAX_BODY,
    MAX_ITEM_BODY,
    MAX_PHOTOS,
    MAX_RESPONSE,
    MAX_TITLE,
    PickupReason,
    ReportReason,
    Subject,
)
from reviews.pagination import ORDERINGS

MAX_ITEMS = 100
MAX_SEARCH = 100
SEEN = "The version that was read before the change; where there is a newer one, 409 `changed_meanwhile`."


class ItemWordsInput(serializers.Serializer[Any]):
    """Stars, and words if one likes, for one item of the order."""

    item = serializers.IntegerField(min_value=1, max_value=2**63 - 1, help_text="As the order names it.")
    rating = serializers.IntegerField(min_value=1, max_value=5)
    body = serializers.CharField(max_length=MAX_ITEM_BODY, required=False, allow_blank=True, default="")

    def validate(self, attrs: dict[str, Any]) -> Any:
        """Return ItemWords."""
        return ItemWords(**attrs)


class ReviewChanges(serializers.Serializer[Any]):
    """What a review says. In a change, what is left out stays; `items` and `photos` replace all that there were."""

    rating = serializers.IntegerField(min_value=1, max_value=5)
    title = serializers.CharField(max_length=MAX_TITLE, required=False, allow_blank=True)
    body = serializers.CharField(max_length=MAX_BODY)
    items = serializers.ListField(child=ItemWordsInput(), required=False, max_length=MAX_ITEMS)
    photos = serializers.ListField(
        child=serializers.CharField(max_length=22),
        required=False,
        max_length=MAX_PHOTOS,
        help_text="The `uid`s of uploads, in the order in which they are shown.",
    )


class ReviewEdit(ReviewChanges):
    """A change of a review."""

    version = serializers.IntegerField(min_value=1, required=False, help_text=SEEN)


class ReviewInput(ReviewChanges):
    """A review of one completed order."""

    order = serializers.CharField(max_length=64, help_text="The order's uid.")

    def validate_order(self, uid: str) -> Order:
        """Return the order, whosever it is: the gate says whether it is the caller's."""
        order = Order.objects.filter(uid=uid).first()
        if order is None:
            raise serializers.ValidationError("There is no such order.", code="does_not_exist")
        return order


class PhotoInput(serializers.Serializer[Any]):
    """A photo for a review."""

    photo = serializers.FileField(allow_empty_file=True, help_text="JPEG, PNG or WebP, at most 10 MB.")


class ResponseInput(serializers.Serializer[Any]):
    """The vendor's answer."""

    body = serializers.CharField(max_length=MAX_RESPONSE)


class ResponseEdit(ResponseInput):
    """A change of the vendor's answer."""

    version = serializers.IntegerField(min_value=1, required=False, help_text=SEEN)


class ReportInput(serializers.Serializer[Any]):
    """Why a review, or the answer under it, should be looked at."""

    about = serializers.ChoiceField(choices=Subject.choices, required=False, default=Subject.REVIEW)
    reason = serializers.ChoiceField(choices=ReportReason.choices)
    detail = serializers.CharField(max_length=1000, required=False, allow_blank=True, default="")


class PickupInput(serializers.Serializer[Any]):
    """How a pick-up went."""

    rating = serializers.IntegerField(min_value=1, max_value=5)
    reasons = serializers.ListField(
        child=serializers.ChoiceField(choices=PickupReason.choices), required=False, max_length=len(PickupReason.values)
    )


class ReviewQuery(serializers.Serializer[Any]):
    """What a reader of a vendor's reviews can ask for."""

    rating = serializers.IntegerField(min_value=1, max_value=5, required=False, help_text="Only those with so many stars.")
    with_photos = serializers.BooleanField(required=False, default=False, help_text="Only those with photos.")
    with_words = serializers.BooleanField(required=False, default=False, help_text="Only those that say more than stars.")
    search = serializers.CharField(
        max_length=MAX_SEARCH, required=False, allow_blank=True, default="", help_text="Words that all stand in a review."
    )
    ordering = serializers.ChoiceField(choices=list(ORDERINGS), required=False, default="newest")
