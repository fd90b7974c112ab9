"""Handing a vendor over: the owner offers, the other accepts."""

from datetime import timedelta
from http import HTTPStatus

from django.db import transaction
from django.http import Http404, HttpRequest
from django.utils import timezone

from accounts.models import SecurityEventKind, User
from accounts.security import record_security_event
from common.errors import DomainError, Invalid
from events.services import record
from vendors.event_types import OWNERSHIP_OFFERED, OWNERSHIP_TRANSFERRED
from vendors.models import Membership, MembershipRole, OfferState, OwnershipOffer, Vendor
from vendors.permissions import ROLE_PERMISSIONS, Permission, has_permission, require_private
from vendors.services.ending import end_identity_without, hold_standing_checks
from vendors.services.team import lock_vendor, set_role

VALID_FOR = timedelta(days=7)


class OfferOpen(DomainError):
    """One offer at a time."""

    code = "offer_open"
    title = "There is an open offer already"


class OfferOver(DomainError):
    """It was answered, withdrawn, or its time ran out."""

    code = "offer_over"
    status = HTTPStatus.GONE
    title = "This offer does not stand any more"


def open_offer(vendor: Vendor, *, seen_by: User) -> OwnershipOffer | None:
    """Return the offer that can be accepted now, for who made it, whom it is for and the other owners; else None."""
    offers = OwnershipOffer.objects.filter(vendor=vendor, state=OfferState.OPEN, expires_at__gt=timezone.now())
    offer = offers.select_related("offered_by", "offered_to").first()
    if offer is None:
        return None
    may_see = offer.offered_to_id == seen_by.pk or has_permission(seen_by, vendor, Permission.OWNERSHIP_OFFER)
    return offer if may_see else None


@transaction.atomic
def offer_ownership(vendor: Vendor, *, by: User, member_id: int) -> OwnershipOffer:
    """Offer the vendor to another member, for seven days. Owners only. Raises NotAllowed, Invalid, OfferOpen."""
    locked = lock_vendor(vendor.pk)
    require_private(by, locked, Permission.OWNERSHIP_OFFER)
    member = Membership.objects.select_related("user").filter(vendor=locked, pk=member_id).exclude(user=by).first()
    if member is None:
        raise Invalid("Choose somebody else of the team.", pointer="/member", code="does_not_exist")
    now = timezone.now()
    standing = OwnershipOffer.objects.filter(vendor=locked, state=OfferState.OPEN)
    standing.filter(expires_at__lte=now).update(state=OfferState.WITHDRAWN, closed_at=now)
    if standing.exists():
        raise OfferOpen("Withdraw it first, or wait for the answer.")
    offer = OwnershipOffer.objects.create(vendor=locked, offered_by=by, offered_to=member.user, expires_at=now + VALID_FOR)
    record(OWNERSHIP_OFFERED, subject=locked.slug, payload={"offer": offer.pk})
    return offer


@transaction.atomic
def accept_ownership(vendor: Vendor, *, by: User, request: HttpRequest | None = None, end_checks: bool = False) -> Membership:
    """Become the owner; who offered it becomes a manager. `end_checks` agrees to what it costs, as where an owner leaves.

    Raises Http404 (nothing is offered to `by`), OfferOver, ChecksWouldEnd.
    """
    hold_standing_checks(vendor)  # checks first, then the vendor: in that order everywhere
    locked, offer = _locked(vendor)
    if offer is None or offer.offered_to_id != by.pk:
        raise Http404
    people = {row.user_id: row for row in Membership.objects.filter(vendor=locked).select_related("user", "vendor")}
    new, old = people.get(by.pk), people.get(offer.offered_by_id)
    stands = old is not None and old.user.is_active and Permission.OWNERSHIP_OFFER in ROLE_PERMISSIONS[old.role]
    if new is None or old is None or not stands:
        raise OfferOver("One of the two is not in that place any more.")
    end_identity_without(old, by=by, is_agreed=end_checks)
    _close(offer, OfferState.ACCEPTED)
    set_role(new, MembershipRole.OWNER, by=by, request=request)
    set_role(old, MembershipRole.MANAGER, by=by, request=request)
    for member in (new, old):
        record_security_event(
            SecurityEventKind.OWNERSHIP_TRANSFERRED, user=member.user, by=by, request=request, vendor=locked.slug, offer=offer.pk
        )
    record(OWNERSHIP_TRANSFERRED, subject=locked.slug, payload={"offer": offer.pk})
    return new


@transaction.atomic
def end_offer(vendor: Vendor, *, by: User) -> None:
    """Withdraw the open offer, as an owner, or decline it, as who it is for. Raises Http404."""
    locked, offer = _locked(vendor)
    if offer is None:
        raise Http404
    if offer.offered_to_id == by.pk:
        _close(offer, OfferState.DECLINED)
    elif has_permission(by, locked, Permission.OWNERSHIP_OFFER):
        _close(offer, OfferState.WITHDRAWN)
    else:
        raise Http404


def _locked(vendor: Vendor) -> tuple[Vendor, OwnershipOffer | None]:
    locked = lock_vendor(vendor.pk)
    offers = OwnershipOffer.objects.select_for_update(of=("self",)).select_related("offered_by", "offered_to")
    return locked, offers.filter(vendor=locked, state=OfferState.OPEN, expires_at__gt=timezone.now()).first()


def _close(offer: OwnershipOffer, state: OfferState) -> None:
    offer.state, offer.closed_at = state, timezone.now()
    offer.save(update_fields=["state", "closed_at"])
