"""Adding, changing, renewing and removing endpoints. Sending again: webhooks/replaying.py."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from accounts.models import SecurityEventKind, User
from accounts.security import record_security_event
from common.errors import DomainError, Invalid
from common.public_http import NameUnknown, NotPublic, PublicHttp
from events.catalogue import EventType
from events.services import record
from vendors.api_keys import working_keys
from vendors.models import ApiKey, Vendor
from vendors.permissions import Permission, require_private
from webhooks import event_types as types
from webhooks.disabling import disable, enable, forget_failures, remove
from webhooks.models import DisabledReason, WebhookEndpoint
from webhooks.planning import offered_types
from webhooks.signing import earlier_in_force, new_secret, sealed

MAX_ENDPOINTS = 10
OVERLAP = timedelta(hours=24)
MAX_EARLIER_SECRETS = 5  # that sign beside the newest: each call is signed by all of them
CHECK_SECONDS = 5.0  # for finding the host, while somebody waits for the answer
http = PublicHttp()


class TooManyEndpoints(DomainError):
    """More endpoints than anybody keeps an eye on."""

    code = "too_many_endpoints"
    title = "This business has enough webhooks"


class TooManySecrets(DomainError):
    """A further secret would have to end one before its 24 hours are over."""

    code = "too_many_secrets"
    title = "This webhook has had enough new secrets for now"


class MadeEndpoint(NamedTuple):
    """An endpoint, and its secret: the only moment at which somebody can read it."""

    endpoint: WebhookEndpoint
    secret: str


def create_endpoint(
    vendor: Vendor,
    *,
    by: User,
    url: str,
    description: str = "",
    event_types: Sequence[str] = (),
    api_key: int | None = None,
    request: HttpRequest | None = None,
) -> MadeEndpoint:
    """Add an endpoint that is told of `event_types` (`name`, or `name@version`), or of everything where there are none.

    With `api_key` it is on for as long as that key works. Owners and managers.
    Raises Http404, NotAllowed, Invalid (an address that is not public, an unknown type or key), TooManyEndpoints.
    """
    require_private(by, vendor, Permission.WEBHOOKS_CHANGE)
    _refuse_unreachable(url)
    secret = new_secret()
    with transaction.atomic():
        locked = Vendor.objects.select_for_update(no_key=True).get(pk=vendor.pk)  # of two at once, one is the tenth
        if WebhookEndpoint.objects.filter(vendor=locked).count() >= MAX_ENDPOINTS:
            raise TooManyEndpoints(f"A business has at most {MAX_ENDPOINTS}. Remove one that is not used any more.")
        endpoint = WebhookEndpoint.objects.create(
            vendor=locked,
            api_key=_living_key(locked, api_key),
            url=url,
            description=description,
            event_types=_known_types(event_types),
            secret=sealed(secret),
        )
        _record(SecurityEventKind.WEBHOOK_CREATED, types.ENDPOINT_CREATED, endpoint, by=by, request=request)
    return MadeEndpoint(_shown(endpoint), secret)


def change_endpoint(
    endpoint: WebhookEndpoint, *, by: User, request: HttpRequest | None = None, **changes: Any
) -> WebhookEndpoint:
    """Change `url`, `description`, `event_types` or `is_enabled`; what is not named stays. Owners and managers.

    Turned off, what waits is given up; turned on, only what happens from then on is sent. A new address begins as if it had never
    failed. Raises as create_endpoint does.
    """
    require_private(by, endpoint.vendor, Permission.WEBHOOKS_CHANGE)
    if changes.get("url", endpoint.url) != endpoint.url:
        _refuse_unreachable(changes["url"])
    with transaction.atomic():
        locked = _locked(endpoint, by)
        _apply(locked, changes)
        _record(SecurityEventKind.WEBHOOK_CHANGED, types.ENDPOINT_CHANGED, locked, by=by, request=request, what=sorted(changes))
    return _shown(locked)


@transaction.atomic
def rotate_secret(endpoint: WebhookEndpoint, *, by: User, request: HttpRequest | None = None) -> MadeEndpoint:
    """Give an endpoint a new secret; each one before signs too until 24 hours after it was replaced. Owners and managers.

    Raises Http404, NotAllowed, TooManySecrets.
    """
    locked, now = _locked(endpoint, by), timezone.now()
    kept = earlier_in_force(locked, now)
    if len(kept) >= MAX_EARLIER_SECRETS:
        raise TooManySecrets(
            f"{MAX_EARLIER_SECRETS} earlier secrets still sign for their 24 hours. "
            f"Make another after {kept[0].until:%Y-%m-%d %H:%M} UTC, or add a second webhook."
        )
    secret = new_secret()
    locked.earlier_secrets = [{"secret": earlier.secret, "until": earlier.until.isoformat()} for earlier in kept]
    locked.previous_secret, locked.previous_until = locked.secret, now + OVERLAP
    locked.secret = sealed(secret)
    locked.save(update_fields=["secret", "previous_secret", "previous_until", "earlier_secrets"])
    _record(SecurityEventKind.WEBHOOK_ROTATED, types.SECRET_ROTATED, locked, by=by, request=request)
    return MadeEndpoint(_shown(locked), secret)


@transaction.atomic
def delete_endpoint(endpoint: WebhookEndpoint, *, by: User, request: HttpRequest | None = None) -> None:
    """Remove an endpoint at once, and let the log of what was sent to it go after it. Owners and managers.

    Raises Http404, NotAllowed.
    """
    locked = _locked(endpoint, by)
    _record(SecurityEventKind.WEBHOOK_DELETED, types.ENDPOINT_DELETED, locked, by=by, request=request)
    remove(locked)


def _apply(endpoint: WebhookEndpoint, changes: dict[str, Any]) -> None:
    if "event_types" in changes:
        endpoint.event_types = _known_types(changes["event_types"])
    if changes.get("url", endpoint.url) != endpoint.url:
        endpoint.url = changes["url"]
        forget_failures(endpoint)  # they are the old address's, as is the time that it asked for
    endpoint.description = changes.get("description", endpoint.description)
    endpoint.save(update_fields=["url", "description", "event_types"])
    is_on = endpoint.disabled_at is None
    if changes.get("is_enabled", is_on) and not is_on:
        enable(endpoint)
    elif not changes.get("is_enabled", is_on) and is_on:
        disable(endpoint, reason=DisabledReason.PERSON)


def _refuse_unreachable(url: str) -> None:
    try:
        http.check(url, seconds=CHECK_SECONDS)
    except (NotPublic, NameUnknown) as error:
        raise Invalid(str(error), pointer="/url", code="not_public") from error


def _known_types(wanted: Sequence[str]) -> list[str]:
    offered = {each.name: each for each in offered_types()}
    unknown = [name for name in wanted if not _is_offered(name, offered)]
    if unknown:
        raise Invalid(f"There is no event {', '.join(unknown)}.", pointer="/event_types", code="event_type")
    return list(dict.fromkeys(wanted))


def _is_offered(wanted: str, offered: dict[str, EventType]) -> bool:
    name, _, version = wanted.partition("@")
    known = offered.get(name)
    if known is None:
        return False
    return "@" not in wanted or (version.isascii() and version.isdecimal() and 1 <= int(version) <= known.version)


def _living_key(vendor: Vendor, pk: int | None) -> ApiKey | None:
    if pk is None:
        return None
    key = working_keys(timezone.now()).filter(vendor=vendor, pk=pk).first()
    if key is None:
        raise Invalid("There is no such key, or it has ended.", pointer="/api_key", code="does_not_exist")
    return key


def _locked(endpoint: WebhookEndpoint, by: User) -> WebhookEndpoint:
    rows = WebhookEndpoint.objects.select_for_update(of=("self",)).select_related("vendor")
    locked: WebhookEndpoint = get_object_or_404(rows, pk=endpoint.pk)
    require_private(by, locked.vendor, Permission.WEBHOOKS_CHANGE)
    return locked


def _shown(endpoint: WebhookEndpoint) -> WebhookEndpoint:
    return WebhookEndpoint.objects.with_key_state().select_related("vendor", "api_key").get(pk=endpoint.pk)


def _record(
    kind: SecurityEventKind,
    event_type: EventType,
    endpoint: WebhookEndpoint,
    *,
    by: User,
    request: HttpRequest | None,
    **data: Any,
) -> None:
    """Write it to the record of who did it, and tell the owners. Of the address only the host: paths hold secrets."""
    slug, host = endpoint.vendor.slug, urlsplit(endpoint.url).netloc
    record_security_event(kind, user=by, request=request, vendor=slug, endpoint=endpoint.pk, host=host, **data)
    record(event_type, subject=slug, payload={"vendor": slug, "endpoint": endpoint.pk})
