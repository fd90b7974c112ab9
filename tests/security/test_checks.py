"""`check --deploy` refuses a production that lacks what protects it."""

from typing import Any

import pytest
from django.conf import settings as configured
from pytest_django import Settings

from common import checks


def ids(found: list[Any]) -> list[str]:
    return [message.id for message in found]


def test_a_policy_with_unsafe_words_or_without_trusted_types(settings: Settings) -> None:
    assert checks.pages_run_only_our_own_code() == []
    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": {"script-src": ["'self'", "'unsafe-eval'"]}}
    assert ids(checks.pages_run_only_our_own_code()) == ["common.E002", "common.E003"]


@pytest.mark.parametrize("name", ["MFA_TOTP_INSECURE_BYPASS_CODE", "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN", "DEBUG"])
def test_a_way_around_the_sign_in(settings: Settings, name: str) -> None:
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = False
    assert checks.nothing_bypasses_the_sign_in() == []
    setattr(settings, name, "123456")
    assert ids(checks.nothing_bypasses_the_sign_in()) == ["common.E004"]


def test_one_key_for_two_purposes(settings: Settings) -> None:
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = False
    settings.SIMPLE_JWT = {**configured.SIMPLE_JWT, "SIGNING_KEY": configured.SECRET_KEY}
    assert ids(checks.nothing_bypasses_the_sign_in()) == ["common.E004"]


def test_cookies_of_a_site_without_https(settings: Settings) -> None:
    assert ids(checks.cookies_are_bound_to_the_host()) == ["common.E005"]
    settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.IS_HTTPS = "__Host-sessionid", "__Host-csrftoken", True
    assert checks.cookies_are_bound_to_the_host() == []


def test_a_rate_that_no_class_knows(settings: Settings) -> None:
    assert checks.every_rate_has_a_class() == []
    settings.ROUTE_CLASSES = {"write": ("write",)}
    assert ids(checks.every_rate_has_a_class()) == ["common.E006"]
