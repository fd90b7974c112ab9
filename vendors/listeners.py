"""What vendors does about its own events, out of the request; registered in config/listeners.py."""

from events.models import Event
from vendors.models import VerificationCheck
from vendors.services.registering import ask_register


def look_up_in_register(event: Event) -> None:
    """Ask the company register about a number, once. Listens to `vendor.check_submitted`; away, it is asked again later."""
    check = VerificationCheck.objects.waiting().select_related("vendor").filter(pk=event.payload["check"]).first()
    if check is not None and not check.register_answers.exists():
        ask_register(check)
