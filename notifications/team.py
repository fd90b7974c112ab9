"""What the mails about a team say: invitations, roles, ownership."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from accounts.models import User
from notifications.rendering import Mail
from vendors.models import Invitation, MembershipRole, OwnershipOffer, Vendor

#: What a role is for, in the words of the web app.
ROLE_HINTS = {
    MembershipRole.OWNER: "You will decide about everything, the team included.",
    MembershipRole.MANAGER: "You will see to items, profile, hours, reviews and orders.",
    MembershipRole.STAFF: "You will move orders along and say what is in stock.",
}


def invitation(invitation: Invitation, *, token: str) -> Mail:
    """For whoever has the address: who invites to what, and the link that shows it."""
    role = MembershipRole(invitation.role)
    return _compose(
        "invitation",
        f"{invitation.vendor.name} invites you to its team",
        invitation.vendor,
        invited_by=_name(invitation.invited_by),
        role=role.label.lower(),
        hint=ROLE_HINTS[role],
        until=_moment(invitation.expires_at),
        action_url=f"{settings.BASE_URL}/invitations/{token}",
    )


def ownership_offer(offer: OwnershipOffer) -> Mail:
    """For the member who is offered the vendor."""
    return _compose(
        "ownership_offer",
        f"{_name(offer.offered_by)} offers you the ownership of {offer.vendor.name}",
        offer.vendor,
        offered_by=_name(offer.offered_by),
        until=_moment(offer.expires_at),
        action_url=_team_page(offer.vendor),
    )


def ownership_transferred(offer: OwnershipOffer) -> Mail:
    """For both: it is done."""
    return _compose(
        "ownership_transferred",
        f"{offer.vendor.name} has a new owner",
        offer.vendor,
        old=_name(offer.offered_by),
        new=_name(offer.offered_to),
        action_url=_team_page(offer.vendor),
    )


def team_changed(vendor: Vendor, *, role: str | None) -> Mail:
    """For a member whose role another changed; no role where the membership ended."""
    label = MembershipRole(role).label.lower() if role else ""
    subject = f"Your role at {vendor.name} is {label} now" if role else f"You are not in the team of {vendor.name} any more"
    return _compose("team_changed", subject, vendor, role=label, action_url=_team_page(vendor) if role else settings.BASE_URL)


def _name(user: User) -> str:
    return user.name or user.email


def _moment(when: datetime) -> str:
    return f"{when.day} {when:%B %Y, %H:%M} UTC"


def _team_page(vendor: Vendor) -> str:
    return f"{settings.BASE_URL}/dashboard/{vendor.slug}/team"


def _compose(template: str, subject: str, vendor: Vendor, **facts: Any) -> Mail:
    context = {"subject": subject, "vendor": vendor, "base_url": settings.BASE_URL, **facts}
    return Mail(
        subject=subject,
        text=render_to_string(f"notifications/{template}.txt", context),
        html=render_to_string(f"notifications/{template}.html", context),
        url=str(context["action_url"]),
    )
