"""`manage.py revoke_api_key <prefix>`: ends a key that was found where it should not be."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from vendors.api_keys import prefix_in
from vendors.models import ApiKey
from vendors.services import revoke_leaked_key


class Command(BaseCommand):
    """Takes the ten letters after `tt_live_`; a whole key is read too, but stays in the shell's history."""

    help = "Revoke a vendor's API key by its prefix, and mail the vendor's owners."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the prefix and the reason."""
        parser.add_argument("prefix")
        parser.add_argument("--reason", default="found where it should not be", help="kept in the record")

    def handle(self, *args: Any, prefix: str, reason: str, **options: Any) -> None:
        """Revoke it, or end with what is wrong."""
        key = ApiKey.objects.select_related("vendor").filter(prefix=prefix_in(prefix)).first()
        if key is None:
            raise CommandError("There is no key with this prefix: the ten letters after tt_live_.")
        ended = revoke_leaked_key(key, by=None, reason=reason)
        self.stdout.write(f"{key.prefix} of {key.vendor.slug} {'is revoked' if ended else 'was revoked before'}.")
