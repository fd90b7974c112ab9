"""Reads of reviews, as chainable steps."""

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.db.models import BooleanField, Exists, ExpressionWrapper, F, OuterRef, Prefetch, Q, Value
from django.db.models.expressions import RawSQL

if TYPE_CHECKING:
    from reviews.models import Review  # noqa: F401 - named in quotes

#: What the search index holds of a review: its words, and `vendor:<id>`. Words as they are, without a language's endings.
DOCUMENT = (
    "to_tsvector('simple'::regconfig, {0}title || ' ' || {0}body) || array_to_tsvector(ARRAY['vendor:' || {0}vendor_id::text])"
)
PENDING, PUBLISHED = "pending", "published"  # of ReviewStatus, which stands on this module


class ReviewQuerySet(models.QuerySet["Review"]):
    """Steps for reviews."""

    def published(self) -> "ReviewQuerySet":
        """Keep what everybody can read and what counts."""
        return self.filter(status=PUBLISHED)

    def shown(self) -> "ReviewQuerySet":
        """Keep what everybody can read, and the tombstones of what was removed."""
        return self.exclude(status=PENDING)

    def of_vendor(self, vendor: Any) -> "ReviewQuerySet":
        """Keep the reviews of one vendor."""
        return self.filter(vendor=vendor)

    def with_stars(self, stars: int | None) -> "ReviewQuerySet":
        """Keep those that give so many stars; all of them for None."""
        return self if stars is None else self.filter(rating=stars)

    def saying(self, text: str, vendor_id: int) -> "ReviewQuerySet":
        """Keep the published reviews of a vendor in which all words of `text` stand; all of them for none.

        The vendor is a word of the index too, so that a common word reads no other vendor's reviews.
        """
        if not text.strip():
            return self
        found = RawSQL(  # noqa: S611 - the column names are ours, the words are parameters
            f"({DOCUMENT.format('reviews_review.')}) @@ (plainto_tsquery('simple'::regconfig, %s) && %s::tsquery)",
            (text, f"'vendor:{int(vendor_id)}'"),
            output_field=BooleanField(),
        )
        return self.published().filter(found)

    def with_words(self, reader: Any = None) -> "ReviewQuerySet":
        """Load all that a review shows, and for `reader` whether it is their own and whether they have called it helpful."""
        versions = apps.get_model("reviews", "ReviewVersion")._default_manager  # by name: they stand on this module
        votes = apps.get_model("reviews", "HelpfulVote")._default_manager
        newest = versions.filter(number=F("review__version")).prefetch_related("items__order_item", "photos__photo")
        reader_id = getattr(reader, "pk", None) or 0
        voted = votes.filter(review=OuterRef("pk"), voter=reader_id)
        return (
            self.select_related("author", "vendor", "response")
            .prefetch_related(Prefetch("versions", queryset=newest, to_attr="newest_versions"))
            .annotate(
                is_helpful=Exists(voted) if reader_id else Value(value=False),
                is_own=ExpressionWrapper(Q(author=reader_id), BooleanField()),
            )
        )
