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


class TokenInvalid(SignInRefused):
    """The refresh token is malformed, forged, expired, revoked or was used before."""

    code = "token_invalid"

    def __init__(self) -> None:
        super().__init__("This token does not work any more. Sign in again.")
