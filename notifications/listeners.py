"""Who is told of which event; registered in config/listeners.py, run by the outbox's workers after the commit."""

import functools
from collections.abc import Callable, Iterable

from django.utils import timezone

from accounts.models import SecurityEvent, SecurityEventKind, User
from events.models import Event
from ledger.reads import leaf_hash_of
from notifications import checks, composing, team
from notifications.sending import Mail, send_once
from orders.erasure import ERASED_EMAIL
from orders.models import Order
from orders.statuses import Status
from vendors.models import ApiKey, Invitation, Membership, OwnershipOffer, Vendor, VerificationCheck
from vendors.services import mint_token, note_invited


def tell_vendor(event: Event) -> None:
    """Mail everybody of the vendor's team. Listens to `order.placed`."""
    order = _order(event)
    members = order.vendor.memberships.filter(user__is_active=True).order_by("pk").values_list("user__email", flat=True)
    _mail_all(event, "new_order", members, lambda: composing.new_order(order))


def confirm_order(event: Event) -> None:
    """Mail the customer the tracking link. Listens to `order.placed`."""
    order = _order(event)
    _mail_customer(event, "order_confirmation", order, lambda: composing.order_confirmation(order))


def tell_customer(event: Event) -> None:
    """Mail the customer the entry. Listens to `order.status_changed`."""
    order = _order(event)
    entry = order.history.get(sequence=event.sequence or 0)
    leaf_hash = functools.partial(leaf_hash_of, order.chain_id, entry.sequence)
    _mail_customer(event, "status_changed", order, lambda: composing.status_changed(order, entry, leaf_hash=leaf_hash()))


def invite_to_review(event: Event) -> None:
    """Mail the customer of a completed order, once, to ask for a review. Listens to `review.invited`."""
    order = _order(event)
    entry = order.history.filter(status=Status.COMPLETED).latest("sequence")
    leaf_hash = functools.partial(leaf_hash_of, order.chain_id, entry.sequence)
    _mail_customer(event, "please_review", order, lambda: composing.please_review(order, entry, leaf_hash=leaf_hash()))


def tell_reviewer(event: Event) -> None:
    """Mail the customer that the vendor answered. Listens to `review.responded`."""
    order = _order(event)
    _mail_customer(event, "review_answered", order, lambda: composing.review_answered(order))


def tell_owners_of_key(event: Event) -> None:
    """Mail the vendor's owners that a key was made, renewed or revoked. Listens to `vendor.api_key_*`."""
    key = ApiKey.objects.select_related("vendor", "created_by").get(pk=event.payload["key"])
    owners = Membership.objects.owners().filter(vendor=key.vendor_id, user__is_active=True).order_by("pk")
    by = User.objects.filter(pk=event.payload["by"]).first()
    kind = event.type.removeprefix("vendor.")
    recipients = owners.values_list("user__email", flat=True)
    _mail_all(event, kind, recipients, lambda: composing.api_key(key, kind, at=event.recorded_at, by=by))


def tell_invited(event: Event) -> None:
    """Mail the link of an invitation, made at this moment, where its round still counts. Listens to `vendor.member_invited`."""
    rounds = Invitation.objects.open().filter(pk=event.payload["invitation"], round=event.payload["round"])
    invitation = rounds.filter(expires_at__gt=timezone.now()).select_related("vendor", "invited_by").first()
    if invitation is None:
        return
    is_sent = send_once(
        event,
        kind="invitation",
        recipient=invitation.email,
        compose=lambda: team.invitation(invitation, token=mint_token(invitation)),
    )
    if is_sent:
        note_invited(invitation)


def tell_heir(event: Event) -> None:
    """Mail who is offered a vendor. Listens to `vendor.ownership_offered`."""
    offer = _offer(event)
    send_once(event, kind="ownership_offer", recipient=offer.offered_to.email, compose=lambda: team.ownership_offer(offer))


def tell_both(event: Event) -> None:
    """Mail the old owner and the new one. Listens to `vendor.ownership_transferred`."""
    offer = _offer(event)
    both = [offer.offered_by.email, offer.offered_to.email]
    _mail_all(event, "ownership_transferred", both, lambda: team.ownership_transferred(offer))


def tell_member(event: Event) -> None:
    """Mail somebody that another changed their role or ended it. Listens to `security.member.role_changed` and `…removed`."""
    change = SecurityEvent.objects.select_related("user").get(pk=event.payload["security_event"])
    if change.user is None or change.by_id is None:  # their own doing
        return
    vendor = Vendor.objects.get(slug=change.data["vendor"])
    role = change.data["role"] if change.kind == SecurityEventKind.MEMBER_ROLE_CHANGED else None
    send_once(event, kind="team_changed", recipient=change.user.email, compose=lambda: team.team_changed(vendor, role=role))


def tell_of_check(event: Event) -> None:
    """Mail the vendor's owners. Listens to `vendor.check_expiring`, `…expired` and `…decided`."""
    found = VerificationCheck.objects.select_related("vendor").get(pk=event.payload["check"])
    owners = Membership.objects.owners().filter(vendor=found.vendor_id).order_by("pk").values_list("user__email", flat=True)
    compose: dict[str, Callable[[], Mail]] = {
        "vendor.check_expiring": lambda: checks.check_expiring(found, days=event.payload["days"]),
        "vendor.check_expired": lambda: checks.check_expired(found),
        "vendor.check_decided": lambda: checks.check_decided(found, status=event.payload["status"]),
    }
    _mail_all(event, event.type.removeprefix("vendor."), owners, compose[event.type])


def _offer(event: Event) -> OwnershipOffer:
    return OwnershipOffer.objects.select_related("vendor", "offered_by", "offered_to").get(pk=event.payload["offer"])


def _order(event: Event) -> Order:
    return Order.objects.select_related("vendor", "chain").prefetch_related("items__order").get(uid=event.subject)


def _mail_customer(event: Event, kind: str, order: Order, compose: Callable[[], Mail]) -> None:
    """Mail the order's contact, unless it was erased in the meantime."""
    if order.contact_email != ERASED_EMAIL:
        send_once(event, kind=kind, recipient=order.contact_email, compose=compose)


def _mail_all(event: Event, kind: str, recipients: Iterable[str], compose: Callable[[], Mail]) -> None:
    """Mail each; an address that fails keeps none of the others waiting, and is tried again with the event."""
    failures: list[Exception] = []
    for recipient in recipients:
        try:
            send_once(event, kind=kind, recipient=recipient, compose=compose)
        except Exception as error:
            failures.append(error)
    if failures:
        raise failures[0]
