"""A business that reviews itself: its customer is of its people, or shares marks with them.

What is compared is kept anyway, for sign-ins and orders (SecurityEvent, RememberedDevice, the order's contact). Nothing is
stored of it but which kinds of marks were shared, and with whom. No card is kept
here, nor a mark of one, so cards are not compared.
"""

from collections.abc import Iterable
from datetime import timedelta

from accounts.models import RememberedDevice, SecurityEvent, SecurityEventKind, User
from moderation.foul_play.base import Finding, Watch
from reviews.models import Review
from vendors.models import FormerMember, Membership, Vendor

LOOKED_BACK = timedelta(days=90)
MOST_MEMBERS, MOST_EVENTS = 50, 500
SIGN_INS = (SecurityEventKind.SIGNED_IN, SecurityEventKind.TOKENS_ISSUED)
#: What each kind of mark weighs. A network alone is weak: cafés and phone companies share theirs.
WEIGHTS = {"team": 100, "device": 90, "phone": 90, "address": 60, "network_and_browser": 50, "network": 25}


def look(review: Review) -> Finding | None:
    """Point at marks that the author shares with somebody who is, or was, of the vendor's team."""
    team = _team(review)
    marks: dict[str, list[int]] = {
        "team": [review.author_id] if review.author_id in team else [],
        "device": _devices(review.author_id, team),
        "phone": _phones(review, team),
        "address": [0] if _same_place(review.order.address, review.vendor) else [],
        **_networks(review, team),
    }
    shared = {kind: people for kind, people in marks.items() if people}
    if not shared:
        return None
    people = sorted(set().union(*shared.values()) - {0})
    return Finding(max(WEIGHTS[kind] for kind in shared), {"marks": sorted(shared), "people": people})


def _team(review: Review) -> list[int]:
    now = Membership.objects.filter(vendor=review.vendor_id).values_list("user_id", flat=True)[:MOST_MEMBERS]
    since = review.created_at - LOOKED_BACK * 4
    former = FormerMember.objects.filter(vendor=review.vendor_id, left_at__gt=since).values_list("user_id", flat=True)
    return sorted({*now, *former[:MOST_MEMBERS]})


def _devices(author: int, team: list[int]) -> list[int]:
    """Return whose remembered browser is the author's too."""
    own = RememberedDevice.objects.filter(user=author).values("key_hash")
    shared = RememberedDevice.objects.filter(user__in=team, key_hash__in=own).exclude(user=author)
    return list(shared.values_list("user_id", flat=True).distinct())


def _phones(review: Review, team: list[int]) -> list[int]:
    numbers = {review.author.phone, review.order.contact_phone} - {""}
    people = User.objects.filter(pk__in=team, phone__in=numbers).exclude(pk=review.author_id)
    return [*people.values_list("pk", flat=True), *([0] if review.vendor.phone in numbers else [])]


def _same_place(address: dict[str, str] | None, vendor: Vendor) -> bool:
    """Say whether the order was brought to the vendor's own door."""
    if not address or not vendor.postcode or not vendor.line1:
        return False
    there = (address.get("postcode", ""), address.get("line1", ""))
    return [_plain(one) for one in there] == [_plain(vendor.postcode), _plain(vendor.line1)]


def _networks(review: Review, team: list[int]) -> dict[str, list[int]]:
    """Return who of the team signed in from a network of the author's, and who with the same browser there too."""
    since = review.created_at - LOOKED_BACK
    events = SecurityEvent.objects.filter(kind__in=SIGN_INS, recorded_at__gt=since).exclude(network="").order_by("-id")
    own = set(events.filter(user=review.author_id).values_list("network", "user_agent")[:MOST_EVENTS])
    theirs = events.filter(user__in=team, network__in={network for network, _ in own}).exclude(user=review.author_id)
    rows = list(theirs.values_list("user_id", "network", "user_agent")[:MOST_EVENTS])
    return {
        "network_and_browser": _people(user for user, network, agent in rows if (network, agent) in own and agent),
        "network": _people(user for user, _, _ in rows),
    }


def _people(ids: Iterable[int | None]) -> list[int]:
    return sorted({pk for pk in ids if pk is not None})


def _plain(text: str) -> str:
    return "".join(text.casefold().split())


WATCH = Watch(
    "self_purchase",
    1,
    "A business that reviews itself",
    "The customer is or was of the business's team, or shares a browser, a phone number, an address or a network with it.",
    look=look,
)
