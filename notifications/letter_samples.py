"""Made-up facts for the letters that are declared here."""

from typing import Any

from accounts.models import User
from common.letters.samples import SOME_TIME, Facts, Filling, add_sample, sample_of
from ledger.encoding import encode64
from ledger.models import Chain
from notifications.models import BlockReason
from orders.models import Fulfilment, Order, OrderItem, OrderStatusHistory
from orders.statuses import NEEDS_REASON, Status
from vendors.models import ApiKey, CheckKind, CheckStatus, Invitation, MembershipRole, OwnershipOffer, Vendor, VerificationCheck
from vendors.models.check_words import CheckReason

LEAF_HASH = encode64(b"\xfb" * 32)
MOST_LINES = 50


def vendor_for(fill: Filling) -> Vendor:
    """Return a made-up business."""
    name, slug = fill(Vendor, "name", "Crumb & Co"), "x" * 80 if fill.is_longest else "crumb-and-co"
    return Vendor(pk=1, slug=slug, name=name, timezone="Europe/London")


def order_for(fill: Filling) -> Order:
    """Return a made-up order, with items."""
    vendor = vendor_for(fill)
    order = Order(
        pk=1, uid="u" * 22, chain=Chain(pk=1, chain_id=bytes(32)), vendor=vendor, reference="K7M2QX",
        fulfilment=Fulfilment.DELIVERY, contact_name=fill(Order, "contact_name", "Ada Lovelace"),
        note=fill(Order, "note", "Please ring twice."), currency="GBP",
        total_minor=10**11 if fill.is_longest else 1430, placed_at=SOME_TIME, contact_email="ada@example.com",
    )  # fmt: skip
    name = fill(OrderItem, "name", "Sourdough loaf")
    price, quantity = (10**11, 999) if fill.is_longest else (715, 2)
    count = MOST_LINES if fill.is_longest else 1
    order.keep(items=[OrderItem(name=name, unit_price_minor=price, quantity=quantity) for _ in range(count)])
    return order


def entry_for(fill: Filling, status: Status) -> dict[str, Any]:
    """Return an order with an entry of its history, and the entry's hash."""
    order = order_for(fill)
    entry = OrderStatusHistory(
        order=order, sequence=2**31 - 1 if fill.is_longest else 2, status=status,
        note=fill(OrderStatusHistory, "note", "Baked at six this morning."),
        reason=fill(OrderStatusHistory, "reason", "We ran out of flour.") if status in NEEDS_REASON else "",
        recorded_at=SOME_TIME, estimated_ready_at=SOME_TIME if status == Status.ACCEPTED else None,
    )  # fmt: skip
    return {"order": order, "entry": entry, "leaf_hash": LEAF_HASH}


def person_for(fill: Filling) -> User:
    """Return a made-up person."""
    return User(pk=1, email="grace@example.com", name=fill(User, "name", "Grace Hopper"))


def check_for(fill: Filling, kind: CheckKind, **fields: Any) -> VerificationCheck:
    """Return a made-up check."""
    reason = fill(VerificationCheck, "reason", "The second page is cut off.")
    return VerificationCheck(vendor=vendor_for(fill), kind=kind, expires_at=SOME_TIME, reason=reason, **fields)


for _status in Status:
    add_sample("status_changed", _status.label, lambda fill, status=_status: entry_for(fill, status))  # type: ignore[misc]  # a default is bound
for _kind, _waits_as in (
    ("order_unanswered", Status.PLACED),
    ("cancel_offered", Status.PLACED),
    ("pickup_waiting", Status.READY_FOR_PICKUP),
    ("pickup_not_collected", Status.READY_FOR_PICKUP),
):
    for _number in (1, 2) if _waits_as == Status.READY_FOR_PICKUP else (None,):

        @sample_of(_kind, f"reminder {_number}" if _number else "")
        def _waiting(fill: Filling, status: Status = _waits_as, number: int | None = _number) -> Facts:
            return {**entry_for(fill, status), **({"reminder": number} if number else {})}


for _kind in ("api_key_created", "api_key_rotated", "api_key_revoked"):

    @sample_of(_kind)
    def _key(fill: Filling) -> Facts:
        key = ApiKey(vendor=vendor_for(fill), name=fill(ApiKey, "name", "Till in the shop"), prefix="a1b2c3d4")
        return {"key": key, "at": SOME_TIME, "by": person_for(fill)}


