"""What is told of vendors: keys, the team, ownership, checks."""

import functools
from collections.abc import Iterator

from django.utils import timezone

from accounts.event_types import SECURITY
from accounts.models import SecurityEvent, SecurityEventKind, User
from events.catalogue import EventType
from events.models import Event
from notifications import checks, composing, team
from notifications.models import Channel
from notifications.notices import Facts, Group, Notice, Recipient, add_notice
from notifications.rendering import compose_with
from vendors import event_types as types
from vendors.models import ApiKey, Invitation, Membership, OwnershipOffer, Vendor, VerificationCheck
from vendors.services import mint_token, note_invited

BY_MAIL = frozenset({Channel.MAIL})
ROLE_EVENTS = (SECURITY[SecurityEventKind.MEMBER_ROLE_CHANGED], SECURITY[SecurityEventKind.MEMBER_REMOVED])


def owners(event: Event) -> Iterator[Recipient]:
    """Yield the owners of the vendor whose slug is the event's subject."""
    found = Membership.objects.owners().filter(vendor__slug=event.subject, user__is_active=True).select_related("user")
    yield from (Recipient.of(owner.user) for owner in found.order_by("pk").iterator(500))


def _key(event: Event, _: Recipient) -> Facts:
    key = ApiKey.objects.select_related("vendor", "created_by").get(pk=event.payload["key"])
    by = User.objects.filter(pk=event.payload["by"]).first()
    return {"key": key, "at": event.recorded_at, "by": by}


def _invitation(event: Event) -> Invitation | None:
    """Return the invitation while this round of it still counts."""
    rounds = Invitation.objects.open().filter(pk=event.payload["invitation"], round=event.payload["round"])
    return rounds.filter(expires_at__gt=timezone.now()).select_related("vendor", "invited_by").first()


def _invited(event: Event) -> Iterator[Recipient]:
    """Yield the invited address alone: an account that has it need not know yet that somebody means it."""
    if (invitation := _invitation(event)) is not None:
        yield Recipient(email=invitation.email)


def _invitation_facts(event: Event, _: Recipient) -> Facts | None:
    """The link is made when the mail goes out, and is kept nowhere."""
    invitation = _invitation(event)
    return invitation and {"invitation": invitation, "token": mint_token(invitation)}


def _note_invited(event: Event, _: Recipient) -> None:
    if (invitation := _invitation(event)) is not None:
        note_invited(invitation)


def _offer(event: Event) -> OwnershipOffer:
    offers = OwnershipOffer.objects.select_related("vendor", "offered_by", "offered_to")
    return offers.get(pk=event.payload["offer"])


def _heir(event: Event) -> Iterator[Recipient]:
    yield Recipient.of(_offer(event).offered_to)


def _both(event: Event) -> Iterator[Recipient]:
    offer = _offer(event)
    yield from (Recipient.of(user) for user in (offer.offered_by, offer.offered_to))


def _offer_facts(event: Event, _: Recipient) -> Facts:
    return {"offer": _offer(event)}


def _change(event: Event) -> SecurityEvent:
    return SecurityEvent.objects.select_related("user").get(pk=event.payload["security_event"])


def _member(event: Event) -> Iterator[Recipient]:
    """Yield whose role another changed; nobody where it was their own doing."""
    change = _change(event)
    if change.user is not None and change.by_id is not None:
        yield Recipient.of(change.user)


def _role_facts(event: Event, _: Recipient) -> Facts:
    change = _change(event)
    role = change.data["role"] if change.kind == SecurityEventKind.MEMBER_ROLE_CHANGED else None
    return {"vendor": Vendor.objects.get(slug=change.data["vendor"]), "role": role}


def _check(event: Event) -> VerificationCheck:
    return VerificationCheck.objects.select_related("vendor").get(pk=event.payload["check"])


def _check_facts(event: Event, _: Recipient, *names: str) -> Facts:
    return {"check": _check(event), **{name: event.payload[name] for name in names}}


def _declare(kind: str, title: str, about: str, *events: EventType, **more: object) -> Notice:
    given = {"group": Group.SHOP, "audience": owners, **more}
    return add_notice(Notice(kind, events, title, about, **given))  # type: ignore[arg-type] # fields by name, as Notice has them


for _kind, _event in (
    ("api_key_created", types.API_KEY_CREATED),
    ("api_key_rotated", types.API_KEY_ROTATED),
    ("api_key_revoked", types.API_KEY_REVOKED),
):
    _declare(_kind, _event.about.removesuffix("."), "To the owners of the business.", _event, facts=_key, required=True)
    compose_with(_kind, functools.partial(composing.api_key, _kind))
INVITATION = _declare(
    "invitation",
    "Invitations to a team",
    "A business invites you, with the link to answer.",
    types.MEMBER_INVITED,
    group=Group.ACCOUNT,
    audience=_invited,
    facts=_invitation_facts,
    sent=_note_invited,
    on=BY_MAIL,
    offered=BY_MAIL,
)
OWNERSHIP_OFFER = _declare(
    "ownership_offer",
    "Offers of ownership",
    "An owner offers you their business.",
    types.OWNERSHIP_OFFERED,
    audience=_heir,
    facts=_offer_facts,
)
OWNERSHIP_TRANSFERRED = _declare(
    "ownership_transferred",
    "New owner",
    "Your business has another owner.",
    types.OWNERSHIP_TRANSFERRED,
    audience=_both,
    facts=_offer_facts,
    required=True,
)
TEAM_CHANGED = _declare(
    "team_changed",
    "My role in a team",
    "Somebody changed your role, or ended it.",
    *ROLE_EVENTS,
    audience=_member,
    facts=_role_facts,
    required=True,
)
CHECK_EXPIRING = _declare(
    "check_expiring",
    "Checks that run out",
    "A month and a week before a check of your business runs out.",
    types.CHECK_EXPIRING,
    facts=lambda event, to: _check_facts(event, to, "days"),
)
CHECK_EXPIRED = _declare(
    "check_expired",
    "Checks that ran out",
    "A check of your business ran out.",
    types.CHECK_EXPIRED,
    facts=_check_facts,
    required=True,
)
CHECK_DECIDED = _declare(
    "check_decided",
    "Decisions about checks",
    "What we decided about a check of your business, and why.",
    types.CHECK_DECIDED,
    facts=lambda event, to: _check_facts(event, to, "status"),
    required=True,
)
compose_with("invitation", team.invitation)
compose_with("ownership_offer", team.ownership_offer)
compose_with("ownership_transferred", team.ownership_transferred)
compose_with("team_changed", team.team_changed)
compose_with("check_expiring", checks.check_expiring)
compose_with("check_expired", checks.check_expired)
compose_with("check_decided", checks.check_decided)
