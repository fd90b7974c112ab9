"""Which browsers of a person are told."""

from dataclasses import dataclass

from allauth.usersessions.models import UserSession
from cryptography.hazmat.primitives.asymmetric import ec
from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from common.errors import DomainError, Invalid
from common.public_http import NotPublic, read_url
from notifications.push_models import PushSubscription
from notifications.vapid_keys import from_base64url

MAX_BROWSERS = 20
AUTH_BYTES = 16


class TooManyBrowsers(DomainError):
    """The account has as many browsers as it can have."""

    status = 409
    code = "too_many_browsers"
    title = "As many browsers are told as there can be"


@dataclass(frozen=True)
class Browser:
    """What a browser gives of itself: where it is written to, its public key and its secret (base64url), and its name."""

    endpoint: str
    p256dh: str
    auth: str
    device: str

    def refuse_unfit(self) -> None:
        """Raise Invalid for what no message could be sent to."""
        _check(self.endpoint, self.p256dh, self.auth)

    @property
    def columns(self) -> dict[str, str]:
        """Return what a row has beside the endpoint."""
        return {"p256dh": self.p256dh, "auth": self.auth, "device": self.device[:100]}


@transaction.atomic
def subscribe(browser: Browser, *, by: User, sign_in: UserSession | None = None) -> PushSubscription:
    """Have a browser told of what concerns `by`; the same endpoint again is the same browser, with its newest keys.

    A browser belongs to whoever signed in there last: somebody else's subscription of it ends. It ends
    with `sign_in` too: who is signed out, from wherever, is told nothing more there.
    Raises Invalid, TooManyBrowsers.
    """
    browser.refuse_unfit()
    User.objects.select_for_update(no_key=True).get(pk=by.pk)  # counted under lock
    others = PushSubscription.objects.filter(user=by).exclude(endpoint=browser.endpoint)
    if others.count() >= MAX_BROWSERS:
        raise TooManyBrowsers(f"An account has up to {MAX_BROWSERS}. Turn notifications off in one of the others first.")
    kept, _ = PushSubscription.objects.filter(user__isnull=False).update_or_create(
        endpoint=browser.endpoint, defaults={**browser.columns, "user": by, "sign_in": sign_in}
    )
    kept.refresh_from_db()
    return kept


def keep_nobodys(browser: Browser) -> PushSubscription:
    """Return the row of a browser for something that needs no account, beside that of whoever is signed in on it.

    It is locked in the caller's transaction, who refers to it, and deletes it when nothing does any more. Raises Invalid.
    """
    browser.refuse_unfit()
    return PushSubscription.objects.update_or_create(endpoint=browser.endpoint, user=None, defaults=browser.columns)[0]


def unsubscribe(subscription: PushSubscription) -> None:
    """Tell this browser no more."""
    PushSubscription.objects.filter(pk=subscription.pk).delete()


def subscriptions_of(user: User) -> QuerySet[PushSubscription]:
    """Return a person's browsers, the newest first; MAX_BROWSERS at most."""
    return PushSubscription.objects.filter(user=user).order_by("-pk")


def _check(endpoint: str, p256dh: str, auth: str) -> None:
    try:
        read_url(endpoint)
    except NotPublic as error:
        raise Invalid(str(error), pointer="/endpoint") from error
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), from_base64url(p256dh))
    except ValueError as error:
        raise Invalid("This is no public key of a browser: an uncompressed P-256 point.", pointer="/keys/p256dh") from error
    if not _is_auth(auth):
        raise Invalid("The browser's secret has 16 bytes.", pointer="/keys/auth")


def _is_auth(auth: str) -> bool:
    try:
        return len(from_base64url(auth)) == AUTH_BYTES
    except ValueError:
        return False
