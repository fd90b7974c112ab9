"""What is told of an account's security. Nobody can switch these off; codes and links of a request are allauth's."""

from collections.abc import Callable, Iterator

from accounts.devices import device_in_words
from accounts.event_types import SECURITY, TOKENS_REVOKED
from accounts.factors import SMS
from accounts.models import EmailChange, RevokeReason, SecurityEvent, SecurityEventKind, User
from accounts.places import place_of
from events.catalogue import EventType
from events.models import Event
from notifications.event_types import ADDRESS_BLOCKED
from notifications.models import BlockReason, Channel
from notifications.notices import Facts, Group, Notice, Recipient, add_notice
from vendors.models import Vendor

IN_APP = frozenset({Channel.INBOX})


def _security_event(event: Event) -> SecurityEvent:
    return SecurityEvent.objects.select_related("user").get(pk=event.payload["security_event"])


def _owner_if(holds: Callable[[SecurityEvent], bool]) -> Callable[[Event], Iterator[Recipient]]:
    def owner(event: Event) -> Iterator[Recipient]:
        found = _security_event(event)
        if found.user is not None and holds(found):
            yield Recipient.of(found.user)

    return owner


def _reuser(event: Event) -> Iterator[Recipient]:
    """Yield whose refresh token a copy was made of."""
    if event.payload["reason"] == RevokeReason.REUSE:
        yield Recipient.of(User.objects.get(pk=event.payload["user"]))


def _both_addresses(event: Event) -> Iterator[Recipient]:
    """Yield the old address and the new one; the account's own inbox is that of the new one."""
    found = _security_event(event)
    change = EmailChange.objects.filter(pk=found.data.get("change")).first()
    if change is not None:
        yield Recipient(email=change.old_email)
        yield Recipient(user=found.user, email=change.new_email)


def _where(event: Event, _: Recipient) -> Facts:
    found = _security_event(event)
    network = found.network
    return {
        "when": found.recorded_at,
        "device": device_in_words(found.user_agent),
        "network": network,
        "place": place_of(network),
    }


def _when_and_network(event: Event, to: Recipient) -> Facts:
    facts = _where(event, to)
    return {name: facts[name] for name in ("when", "network")}


def _where_and_vendor(event: Event, to: Recipient) -> Facts:
    return {**_where(event, to), "vendor": Vendor.objects.get(slug=_security_event(event).data["vendor"])}


def _when(event: Event, _: Recipient) -> Facts:
    return {"when": event.recorded_at}


def _change(event: Event, to: Recipient) -> Facts | None:
    change = EmailChange.objects.filter(pk=_security_event(event).data.get("change")).first()
    if change is None:
        return None
    return {**_where(event, to), "old_email": change.old_email, "new_email": change.new_email}


def _blocked(event: Event, _: Recipient) -> Facts:
    return {"reason": BlockReason(event.payload["reason"]), "at": event.recorded_at}


def _whose_address(event: Event) -> Iterator[Recipient]:
    yield from (Recipient.of(user) for user in User.objects.filter(pk=event.payload["user"], is_active=True))


def _declare(kind: str, title: str, event_type: EventType, audience: object, facts: object, **more: object) -> Notice:
    given = {"about": event_type.about, "group": Group.SECURITY, "required": True, "audience": audience, "facts": facts, **more}
    notice = Notice(kind, (event_type,), title, **given)  # type: ignore[arg-type] # fields by name, as Notice has them
    return add_notice(notice)


TOKEN_REUSE = _declare("token_reuse", "A copied sign-in", TOKENS_REVOKED, _reuser, _when)
SIGN_IN_BLOCKED = _declare(
    "sign_in_blocked",
    "Somebody tries to sign in",
    SECURITY[SecurityEventKind.SIGN_IN_BLOCKED],
    _owner_if(lambda found: found.data.get("attempts") == 1),
    _where,
)
NEW_DEVICE = _declare(
    "new_device", "Sign-in on a new device", SECURITY[SecurityEventKind.NEW_DEVICE], _owner_if(lambda _: True), _where
)
EMAIL_CHANGE_DONE = _declare(
    "email_change_done", "E-mail changed", SECURITY[SecurityEventKind.EMAIL_CHANGED], _both_addresses, _change
)
SMS_FACTOR_USED = _declare(
    "sms_factor_used",
    "Signed in by SMS code",
    SECURITY[SecurityEventKind.FACTOR_USED],
    _owner_if(lambda found: found.data.get("type") == SMS),
    _when_and_network,
)
RECOVERY_CODE_USED = _declare(
    "recovery_code_used",
    "Recovery code used",
    SECURITY[SecurityEventKind.RECOVERY_CODE_USED],
    _owner_if(lambda _: True),
    _when_and_network,
)
FACTORS_RESET = _declare(
    "factors_reset",
    "Second factors reset",
    SECURITY[SecurityEventKind.FACTOR_REMOVED],
    _owner_if(lambda found: found.data.get("reset") is True),
    _when,
)
TABLET_ADDED = _declare(
    "tablet_added",
    "Shared tablet set up",
    SECURITY[SecurityEventKind.TABLET_ADDED],
    _owner_if(lambda _: True),
    _where_and_vendor,
)
PIN_SET = _declare(
    "pin_set", "PIN for shared tablets set", SECURITY[SecurityEventKind.PIN_SET], _owner_if(lambda _: True), _where_and_vendor
)
PIN_LOCKED = _declare(
    "pin_locked",
    "PIN for shared tablets locked",
    SECURITY[SecurityEventKind.PIN_LOCKED],
    _owner_if(lambda _: True),
    _where_and_vendor,
)
ADDRESS_BLOCKED_NOTICE = _declare(
    "address_blocked", "My e-mail address", ADDRESS_BLOCKED, _whose_address, _blocked, on=IN_APP, offered=IN_APP
)
