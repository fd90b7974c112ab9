"""How people come into a team: by an invitation that they see, and accept or not.

The link's token is made while its mail is written (by a worker, `mint_token`) and kept as a hash alone, so neither the
database nor the events hold what opens it. Sending again starts a new round: the link of an older one is worth nothing.
"""

import hashlib
import secrets
from datetime import timedelta
from http import HTTPStatus

from allauth.account.models import EmailAddress
from django.db import transaction
from django.http import Http404, HttpRequest
from django.utils import timezone
from rest_framework.exceptions import Throttled

from accounts.models import SecurityEventKind, User
from accounts.security import record_security_event
from common.errors import DomainError
from common.throttling import count
from events.services import record
from vendors.event_types import MEMBER_INVITED
from vendors.models import Invitation, InvitationState, Membership, MembershipRole, Vendor
from vendors.permissions import GRANTED_BY, require_private
from vendors.services.team import AlreadyMember, join, lock_vendor

VALID_FOR = timedelta(days=7)
MAX_OPEN = 50
TOKEN_BYTES = 32


class AlreadyInvited(DomainError):
    """One open invitation for each address and vendor."""

    code = "already_invited"
    title = "Invited already"


class TooManyOpen(DomainError):
    """A team has MAX_OPEN open invitations at most."""

    code = "too_many_invitations"
    title = "Too many open invitations"


class VendorSuspended(DomainError):
    """A suspended vendor sends nobody mail."""

    code = "vendor_suspended"
    title = "This business is suspended"


class InvitationOver(DomainError):
    """It was answered, taken back, or its time ran out; `state` says which."""

    code = "invitation_over"
    status = HTTPStatus.GONE
    title = "This invitation does not work any more"
    _words = {
        InvitationState.ACCEPTED: "It was accepted.",
        InvitationState.DECLINED: "It was declined.",
        InvitationState.REVOKED: "The business took it back.",
        "expired": "Its seven days are over. Ask the business to send it again.",
    }

    def __init__(self, state: str) -> None:
        super().__init__(self._words[state], state=state)


class InvitedAnother(DomainError):
    """The account's verified e-mail is not the invited one."""

    code = "invited_another"
    status = HTTPStatus.FORBIDDEN
    title = "This invitation is for another address"


@transaction.atomic
def invite(vendor: Vendor, *, by: User, email: str, role: MembershipRole, request: HttpRequest | None = None) -> Invitation:
    """Invite an address to a role: owners to any, managers to staff. Says nothing of whether the address has an account.

    Raises NotAllowed, VendorSuspended, AlreadyMember, AlreadyInvited, TooManyOpen, Throttled (vendor or address, by day).
    """
    locked = lock_vendor(vendor.pk)
    require_private(by, locked, GRANTED_BY[role])
    address = email.strip().lower()
    if Membership.objects.filter(vendor=locked, user__email=address).exists():
        raise AlreadyMember("Somebody with this address is in the team. Change their role there.")
    _close_expired(locked, address)
    if Invitation.objects.open().filter(vendor=locked, email=address).exists():
        raise AlreadyInvited("This address has an open invitation. Send that one again.")
    if Invitation.objects.open().filter(vendor=locked).count() >= MAX_OPEN:
        raise TooManyOpen("Take some back, or wait until they are answered.")
    _refuse_too_much_mail(locked, address, by=by)
    invitation = Invitation(vendor=locked, email=address, role=role, invited_by=by, expires_at=timezone.now() + VALID_FOR)
    invitation.save(force_insert=True)
    _announce(invitation, by=by, request=request)
    return invitation


@transaction.atomic
def resend_invitation(invitation: Invitation, *, by: User, request: HttpRequest | None = None) -> Invitation:
    """Mail a new link, good for seven days; the old one ends. Raises NotAllowed, VendorSuspended, InvitationOver, Throttled."""
    locked = _locked(invitation)
    require_private(by, locked.vendor, GRANTED_BY[locked.role])
    _require_unanswered(locked)
    _refuse_too_much_mail(locked.vendor, locked.email, by=by)
    locked.round, locked.token_hash, locked.invited_by = locked.round + 1, None, by
    locked.expires_at = timezone.now() + VALID_FOR
    locked.save(update_fields=["round", "token_hash", "invited_by", "expires_at"])
    _announce(locked, by=by, request=request)
    return locked


@transaction.atomic
def revoke_invitation(invitation: Invitation, *, by: User) -> Invitation:
    """Take an invitation back; its link ends at once. Raises NotAllowed, InvitationOver."""
    locked = _locked(invitation)
    require_private(by, locked.vendor, GRANTED_BY[locked.role])
    _require_unanswered(locked)
    return _close(locked, InvitationState.REVOKED)


