"""`manage.py vapid_keygen`: the key by which push services know us."""

from typing import Any

from django.core.management.base import BaseCommand

from notifications.vapid_keys import new_private_key, public_half


class Command(BaseCommand):
    """Prints a new pair of keys; keeps neither."""

    help = "Print a new VAPID key for web push. A new key ends every browser's subscription: make it once, and keep it."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the setting, and the public half as a comment."""
        key = new_private_key()
        self.stdout.write(f"VAPID_PRIVATE_KEY={key}\n# public: {public_half(key)}")
