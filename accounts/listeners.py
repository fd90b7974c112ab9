"""Work that accounts does when something happened; registered in config/listeners.py."""

from collections.abc import Callable

from allauth.account.adapter import get_adapter
from django.conf import settings

from accounts.devices import device_in_words
from accounts.factors import SECURITY_PAGE, SMS
from accounts.models import EmailChange, RevokeReason, SecurityEvent, User
from accounts.places import place_of
from events.models import Event


def warn_of_reuse(event: Event) -> None:
    """Tell the owner that a copy of a refresh token was used. Listens to `account.tokens_revoked`."""
    if event.payload["reason"] != RevokeReason.REUSE:
        return
    user = User.objects.get(pk=event.payload["user"])
    get_adapter().render_mail("account/email/token_reuse", user.email, {"when": event.recorded_at}).send()


def warn_of_block(event: Event) -> None:
    """Tell the owner, once an hour, that their account is being tried. Listens to `security.sign_in.blocked`."""
    found = _security_event(event)
    if found.user is not None and found.data["attempts"] == 1:
        _mail("sign_in_blocked", found.user.email, found)


def tell_of_new_device(event: Event) -> None:
    """Tell the owner of a sign-in from a browser or network that is new. Listens to `security.sign_in.new_device`."""
    found = _security_event(event)
    if found.user is not None:
        _mail("new_device", found.user.email, found)


def tell_of_new_email(event: Event) -> None:
    """Tell both addresses that the change is done. Listens to `security.email.changed`."""
    found = _security_event(event)
    change = EmailChange.objects.get(pk=found.data["change"])
    for address in (change.old_email, change.new_email):
        _mail("email_change_done", address, found, old_email=change.old_email, new_email=change.new_email)


def tell_of_sms_use(event: Event) -> None:
    """Tell the owner that an SMS stood in for the second factor. Listens to `security.factor.used`."""
    _mail_about(event, "sms_factor_used", only_if=lambda told: told.data.get("type") == SMS)


def tell_of_recovery_code(event: Event) -> None:
    """Tell the owner that a recovery code was used. Listens to `security.factor.recovery_code_used`."""
    _mail_about(event, "recovery_code_used")


def tell_of_reset(event: Event) -> None:
    """Tell the owner that the platform took all factors. Listens to `security.factor.removed`."""
    _mail_about(event, "factors_reset", only_if=lambda told: told.data.get("reset") is True)


def _mail_about(event: Event, template: str, *, only_if: Callable[[SecurityEvent], bool] = lambda _: True) -> None:
    found = _security_event(event)
    if found.user is not None and only_if(found):
        _mail(template, found.user.email, found, security_url=f"{settings.BASE_URL}{SECURITY_PAGE}")


def _security_event(event: Event) -> SecurityEvent:
    return SecurityEvent.objects.select_related("user").get(pk=event.payload["security_event"])


def _mail(template: str, to: str, found: SecurityEvent, **facts: str) -> None:
    where = {"device": device_in_words(found.user_agent), "network": found.network, "place": place_of(found.network)}
    context = {"when": found.recorded_at, "base_url": settings.BASE_URL, **where, **facts}
    get_adapter().render_mail(f"account/email/{template}", to, context).send()
