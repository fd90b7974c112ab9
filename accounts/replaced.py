"""The parts of allauth that are replaced by ours.

Its adapter has hooks for words and encryption, none for how recovery codes are kept, how a used code is remembered, which origins
a passkey may speak for, or whether the headless API may remove a factor. So these names are set instead. Why each, and the test
that fails when allauth changes what they stand for: docs/adr/0021-second-factors.md.
"""

from types import ModuleType
from typing import Any

from allauth.mfa.recovery_codes.internal import auth as codes_auth
from allauth.mfa.recovery_codes.internal import flows as codes_flows
from allauth.mfa.totp.internal import auth as totp_auth
from allauth.mfa.totp.internal import flows as totp_flows
from allauth.mfa.webauthn.internal import auth as webauthn_auth
from allauth.mfa.webauthn.internal import flows as webauthn_flows

from accounts import removal, webauthn
from accounts.recovery_codes import HashedRecoveryCodes
from accounts.totp import OneTimeTOTP

#: Each module and name that allauth looks up, and what it shall find. A class is named again where it was imported by name.
REPLACED: tuple[tuple[ModuleType, str, Any], ...] = (
    (codes_auth, "RecoveryCodes", HashedRecoveryCodes),
    (codes_flows, "RecoveryCodes", HashedRecoveryCodes),
    (totp_auth, "TOTP", OneTimeTOTP),
    (totp_flows, "TOTP", OneTimeTOTP),
    (totp_flows, "delete_and_cleanup", removal.remove_factor),
    (webauthn_auth, "WebAuthn", webauthn.Passkey),
    (webauthn_auth, "get_server", webauthn.get_server),
    (webauthn_auth, "parse_registration_response", webauthn.parse_registration_response),
    (webauthn_auth, "parse_authentication_response", webauthn.parse_authentication_response),
    (webauthn_auth, "complete_authentication", webauthn.complete_authentication),
    (webauthn_flows, "delete_and_cleanup", removal.remove_factor),
    (webauthn_flows, "remove_authenticators", removal.remove_passkeys),
)
#: What allauth had there before, for the test that watches it.
ORIGINALS: dict[tuple[str, str], Any] = {}


def install() -> None:
    """Set the names. Called once, when the apps are loaded; a name that is gone ends the start."""
    for module, name, ours in REPLACED:
        ORIGINALS.setdefault((module.__name__, name), getattr(module, name))
        setattr(module, name, ours)
