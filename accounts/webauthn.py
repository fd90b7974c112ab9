"""Passkeys: bound to our own origin, each challenge answered once, a copied key noticed.

The ceremonies themselves are fido2's; allauth leaves out the two checks of the WebAuthn standard that stand here (7.2, step 22:
the signature counter) or leaves them wider (7.2, step 9: the origin).
"""

from typing import Any, cast

import structlog
from allauth.account.internal.stagekit import LOGIN_SESSION_KEY
from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth as allauth_webauthn
from allauth.mfa.webauthn.internal.auth import WebAuthn
from allauth.mfa.webauthn.internal.auth import complete_authentication as allauth_complete
from django.core.exceptions import ValidationError
from django.db import transaction
from fido2.server import Fido2Server
from fido2.webauthn import AuthenticationResponse, PublicKeyCredentialRpEntity, RegistrationResponse

from accounts.enrolment import enrolled
from accounts.mfa import is_our_origin
from accounts.models import SecurityEventKind, User
from accounts.security import record_security_event

SIGN_COUNT = "sign_count"
WEBAUTHN = Authenticator.Type.WEBAUTHN.value
log = structlog.get_logger(__name__)


class Passkey(WebAuthn):
    """allauth's WebAuthn, written down when it is added."""

    @classmethod
    @transaction.atomic
    def add(cls, user: User, name: str, credential: dict[str, Any]) -> "Passkey":
        """Keep the public key and its counter."""
        made: Passkey = super().add(user, name[:100], credential)
        made.instance.data[SIGN_COUNT] = made.authenticator_data.counter
        made.instance.save(update_fields=["data"])
        enrolled(made.instance)
        return made


def parse_registration_response(response: Any) -> RegistrationResponse:
    """Return what a browser sent to enrol; a body of another shape is a wrong code, not a fault of ours."""
    return cast("RegistrationResponse", _parsed(RegistrationResponse, response))


def parse_authentication_response(response: Any) -> AuthenticationResponse:
    """Return what a browser sent to sign in; as above."""
    return cast("AuthenticationResponse", _parsed(AuthenticationResponse, response))


def get_server() -> Fido2Server:
    """Return the server that checks ceremonies; a subdomain of ours is not us."""
    rp = PublicKeyCredentialRpEntity(**get_adapter().get_public_key_credential_rp_entity())
    return Fido2Server(rp, verify_origin=is_our_origin)


def complete_authentication(user: User, response: dict[str, Any]) -> Authenticator:
    """Return the passkey that answered the challenge. A challenge is good for one answer, right or wrong.

    Raises allauth's ValidationError `incorrect_code`, also where the key's counter has not grown: then there is a copy of it.
    """
    try:
        authenticator: Authenticator = allauth_complete(user, response)
    except ValidationError:
        _failed(user)
        raise
    finally:
        allauth_webauthn.clear_state()
    if not _has_counted_on(authenticator, AuthenticationResponse.from_dict(response).response.authenticator_data.counter):
        record_security_event(SecurityEventKind.FACTOR_FAILED, user=user, request=context.request, type=WEBAUTHN, copied=True)
        raise get_adapter().validation_error("incorrect_code")
    record_security_event(SecurityEventKind.FACTOR_USED, user=user, request=context.request, type=WEBAUTHN)
    return authenticator


def _parsed(kind: Any, response: Any) -> Any:
    try:
        return kind.from_dict(response)
    except (TypeError, ValueError, LookupError, AttributeError) as error:
        raise get_adapter().validation_error("incorrect_code") from error


def _failed(user: User) -> None:
    """Write a failure down where the person is known by other means: in a sign-in by passkey anybody can name anybody."""
    if context.request.user.is_authenticated or LOGIN_SESSION_KEY in context.request.session:
        record_security_event(SecurityEventKind.FACTOR_FAILED, user=user, request=context.request, type=WEBAUTHN)


@transaction.atomic
def _has_counted_on(authenticator: Authenticator, counter: int) -> bool:
    locked = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
    last = locked.data.get(SIGN_COUNT, 0)
    if (counter or last) and counter <= last:  # keys without a counter say zero each time
        log.warning("passkey_counter_went_back", authenticator=locked.pk, last=last, given=counter)
        return False
    locked.data[SIGN_COUNT] = counter
    locked.save(update_fields=["data"])
    authenticator.data = locked.data
    return True
