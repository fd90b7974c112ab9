"""What we write about a team: invitations, roles, ownership."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import User
from common.letters import Letter, Link, moment, paragraph, say, soft, words_of
from notifications.letters.orders import on_the_team
from vendors.models import Invitation, MembershipRole, OwnershipOffer, Vendor

ROLE_WORDS = {
    MembershipRole.OWNER: gettext_noop("an owner"),
    MembershipRole.MANAGER: gettext_noop("a manager"),
    MembershipRole.STAFF: gettext_noop("a member of staff"),
}
#: What a role is for, in the words of the web app.
ROLE_HINTS = {
    MembershipRole.OWNER: gettext_noop("You will decide about everything, the team included."),
    MembershipRole.MANAGER: gettext_noop("You will see to items, profile, hours, reviews and orders."),
    MembershipRole.STAFF: gettext_noop("You will move orders along and say what is in stock."),
}


@words_of("invitation")
def invitation(*, invitation: Invitation, token: str) -> Letter:
    """For whoever has the address: who invites to what, and the link that shows it."""
    vendor, host, role = invitation.vendor.name, _name(invitation.invited_by), MembershipRole(invitation.role)
    named = {"host": host, "vendor": vendor, "role": _(ROLE_WORDS[role])}
    given = _(
        "You get this because somebody of {vendor} gave us this address. If you do not know them, ignore it or decline it there."
    )
    once = _("The link shows the invitation before you accept. It works once, until {time}.")
    return Letter(
        subject=say(_("{vendor} invites you to its team"), vendor=vendor),
        preview=say(_("{host} invites you to join as {role}."), host=host, role=named["role"]),
        heading=say(_("Join the team of {vendor}"), vendor=vendor),
        blocks=(
            paragraph(say(_("{host} invites you to join {vendor} as {role}."), **named)),
            paragraph(_(ROLE_HINTS[role])),
            soft(say(once, time=moment(invitation.expires_at))),
        ),
        action=Link(_("Look at the invitation"), f"{settings.BASE_URL}/invitations/{token}"),
        why=say(given, vendor=vendor),
    )


@words_of("ownership_offer")
def ownership_offer(*, offer: OwnershipOffer) -> Letter:
    """For the member who is offered the vendor."""
    vendor, owner = offer.vendor.name, _name(offer.offered_by)
    offers = _(
        "{owner} offers you the ownership of {vendor}. If you accept, you become its owner, and {owner} becomes a manager."
    )
    until = _("The offer stands until {time}. Nothing changes unless you accept.")
    return Letter(
        subject=say(_("{owner} offers you the ownership of {vendor}"), owner=owner, vendor=vendor),
        preview=_("You would decide about everything, the team included."),
        heading=say(_("{vendor} could be yours"), vendor=vendor),
        blocks=(paragraph(say(offers, owner=owner, vendor=vendor)), soft(say(until, time=moment(offer.expires_at)))),
        action=Link(_("Look at the offer"), _team_page(offer.vendor)),
        why=on_the_team(vendor),
    )


@words_of("ownership_transferred")
def ownership_transferred(*, offer: OwnershipOffer) -> Letter:
    """For both: it is done."""
    vendor, old, new = offer.vendor.name, _name(offer.offered_by), _name(offer.offered_to)
    done = _("{new} accepted the ownership of {vendor}. {old} is a manager now.")
    return Letter(
        subject=say(_("{vendor} has a new owner"), vendor=vendor),
        preview=say(_("{new} is the owner now."), new=new),
        heading=say(_("{vendor} has a new owner"), vendor=vendor),
        blocks=(
            paragraph(say(done, new=new, vendor=vendor, old=old)),
            soft(_("If this was not meant to happen, write to us at once.")),
        ),
        action=Link(_("Open the team"), _team_page(offer.vendor)),
        why=on_the_team(vendor),
    )


@words_of("team_changed")
def team_changed(*, vendor: Vendor, role: str | None) -> Letter:
    """For a member whose role another changed; no role where the membership ended."""
    return _role_changed(vendor, MembershipRole(role)) if role else _membership_ended(vendor)


def _role_changed(vendor: Vendor, role: MembershipRole) -> Letter:
    named = {"vendor": vendor.name, "role": _(ROLE_WORDS[role])}
    return Letter(
        subject=say(_("You are {role} at {vendor} now"), **named),
        preview=say(_("An owner changed the team of {vendor}."), vendor=vendor.name),
        heading=say(_("You are {role} at {vendor} now"), **named),
        blocks=(paragraph(say(_("An owner of {vendor} made you {role}. It counts from now on."), **named)),),
        action=Link(_("Open the team"), _team_page(vendor)),
        why=on_the_team(vendor.name),
    )


def _membership_ended(vendor: Vendor) -> Letter:
    ended = _(
        "An owner ended your place in the team of {vendor}. You do not see its orders any more; what you did with them stays in"
        " their history."
    )
    subject = say(_("You are not in the team of {vendor} any more"), vendor=vendor.name)
    return Letter(
        subject=subject,
        preview=say(_("An owner changed the team of {vendor}."), vendor=vendor.name),
        heading=subject,
        blocks=(paragraph(say(ended, vendor=vendor.name)),),
        action=Link(_("Open TrustTrack"), f"{settings.BASE_URL}/"),
        why=say(_("You get this because you were on the team of {vendor}."), vendor=vendor.name),
    )


def _name(user: User) -> str:
    return user.name or user.email


def _team_page(vendor: Vendor) -> str:
    return f"{settings.BASE_URL}/dashboard/{vendor.slug}/team"
