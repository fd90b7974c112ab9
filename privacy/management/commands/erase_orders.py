"""`manage.py erase_orders`: forget what the orders of a person say of them."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import User
from orders.erasure import ErasureReason, OrdersUnderWay
from privacy.erasing import erase_orders_by_hand


class Command(BaseCommand):
    """Erases a customer's words and contact from every order (not account, reviews or mails). It cannot be undone, so it asks."""

    help = "Erase the personal data of a customer's orders. The public log keeps its commitments and says that it was done."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("email")
        parser.add_argument("--reason", choices=ErasureReason.values, default=ErasureReason.REQUEST)
        parser.add_argument("--whole", action="store_true", help="Also the keys: nothing can be proven about these orders then.")
        parser.add_argument("--yes", action="store_true", help="Do not ask.")

    def handle(self, *args: Any, email: str, reason: str, whole: bool, yes: bool, **options: Any) -> None:
        """Ask, erase, tell."""
        customer = User.objects.filter(email__iexact=email).first()
        if customer is None:
            raise CommandError(f"There is no account of {email}.")
        if not yes and input(f"Erase the personal data of every order of {email} for good? Type the address again: ") != email:
            raise CommandError("Nothing was erased.")
        try:
            erased = erase_orders_by_hand(customer, reason=ErasureReason(reason), whole=whole)
        except OrdersUnderWay as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{erased.orders} orders; openings of {erased.entries} entries deleted. Backups expire by themselves.")