@transaction.atomic
def accept_invitation(invitation: Invitation, *, by: User, request: HttpRequest | None = None) -> Membership:
    """Join the team with the invited role; of two at once, one does. Raises InvitationOver, InvitedAnother, AlreadyMember."""
    locked = _locked(invitation)
    _require_open(locked)
    if not locked.invited_by.is_active:  # an account that the platform closed leaves no way back in
        raise InvitationOver(InvitationState.REVOKED)
    if not is_invited(by, locked):
        raise InvitedAnother(f"It is for {masked(locked.email)}. Sign in with the account of that address, and verify it.")
    locked.accepted_by = by
    _close(locked, InvitationState.ACCEPTED)
    return join(locked.vendor, user=by, role=MembershipRole(locked.role), request=request)


@transaction.atomic
def decline_invitation(invitation: Invitation) -> Invitation:
    """Say no. Whoever holds the link may, with or without an account. Raises InvitationOver."""
    locked = _locked(invitation)
    _require_open(locked)
    return _close(locked, InvitationState.DECLINED)


def mint_token(invitation: Invitation) -> str:
    """Return a fresh token for the link (256 bits), which replaces any other of this round. The caller mails and forgets it."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    Invitation.objects.open().filter(pk=invitation.pk, round=invitation.round).update(token_hash=hash_of(token))
    return token


def note_invited(invitation: Invitation) -> None:
    """Put the invitation on the record of the account that has the address, if there is one: not while the inviter waits."""
    for user in User.objects.filter(email=invitation.email):
        record_security_event(
            SecurityEventKind.MEMBER_INVITED,
            user=user,
            by=invitation.invited_by,
            vendor=invitation.vendor.slug,
            role=invitation.role,
            invitation=invitation.pk,
        )


def find_invitation(token: str) -> Invitation:
    """Return the invitation of a link, in whatever state. Raises Http404."""
    found = Invitation.objects.select_related("vendor", "invited_by").filter(token_hash=hash_of(token)).first()
    if found is None:
        raise Http404
    return found


def find_open_invitation(token: str) -> Invitation:
    """Return the invitation of a link that can still be answered. Raises Http404, InvitationOver."""
    found = find_invitation(token)
    _require_open(found)
    return found


def is_invited(user: User, invitation: Invitation) -> bool:
    """Say whether the invited address is one that `user` has shown to be theirs."""
    return bool(EmailAddress.objects.filter(user=user, email__iexact=invitation.email, verified=True).exists())


def masked(email: str) -> str:
    """Return an address so that its owner knows it and others do not: "g…@example.com"."""
    name, _, domain = email.rpartition("@")
    return f"{name[:1]}…@{domain}"


def hash_of(token: str) -> bytes:
    """Return what is kept of a token. It is random, so a plain hash is enough."""
    return hashlib.sha256(token.encode()).digest()


def _locked(invitation: Invitation) -> Invitation:
    """Lock vendor and row, and see that it is still the one that was found: sent again since, its link leads nowhere."""
    lock_vendor(invitation.vendor_id)
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("vendor", "invited_by")
    locked = rows.get(pk=invitation.pk)
    if locked.round != invitation.round:
        raise Http404
    return locked


def _require_unanswered(invitation: Invitation) -> None:
    if invitation.state != InvitationState.OPEN:
        raise InvitationOver(invitation.state)


def _require_open(invitation: Invitation) -> None:
    _require_unanswered(invitation)
    if invitation.expires_at <= timezone.now():
        raise InvitationOver("expired")


def _close(invitation: Invitation, state: InvitationState) -> Invitation:
    invitation.state, invitation.closed_at = state, timezone.now()
    invitation.save(update_fields=["state", "closed_at", "accepted_by"])
    return invitation


def _close_expired(vendor: Vendor, address: str) -> None:
    now = timezone.now()
    run_out = Invitation.objects.open().filter(vendor=vendor, email=address, expires_at__lte=now)
    run_out.update(state=InvitationState.REVOKED, closed_at=now)


def _refuse_too_much_mail(vendor: Vendor, address: str, *, by: User) -> None:
    if vendor.is_suspended:
        raise VendorSuspended("Nobody can be invited until it is reinstated.")
    address_key = hashlib.sha256(address.encode()).hexdigest()[:32]
    # By person too: anybody may open another vendor.
    counted = [("invite_vendor", f"v{vendor.pk}"), ("invite_vendor", f"u{by.pk}"), ("invite_address", address_key)]
    wait = max(count(scope, who) for scope, who in counted)
    if wait:
        raise Throttled(wait)


def _announce(invitation: Invitation, *, by: User, request: HttpRequest | None) -> None:
    payload = {
        "vendor": invitation.vendor.slug,
        "role": invitation.role,
        "invitation": invitation.pk,
        "round": invitation.round,
    }
    record(MEMBER_INVITED, subject=invitation.vendor.slug, payload=payload)
    record_security_event(
        SecurityEventKind.MEMBER_INVITED,
        user=by,
        request=request,
        vendor=invitation.vendor.slug,
        role=invitation.role,
        invitation=invitation.pk,
    )
