"""Each filter, order and search of a vendor's reviews has its index, built beside the traffic."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import Q
from django.db.models.expressions import RawSQL

DOCUMENT = "to_tsvector('simple'::regconfig, title || ' ' || body) || array_to_tsvector(ARRAY['vendor:' || vendor_id::text])"
BY_AGE = ["vendor", "-created_at", "-id"]
PUBLISHED = Q(status="published")


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("reviews", "0013_pickups")]

    operations = [
        AddIndexConcurrently(
            "review", models.Index(fields=BY_AGE, condition=~Q(status="pending"), name="review_shown_by_age")
        ),
        AddIndexConcurrently(
            "review",
            models.Index(
                fields=["vendor", "rating", "-created_at", "-id"], condition=PUBLISHED, name="review_by_stars_and_age"
            ),
        ),
        AddIndexConcurrently(
            "review",
            models.Index(fields=BY_AGE, condition=Q(status="published", photo_count__gt=0), name="review_photos_by_age"),
        ),
        AddIndexConcurrently(
            "review", models.Index(fields=["vendor", "-helpful_count", "-id"], condition=PUBLISHED, name="review_by_votes")
        ),
        AddIndexConcurrently(
            "review", models.Index(fields=["reveal_at"], condition=Q(status="pending"), name="review_due")
        ),
        AddIndexConcurrently("review", GinIndex(RawSQL(DOCUMENT, ()), condition=PUBLISHED, name="review_words")),
    ]
