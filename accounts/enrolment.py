"""What follows when a factor was added: it is written down, and the session that added it has proved it."""

from allauth.account.internal.flows.login import record_authentication
from allauth.core import context
from allauth.mfa.models import Authenticator

from accounts.models import SecurityEventKind, User
from accounts.security import record_security_event


def enrolled(factor: Authenticator) -> None:
    """Write down a new factor. Whoever adds one has just answered its challenge, which counts as using it in this session."""
    request, user = context.request, factor.user
    record_security_event(SecurityEventKind.FACTOR_ADDED, user=user, request=request, type=str(factor.type))
    if request is not None and isinstance(request.user, User) and request.user.pk == user.pk and hasattr(request, "session"):
        record_authentication(request, request.user, "mfa", type=str(factor.type), id=factor.pk)
