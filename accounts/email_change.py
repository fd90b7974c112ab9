"""A change of e-mail, confirmed at both addresses.

A code goes to each; nothing changes before both came back. The mail to the old address also has a link that stops it all, for
whose account was in other hands. Codes and the link's key are kept as keyed hashes.
"""

from datetime import timedelta
from enum import StrEnum
from http import HTTPStatus

import structlog
from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from allauth.core.internal.cryptokit import generate_user_code, normalize_user_code
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare, get_random_string, salted_hmac

from accounts.devices import forget_all_devices
from accounts.models import EmailChange, SecurityEventKind, User
from accounts.security import record_security_event
from accounts.sessions import Current, end_other_sign_ins
from common.errors import DomainError, Invalid

LIFETIME = timedelta(hours=1)
MAX_WRONG_CODES = 5
MAIL_RETRY_SECONDS = 180
log = structlog.get_logger(__name__)


class Which(StrEnum):
    """At which of the two addresses a code was read."""

    OLD = "old"
    NEW = "new"


class NoEmailChange(DomainError):
    """Nothing waits: none was asked for, or it is over."""

    code = "no_email_change"
    status = HTTPStatus.NOT_FOUND
    title = "Not found"

    def __init__(self) -> None:
        super().__init__("No change of e-mail is waiting. It may have run out: ask for it again.")


class CodeWrong(DomainError):
    """Not the code that was sent to this address."""

    code = "code_wrong"
    status = HTTPStatus.BAD_REQUEST
    title = "Wrong code"

    def __init__(self, *, left: int) -> None:
        super().__init__("This is not the code that we sent to this address.", attempts_left=left)


class EmailTaken(DomainError):
    """Somebody else made the e-mail theirs in the meantime."""

    code = "email_taken"
    title = "This e-mail cannot be used"

    def __init__(self) -> None:
        super().__init__("This e-mail cannot be used any more. Yours stays as it is; ask for the change again with another.")


class MailUnavailable(DomainError):
    """The mail server did not take the codes."""

    code = "mail_unavailable"
    status = HTTPStatus.SERVICE_UNAVAILABLE
    title = "No mail just now"

    def __init__(self) -> None:
        super().__init__("We cannot send mail just now. Try again in a few minutes.", retry_after=MAIL_RETRY_SECONDS)


def pending_email_change(user: User) -> EmailChange:
    """Return the change that waits.

    Raises:
        NoEmailChange: when none does.
    """
    change = _waiting().filter(user=user).first()
    if change is None:
        raise NoEmailChange
    return change


def ask_email_change(user: User, *, email: str, request: HttpRequest) -> EmailChange:
    """Send a code to the old and to the new address, in place of any that wait. The caller has asked again who it is.

    An e-mail that has an account already is told so by mail; the answer here does not show it.

    Raises:
        Invalid: when it is the e-mail of now.
        MailUnavailable: when the codes could not be sent.
    """
    email = email.lower()
    if email == user.email:
        raise Invalid("This is your e-mail already.", pointer="/email", code="same_email")
    old_code, new_code, key = generate_user_code(), generate_user_code(), get_random_string(43)
    is_taken = User.objects.filter(email=email).exists() or EmailAddress.objects.filter(email=email, verified=True).exists()
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)  # of two at once, the later one counts
        EmailChange.objects.filter(user=user, ended_at=None).update(ended_at=timezone.now())
        change = EmailChange.objects.create(
            user=user,
            old_email=user.email,
            new_email=email,
            old_code_hash=_hash(old_code),
            new_code_hash="" if is_taken else _hash(new_code),
            cancel_key_hash=_hash(key),
            expires_at=timezone.now() + LIFETIME,
        )
        record_security_event(SecurityEventKind.EMAIL_CHANGE_ASKED, user=user, request=request)
    _send_codes(change, old_code, "" if is_taken else new_code, key)
    return change


def confirm_email_change(user: User, *, which: Which, code: str, current: Current, request: HttpRequest) -> EmailChange:
    """Take the code of one address; with the second one the e-mail is changed, and every other sign-in ends.

    Raises:
        NoEmailChange: when none waits, or too many codes were wrong.
        CodeWrong: when the code is.
        EmailTaken: when somebody else has the e-mail by now; the change is over.
    """
    try:
        with transaction.atomic():
            change = _locked(user)
            is_right = _take(change, which, code)
            if change.old_confirmed_at and change.new_confirmed_at:
                _complete(change, current=current, request=request)
    except IntegrityError as error:  # unique e-mails: an account made since the change was asked for
        EmailChange.objects.filter(user=user, ended_at=None).update(ended_at=timezone.now())
        raise EmailTaken from error
    if not is_right:  # outside of the transaction, since the count has to stay
        raise CodeWrong(left=MAX_WRONG_CODES - change.wrong_codes)
    return change


