"""Checking out without a password: a name, an e-mail, and the code that was sent there.

A guest is an account without a password whose e-mail is verified (docs/adr/0033): the same rules hold for it as for every
customer. It is made when the code comes back and not before, so an address that somebody mistyped, or that is not theirs, leaves
nothing. Who has an account already goes the same way, and the code signs them in; their second factor is asked for as ever.

Nothing looks an e-mail up before its code has come back: known and unknown ones get the same answer, for the same work.
"""

from typing import Any, Self, cast

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.code_verification import AbstractCodeVerificationProcess
from allauth.account.internal.flows.email_verification import verify_email_indirectly
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.core import ratelimit
from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import get_random_string

from accounts.attempts import note_failure
from accounts.encryption import hash_code, is_code
from accounts.errors import TooManySignIns
from accounts.models import SecurityEventKind, User
from accounts.security import record_security_event
from accounts.services import verify_email
from common.errors import DomainError
from common.letters import asked_language
from common.throttling import count

DIGITS = 6
TRIES = 3
STATE = "guest_code"  # in the session
#: Wrong codes for one e-mail, whoever enters them: six digits alone would not stop a patient guesser.
LIMITS = ("guest_code", "guest_code_day")
SENDING_WINDOW = 900  # seconds; see ACCOUNT_RATE_LIMITS


class GuestCodeWrong(DomainError):
    """Not the code that was sent."""

    code = "guest_code_wrong"
    status = 400
    title = "This code does not work"

    def __init__(self, *, left: int) -> None:
        tries = "One try is" if left == 1 else f"{left} tries are"
        super().__init__(f"This is not the code that we sent you. Look at the newest message. {tries} left.", attempts_left=left)


class GuestCodeOver(DomainError):
    """No code waits in this session: none was asked for, it has run out, or it was tried too often."""

    code = "code_expired"
    title = "This code does not work any more"

    def __init__(self) -> None:
        super().__init__("This code has expired, was used, or was tried too often. Ask for a new one.")


class GuestCode(AbstractCodeVerificationProcess):
    """The code that this session waits for. The session holds a keyed hash of it, never the code."""

    def __init__(self, request: HttpRequest, state: dict[str, Any]) -> None:
        self.request = request
        super().__init__(max_attempts=TRIES, timeout=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT, state=state)

    @classmethod
    def ask(cls, request: HttpRequest, *, email: str, name: str) -> Self:
        """Send a code to `email`; one that this session waited for before stops working."""
        process = cls(request, {**cls.initial_state(user=None, email=email), "name": name})
        process.send()
        process.persist()
        return process

    @classmethod
    def waiting(cls, request: HttpRequest) -> Self | None:
        """Return what this session waits for, or None."""
        state = request.session.get(STATE)
        return cls(request, state).abort_if_invalid() if isinstance(state, dict) else None

    @property
    def email(self) -> str:
        """Where the code was sent."""
        return str(self.state["email"])

    def send(self) -> None:
        """Make a code and mail it."""
        code = get_random_string(DIGITS, "0123456789")
        self.state["code_hash"] = hash_code(code, bound_to=_bond(self.email))
        get_adapter().send_mail("account/email/guest_code", self.email, {"request": self.request, "code": code})

    def is_right(self, code: str) -> bool:
        """Say whether it is the code."""
        return is_code("".join(code.split()), self.state["code_hash"], bound_to=_bond(self.email))

    def persist(self) -> None:
        """Keep the state in the session."""
        self.request.session[STATE] = self.state

    def abort(self) -> None:
        """End it."""
        self.request.session.pop(STATE, None)


def ask_for_guest_code(request: HttpRequest, *, email: str, name: str) -> None:
    """Send a code to an e-mail, known or not. Raises TooManySignIns under the limits that hold for codes to sign in with."""
    email = email.lower()
    if not ratelimit.consume(request, action="request_login_code", key=email):
        raise TooManySignIns(retry_after=SENDING_WINDOW)
    GuestCode.ask(request, email=email, name=name)


def enter_guest_code(request: HttpRequest, *, code: str) -> HttpResponse:
    """Sign in by the code that this session waits for, making the account where the e-mail has none; return allauth's answer.

    Like every sign-in it may have a step left: a second factor.

    Raises:
        GuestCodeOver: none waits, or it has run out.
        TooManySignIns: too many wrong codes for this e-mail, the right one included.
        GuestCodeWrong: the third ends the code.
    """
    process = GuestCode.waiting(request)
    if process is None:
        raise GuestCodeOver
    # Counted before it is looked at, so that a hundred guesses at once are a hundred.
    wait = max(count(limit, process.email) for limit in LIMITS)
    if wait:
        raise TooManySignIns(retry_after=wait)
    if not process.is_right(code):
        note_failure(request, email=process.email)
        if not process.record_invalid_attempt():
            raise GuestCodeOver
        raise GuestCodeWrong(left=TRIES - process.state["failed_attempts"])
    for limit in LIMITS:
        count(limit, process.email, by=-1)
    process.abort()
    return _sign_in(request, _guest(request, process), process.email)


def _guest(request: HttpRequest, process: GuestCode) -> User:
    """Return whose e-mail it is; a new account, without a password, where nobody had it."""
    known = User.objects.filter(email=process.email).first()
    return known or _new_guest(request, email=process.email, name=str(process.state["name"]))


def _new_guest(request: HttpRequest, *, email: str, name: str) -> User:
    try:
        with transaction.atomic():
            user = User.objects.create_user(email, None, name=name, language=asked_language(request).code)
            verify_email(user)
            record_security_event(SecurityEventKind.SIGNED_UP, user=user, request=request, guest=True)
    except IntegrityError:  # made in this very moment, by a sign-up or another window
        return User.objects.get(email=email)
    return user


def _sign_in(request: HttpRequest, user: User, email: str) -> HttpResponse:
    # As allauth's own codes do. An account that nobody had verified loses the password that somebody chose for it (signals.py).
    record_authentication(request, user, method="code", email=email)
    if not verify_email_indirectly(request, user, email):
        verify_email(user)
    return cast("HttpResponse", perform_login(request, Login(user=user, email=email)))


def _bond(email: str) -> str:
    return f"guest/{email}"
