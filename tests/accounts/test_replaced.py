"""What is replaced in allauth: a new version that changes any of it must be read before it is taken."""

import inspect
from hashlib import sha256

import pytest
from allauth.headless.mfa import response, views
from allauth.mfa.base.internal import flows as base_flows
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal import flows as codes_flows
from allauth.mfa.totp.internal import flows as totp_flows
from allauth.mfa.webauthn import forms as webauthn_forms
from allauth.mfa.webauthn.internal import flows as webauthn_flows

from accounts.replaced import ORIGINALS, REPLACED


@pytest.mark.parametrize(("module", "name", "ours"), REPLACED, ids=lambda value: getattr(value, "__name__", str(value)))
def test_allauth_finds_ours(module: object, name: str, ours: object) -> None:
    assert getattr(module, name) is ours


def test_a_factor_is_wrapped_by_ours() -> None:
    wrapped = [Authenticator(type=kind, data={"codes": []}).wrap() for kind in Authenticator.Type]
    assert [type(each).__module__ for each in wrapped] == ["accounts.recovery_codes", "accounts.totp", "accounts.webauthn"]


#: What we stand in for or lean on, as it was when it was read. A new hash here means: read it again, then write it down.
READ = {
    "replaced": "22c4c0ec016ae3d6",
    "callers": "820a8c7b37649a21",
}


def test_what_we_stand_in_for_is_as_it_was_read() -> None:
    originals = [inspect.getsource(ORIGINALS[key]) for key in sorted(ORIGINALS)]
    assert _digest(*originals) == READ["replaced"]


def test_those_who_call_it_are_as_they_were_read() -> None:
    modules = (base_flows, codes_flows, totp_flows, webauthn_flows, webauthn_forms, views, response)
    assert _digest(*(inspect.getsource(module) for module in modules)) == READ["callers"]


def _digest(*sources: str) -> str:
    return sha256("\0".join(sources).encode()).hexdigest()[:16]
