"""Work that accounts does when something happened; registered in config/listeners.py."""

from collections.abc import Callable

from allauth.account.adapter import get_adapter
from django.conf import settings

from accounts.factors import SECURITY_PAGE, SMS
from accounts.models import RevokeReason, SecurityEvent, User
from events.models import Event


def warn_of_reuse(event: Event) -> None:
    """Tell the owner that a copy of a refresh token was used. Listens to `account.tokens_revoked`."""
    if event.payload["reason"] != RevokeReason.REUSE:
        return
    user = User.objects.get(pk=event.payload["user"])
    get_adapter().render_mail("account/email/token_reuse", user.email, {"when": event.recorded_at}).send()


def tell_of_sms_use(event: Event) -> None:
    """Tell the owner that an SMS stood in for the second factor. Listens to `security.factor.used`."""
    _mail_about(event, "account/email/sms_factor_used", only_if=lambda told: told.data.get("type") == SMS)


def tell_of_recovery_code(event: Event) -> None:
    """Tell the owner that a recovery code was used. Listens to `security.factor.recovery_code_used`."""
    _mail_about(event, "account/email/recovery_code_used")


def tell_of_reset(event: Event) -> None:
    """Tell the owner that the platform took all factors. Listens to `security.factor.removed`."""
    _mail_about(event, "account/email/factors_reset", only_if=lambda told: told.data.get("reset") is True)


def _mail_about(event: Event, template: str, *, only_if: Callable[[SecurityEvent], bool] = lambda _: True) -> None:
    told = SecurityEvent.objects.select_related("user").get(pk=event.payload["security_event"])
    if told.user is not None and only_if(told):
        context = {"when": told.recorded_at, "network": told.network, "security_url": f"{settings.BASE_URL}{SECURITY_PAGE}"}
        get_adapter().render_mail(template, told.user.email, context).send()
