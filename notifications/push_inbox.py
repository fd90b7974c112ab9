"""The push service of a demo: keeps each message as a row that a person can read at /demo/inbox/."""

from django.db.models.functions import Now

from notifications.push import Push, Taken
from notifications.push_models import InboxPush, PushSubscription


class InboxGateway:
    """Gateway for PUSH_URL=inbox://."""

    def send(self, push: Push, to: PushSubscription, *, seconds: float) -> Taken:
        """Keep it; a repeated one takes the place of the first."""
        InboxPush.objects.update_or_create(
            to=to.user.email if to.user else f"browser {to.pk}",
            device=to.device,
            topic=push.topic,
            defaults={"title": push.title[:200], "body": push.body[:500], "url": push.url[:300], "sent_at": Now()},
        )
        return Taken(201)
