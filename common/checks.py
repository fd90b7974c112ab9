"""System checks on what would quietly weaken a promise."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register


@register(Tags.security, deploy=True)
def database_name_is_not_a_tests(**_: Any) -> list[CheckMessage]:
    """Refuse a production database named `test_…`: there, and only there, append-only tables may be truncated."""
    if settings.DATABASES["default"]["NAME"].startswith("test_"):
        return [Error("The database's name starts with test_; append-only tables could be truncated.", id="common.E001")]
    return []


@register(Tags.security, deploy=True)
def pages_run_only_our_own_code(**_: Any) -> list[CheckMessage]:
    """Refuse a Content-Security-Policy with `unsafe-*` or without Trusted Types."""
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    loose = sorted(name for name, value in directives.items() if "unsafe" in str(value))
    errors = [Error(f"{', '.join(loose)} of the Content-Security-Policy allow unsafe-*.", id="common.E002")] if loose else []
    if "require-trusted-types-for" not in directives:
        errors.append(Error("The Content-Security-Policy requires no Trusted Types.", id="common.E003"))
    return list(errors)


@register(Tags.security, deploy=True)
def nothing_bypasses_the_sign_in(**_: Any) -> list[CheckMessage]:
    """Refuse what opens a way around passwords, second factors and mail, each for tests or demos alone."""
    open_doors = [
        name for name in ("MFA_TOTP_INSECURE_BYPASS_CODE", "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN", "DEBUG") if _is_on(name)
    ]
    if settings.SIMPLE_JWT["SIGNING_KEY"] == settings.SECRET_KEY:
        open_doors.append("JWT_SIGNING_KEY (it is SECRET_KEY)")
    return [Error(f"{name} must not be so in production.", id="common.E004") for name in open_doors]


@register(Tags.security, deploy=True)
def cookies_are_bound_to_the_host(**_: Any) -> list[CheckMessage]:
    """Refuse cookies that a neighbouring host could set or that plain http carries."""
    names = (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME)
    if all(name.startswith("__Host-") for name in names) and settings.IS_HTTPS:
        return []
    return [Error("Session and CSRF cookies must be __Host- cookies: BASE_URL must start with https://.", id="common.E005")]


@register(Tags.security, deploy=True)
def every_rate_has_a_class(**_: Any) -> list[CheckMessage]:
    """Refuse a rate limit that no class of routes knows."""
    known = {scope for scopes in settings.ROUTE_CLASSES.values() for scope in scopes}
    stray = sorted(set(settings.REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"]) ^ known)
    return [Error(f"ROUTE_CLASSES and DEFAULT_THROTTLE_RATES differ by {', '.join(stray)}.", id="common.E006")] if stray else []


def _is_on(name: str) -> bool:
    return bool(getattr(settings, name, False))
