"""What vendors does about events, out of the request; registered in config/listeners.py."""

from accounts.event_types import SECURITY
from accounts.models import SecurityEvent, SecurityEventKind
from events.models import Event
from vendors.models import VerificationCheck
from vendors.services import end_what_was_set_up
from vendors.services.registering import ask_register

#: A person took their account back from whoever had it. The others are that where support did it.
TAKEN_BACK = (SecurityEventKind.PASSWORD_RESET, SecurityEventKind.EMAIL_CHANGE_STOPPED)
SECURED = tuple(SECURITY[kind] for kind in (*TAKEN_BACK, SecurityEventKind.SESSIONS_ENDED, SecurityEventKind.FACTOR_REMOVED))


def end_at_the_counter(event: Event) -> None:
    """End the tablets and PINs of somebody whose account was secured: they outlive sign-ins. Listens to `SECURED`."""
    found = SecurityEvent.objects.select_related("user").get(pk=event.payload["security_event"])
    if found.user is not None and (found.kind in TAKEN_BACK or found.by_id is not None):
        end_what_was_set_up(found.user, until=event.recorded_at, reason=found.kind)


def look_up_in_register(event: Event) -> None:
    """Ask the company register about a number, once. Listens to `vendor.check_submitted`; away, it is asked again later."""
    check = VerificationCheck.objects.waiting().select_related("vendor").filter(pk=event.payload["check"]).first()
    if check is not None and not check.register_answers.exists():
        ask_register(check)
