"""`manage.py reencrypt_factors`: bring encrypted secrets under the current SECRET_KEY, so that an old one can be dropped."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.encryption import Unreadable, reencrypt


class Command(BaseCommand):
    """One row at a time, each under its lock; safe to repeat and while people sign in."""

    help = "Encrypt the keys of authenticator apps anew under SECRET_KEY. Run it before a fallback is dropped."

    def handle(self, *args: Any, **options: Any) -> None:
        """Encrypt anew, and say how many; end with a fault where some cannot be read."""
        keys = list(Authenticator.objects.filter(type=Authenticator.Type.TOTP).order_by("pk").values_list("pk", flat=True))
        unreadable = [pk for pk in keys if not _reencrypted(pk)]
        self.stdout.write(f"{len(keys) - len(unreadable)} keys are under the current SECRET_KEY.")
        if unreadable:
            raise CommandError(f"{len(unreadable)} cannot be read: put the SECRET_KEY that wrote them into the fallbacks.")


@transaction.atomic
def _reencrypted(pk: int) -> bool:
    factor = Authenticator.objects.select_for_update().filter(pk=pk).first()
    if factor is None:  # removed meanwhile
        return True
    try:
        factor.data["secret"] = reencrypt(factor.data["secret"])
    except Unreadable:
        return False
    factor.save(update_fields=["data"])
    return True