@transaction.atomic
def cancel_email_change(user: User, *, request: HttpRequest) -> None:
    """Call the change off.

    Raises:
        NoEmailChange: when none waits.
    """
    if not _waiting().filter(user=user).update(ended_at=timezone.now()):
        raise NoEmailChange
    record_security_event(SecurityEventKind.EMAIL_CHANGE_CANCELLED, user=user, request=request)


@transaction.atomic
def stop_email_change(key: str, *, request: HttpRequest) -> None:
    """Do what the link in the mail to the old address promises: nothing changes, every sign-in ends, the password is void.

    What was added to sign in with since a day before the change was asked for goes too: it may be another's.

    Its person sets a new one by mail, at the old address. The link works for as long as the change waits.

    Raises:
        NoEmailChange: when the key is none, or the change is over.
    """
    change = _waiting().select_for_update(of=("self",)).filter(cancel_key_hash=_hash(key)).select_related("user").first()
    if change is None:
        raise NoEmailChange
    change.ended_at = timezone.now()
    change.save(update_fields=["ended_at"])
    user = change.user
    user.set_unusable_password()  # sessions that no list knows end with it
    user.save(update_fields=["password"])
    _take_planted_factors(change, request=request)
    forget_all_devices(user)
    end_other_sign_ins(user, keep=Current(), request=request)
    record_security_event(SecurityEventKind.EMAIL_CHANGE_STOPPED, user=user, request=request)


def emails_of(user: User) -> set[str]:
    """Return the addresses that the account has, and had while its changes of e-mail are kept; none that was another's since."""
    now = EmailAddress.objects.filter(user=user).values_list("email", flat=True)
    completed = EmailChange.objects.filter(user=user).exclude(new_confirmed_at=None).exclude(old_confirmed_at=None)
    earlier = set(completed.values_list("old_email", flat=True))
    anothers = set(User.objects.filter(email__in=earlier).exclude(pk=user.pk).values_list("email", flat=True))
    in_between = EmailChange.objects.exclude(user=user).filter(old_email__in=earlier).values_list("old_email", flat=True)
    return {user.email, *now, *(earlier - anothers - set(in_between))}


def _waiting() -> QuerySet[EmailChange]:
    return EmailChange.objects.filter(ended_at=None, expires_at__gt=timezone.now())


def _locked(user: User) -> EmailChange:
    change = _waiting().select_for_update().filter(user=user).first()
    if change is None:
        raise NoEmailChange
    return change


def _take(change: EmailChange, which: Which, code: str) -> bool:
    now = timezone.now()
    is_right = constant_time_compare(_hash(code), change.old_code_hash if which is Which.OLD else change.new_code_hash)
    if not is_right:
        change.wrong_codes += 1
        change.ended_at = now if change.wrong_codes >= MAX_WRONG_CODES else None
    elif which is Which.OLD:
        change.old_confirmed_at = change.old_confirmed_at or now
    else:
        change.new_confirmed_at = change.new_confirmed_at or now
    change.save()
    return is_right


def _complete(change: EmailChange, *, current: Current, request: HttpRequest) -> None:
    user = User.objects.select_for_update().get(pk=change.user_id)
    user.email = change.new_email
    user.save(update_fields=["email"])
    EmailAddress.objects.filter(user=user).delete()
    EmailAddress.objects.create(user=user, email=change.new_email, verified=True, primary=True)
    change.ended_at = timezone.now()
    change.save(update_fields=["ended_at"])
    forget_all_devices(user)
    end_other_sign_ins(user, keep=current, request=request)
    record_security_event(SecurityEventKind.EMAIL_CHANGED, user=user, request=request, change=change.pk)  # mailed by a listener


def _send_codes(change: EmailChange, old_code: str, new_code: str, key: str) -> None:
    facts = {"old_email": change.old_email, "new_email": change.new_email}
    stop = {"code": old_code, "stop_url": f"{settings.BASE_URL}/email-change/stop/{key}"}
    to_new = "email_change_new" if new_code else "email_change_taken"
    mails = [
        get_adapter().render_mail("account/email/email_change_old", change.old_email, {**facts, **stop}),
        get_adapter().render_mail(f"account/email/{to_new}", change.new_email, {**facts, "code": new_code}),
    ]
    try:
        for mail in mails:
            mail.send()
    except OSError as error:  # smtplib's errors and the network's
        log.warning("email_change_mail_failed", error=type(error).__name__)  # its words may hold the address
        raise MailUnavailable from error


def _take_planted_factors(change: EmailChange, *, request: HttpRequest) -> None:
    since, user = change.asked_at - timedelta(days=1), change.user
    factors = Authenticator.objects.filter(user=user, created_at__gte=since)
    for factor in factors.exclude(type=Authenticator.Type.RECOVERY_CODES):
        record_security_event(SecurityEventKind.FACTOR_REMOVED, user=user, request=request, type=str(factor.type), planted=True)
    factors.delete()
    User.objects.filter(pk=user.pk, phone_verified_at__gte=since).update(phone_verified_at=None)


def _hash(secret: str) -> str:
    return salted_hmac("accounts.email_change", normalize_user_code(secret), algorithm="sha256").hexdigest()
