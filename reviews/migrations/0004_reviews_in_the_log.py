"""Reviews and acts of moderators from before the log are written into it: recorded now, claimed when they were."""

from collections import defaultdict
from typing import Any

from django.db import migrations

from ledger.encoding import Statement, encode64
from ledger.services import extend_public


def tell_the_past(apps: Any, editor: Any) -> None:
    stories: dict[str, list[Statement]] = defaultdict(list)
    reviews = apps.get_model("reviews", "Review").objects.select_related("vendor", "order__chain").order_by("created_at", "pk")
    for review in reviews.iterator(2000):
        chain = stories[f"vendor:{review.vendor.slug}/reviews"]
        words = {"title": review.title, "body": review.body}
        hidden = {"actor": f"user:{review.author_id}", "order": encode64(bytes(review.order.chain.chain_id))}
        public = frozenset(words) if review.status == "published" else frozenset()
        said = {"review": str(review.pk), "rating": review.rating}
        chain.append(Statement("review.publish", said, {**hidden, **words}, at=review.created_at, public=public))
        if review.status == "hidden":
            chain.append(Statement("review.remove", {"review": str(review.pk), "cause": "moderation"}))
    acts = apps.get_model("reviews", "ModerationAction").objects.select_related("review__vendor").order_by("pk")
    for act in acts.iterator(2000):
        said = {"action": act.action, "vendor": act.review.vendor.slug, "review": str(act.review_id)}
        hidden = {"actor": f"user:{act.moderator_id}", "reason": act.reason}
        stories["moderation"].append(Statement("mod.action", said, hidden, at=act.recorded_at))
    if stories:
        extend_public(stories)


class Migration(migrations.Migration):
    dependencies = [("reviews", "0003_own_business"), ("orders", "0005_history_in_the_log")]
    operations = [migrations.RunPython(tell_the_past, migrations.RunPython.noop)]
