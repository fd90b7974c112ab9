"""`manage.py reencrypt_webhook_secrets`: bring webhooks' secrets under the current SECRET_KEY, so that an old one can go."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.encryption import Unreadable, reencrypt
from webhooks.models import WebhookEndpoint


class Command(BaseCommand):
    """One row at a time, each under its lock; safe to repeat and while calls are made."""

    help = "Encrypt the secrets of webhooks anew under SECRET_KEY. Run it before a fallback is dropped."

    def handle(self, *args: Any, **options: Any) -> None:
        """Encrypt anew, and say how many; end with a fault where some cannot be read."""
        keys = list(WebhookEndpoint.objects.order_by("pk").values_list("pk", flat=True))
        unreadable = [pk for pk in keys if not _reencrypted(pk)]
        self.stdout.write(f"{len(keys) - len(unreadable)} endpoints are under the current SECRET_KEY.")
        if unreadable:
            raise CommandError(f"{len(unreadable)} cannot be read: put the SECRET_KEY that wrote them into the fallbacks.")


@transaction.atomic
def _reencrypted(pk: int) -> bool:
    endpoint = WebhookEndpoint.objects.select_for_update().filter(pk=pk).first()
    if endpoint is None:  # removed meanwhile
        return True
    try:
        endpoint.secret = reencrypt(endpoint.secret)
        endpoint.previous_secret = endpoint.previous_secret and reencrypt(endpoint.previous_secret)
        endpoint.earlier_secrets = [{**kept, "secret": reencrypt(kept["secret"])} for kept in endpoint.earlier_secrets]
    except Unreadable:
        return False
    endpoint.save(update_fields=["secret", "previous_secret", "earlier_secrets"])
    return True