for _check_kind in CheckKind:

    @sample_of("check_expiring", str(_check_kind.label))
    def _expiring(fill: Filling, kind: CheckKind = _check_kind) -> Facts:
        return {"check": check_for(fill, kind), "days": 7 if fill.is_longest else 30}

    @sample_of("check_expired", str(_check_kind.label))
    def _expired(fill: Filling, kind: CheckKind = _check_kind) -> Facts:
        return {"check": check_for(fill, kind)}


for _decision in (CheckStatus.APPROVED, CheckStatus.WAIVED, CheckStatus.REJECTED, CheckStatus.WITHDRAWN):

    @sample_of("check_decided", str(_decision.label))
    def _decided(fill: Filling, status: CheckStatus = _decision) -> Facts:
        check = check_for(fill, CheckKind.BUSINESS_REGISTRATION, reason_code=CheckReason.NOT_IN_REGISTER)
        return {"check": check, "status": str(status)}


for _role in MembershipRole:

    @sample_of("invitation", str(_role.label))
    def _invitation(fill: Filling, role: MembershipRole = _role) -> Facts:
        host = person_for(fill)
        found = Invitation(vendor=vendor_for(fill), email="b@example.com", role=role, invited_by=host, expires_at=SOME_TIME)
        return {"invitation": found, "token": "t" * 43}

    @sample_of("team_changed", str(_role.label))
    def _role_given(fill: Filling, role: MembershipRole = _role) -> Facts:
        return {"vendor": vendor_for(fill), "role": str(role)}


@sample_of("team_changed", "left")
def _left(fill: Filling) -> Facts:
    return {"vendor": vendor_for(fill), "role": None}


@sample_of("ownership_offer")
@sample_of("ownership_transferred")
def _offer(fill: Filling) -> Facts:
    people = {"offered_by": person_for(fill), "offered_to": person_for(fill)}
    return {"offer": OwnershipOffer(vendor=vendor_for(fill), expires_at=SOME_TIME, **people)}


@sample_of("new_order")
def _order(fill: Filling) -> Facts:
    return {"order": order_for(fill)}


@sample_of("order_confirmation")
def _confirmation(fill: Filling) -> Facts:
    return {"order": order_for(fill), "leaf_hash": LEAF_HASH}


@sample_of("new_device")
@sample_of("sign_in_blocked")
def _seen(fill: Filling) -> Facts:
    network = "2001:db8:85a3::/48" if fill.is_longest else "192.0.2.0/24"
    device, place = fill.text("Firefox on Windows", 120), fill.text("Bristol, United Kingdom", 120)
    return {"when": SOME_TIME, "device": device, "network": network, "place": place}


@sample_of("tablet_added")
@sample_of("pin_set")
@sample_of("pin_locked")
def _at_the_counter(fill: Filling) -> Facts:
    return {**_seen(fill), "vendor": vendor_for(fill)}


@sample_of("email_change_done")
def _email_changed(fill: Filling) -> Facts:
    longest = "a" * 242 + "@example.com"
    emails = {"old_email": longest if fill.is_longest else "ada@example.com", "new_email": "ada@example.org"}
    return {**_seen(fill), **emails}


@sample_of("sms_factor_used")
@sample_of("recovery_code_used")
def _factor_used(fill: Filling) -> Facts:
    return {"when": SOME_TIME, "network": "192.0.2.0/24"}


@sample_of("factors_reset")
@sample_of("token_reuse")
def _at(_: Filling) -> Facts:
    return {"when": SOME_TIME}


for _reason in BlockReason:

    @sample_of("address_blocked", str(_reason.label))
    def _blocked(_: Filling, reason: BlockReason = _reason) -> Facts:
        return {"reason": reason, "at": SOME_TIME}


@sample_of("digest")
def _digest(fill: Filling) -> Facts:
    told = [("ownership_offer", _offer(fill)), ("check_expiring", {"check": check_for(fill, CheckKind.ADDRESS), "days": 30})]
    return {"told": told * 25 if fill.is_longest else told, "more": 7 if fill.is_longest else 0}
