"""Taking a factor away; the last one of somebody whose role needs one stays."""

from collections.abc import Sequence
from http import HTTPStatus

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.headless.internal.restkit.response import ErrorResponse
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.internal.flows import delete_and_cleanup
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.flows import remove_authenticators
from django.db import transaction
from django.http import HttpRequest

from accounts.factors import FACTORS
from accounts.models import SecurityEventKind, User
from accounts.security import record_security_event


@transaction.atomic
def remove_factor(request: HttpRequest, authenticator: Authenticator) -> None:
    """Remove one, in the place of allauth's delete_and_cleanup; the headless API does not ask `can_delete_authenticator`."""
    adapter = get_adapter()
    # Of two removals at once the second one sees what the first has left.
    User.objects.select_for_update(no_key=True).get(pk=authenticator.user_id)
    if not adapter.can_delete_authenticator(authenticator):
        refusal = adapter.validation_error("cannot_delete_authenticator")
        raise ImmediateHttpResponse(ErrorResponse(request, exception=refusal, status=HTTPStatus.CONFLICT))
    delete_and_cleanup(request, authenticator)
    if authenticator.type in FACTORS:
        record_security_event(
            SecurityEventKind.FACTOR_REMOVED, user=authenticator.user, request=request, type=str(authenticator.type)
        )


@transaction.atomic
def remove_passkeys(request: HttpRequest, authenticators: Sequence[Authenticator]) -> None:
    """Remove all of these or none."""
    remove_authenticators(request, authenticators)
