"""Work that accounts does when something happened; registered in config/listeners.py."""

from allauth.account.adapter import get_adapter

from accounts.models import RevokeReason, User
from events.models import Event


def warn_of_reuse(event: Event) -> None:
    """Tell the owner that a copy of a refresh token was used. Listens to `account.tokens_revoked`."""
    if event.payload["reason"] != RevokeReason.REUSE:
        return
    user = User.objects.get(pk=event.payload["user"])
    get_adapter().render_mail("account/email/token_reuse", user.email, {"when": event.recorded_at}).send()
