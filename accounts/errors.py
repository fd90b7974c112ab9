"""Named refusals of sign-in."""

from http import HTTPStatus

from common.errors import DomainError


class SignInRefused(DomainError):
    """Base of what ends a sign-in or a refresh with 401."""

    status = HTTPStatus.UNAUTHORIZED
    title = "Not signed in"


class InvalidCredentials(SignInRefused):
    """E-mail or password is wrong, or the account is closed: one answer, so that nobody learns which e-mails are known."""

    code = "invalid_credentials"

    def __init__(self) -> None:
        super().__init__("The e-mail or the password is wrong.")


class EmailNotVerified(SignInRefused):
    """The password is right, but nobody has shown that the e-mail is theirs."""

    code = "email_not_verified"

    def __init__(self) -> None:
        super().__init__("Verify your e-mail first: sign in on the website and enter the code that we send you.")


class TooManySignIns(DomainError):
    """Too many wrong passwords for this account or from this address; `retry_after` is in seconds."""

    code = "too_many_attempts"
    status = HTTPStatus.TOO_MANY_REQUESTS
    title = "Too many attempts"

    def __init__(self, *, retry_after: int) -> None:
        super().__init__("Too many attempts. Wait a few minutes, then try again.", retry_after=retry_after)
        self.retry_after = retry_after


class SecondFactorRequired(SignInRefused):
    """The password is right; a second factor is set, and no code came with it. `methods` says where a code can come from."""

    code = "second_factor_required"
    title = "A second factor is needed"

    def __init__(self, *, methods: list[str], sms_sent: bool) -> None:
        super().__init__(_how_to_go_on(methods, sms_sent=sms_sent), methods=methods, sms_sent=sms_sent)


class SecondFactorInvalid(SignInRefused):
    """The code is wrong, or was used before."""

    code = "second_factor_invalid"

    def __init__(self) -> None:
        super().__init__("This code is wrong, or it was used before. Take the next one.")


class TokenInvalid(SignInRefused):
    """The refresh token is malformed, forged, expired, revoked or was used before."""

    code = "token_invalid"

    def __init__(self) -> None:
        super().__init__("This token does not work any more. Sign in again.")


def _how_to_go_on(methods: list[str], *, sms_sent: bool) -> str:
    if sms_sent:
        return "We sent you a code by SMS. Repeat the call with it as `code`."
    if "totp" in methods:
        return "Repeat the call with `code`: from the authenticator app, or a recovery code."
    ways = [
        *(["a recovery code as `code`"] if "recovery_codes" in methods else []),
        *(["`send_sms` to get a code by SMS"] if "sms" in methods else []),
    ]
    return (
        "The second factor of this account is a passkey, which works on the website only. "
        f"Repeat the call with {' or '.join(ways)}, or add an authenticator app on the security page."
        if ways
        else "The second factor of this account is a passkey, which works on the website only. Make recovery codes, or add an "
        "authenticator app, on the security page; then repeat the call with a `code`."
    )
