"""What we write when something happened to the security of an account."""

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from accounts.letters import SECURITY_PAGE, happened, somebody_knows
from common.letters import Block, Letter, Link, paragraph, say, words_of
from notifications.models import BlockReason
from vendors.models import Vendor


@words_of("new_device")
def new_device(*, when: datetime, device: str, network: str = "", place: str = "") -> Letter:
    """A sign-in from a browser or network that is new."""
    return _letter(
        _("A new sign-in to your account"),
        paragraph(_("Your account was signed in to from a browser or place that we have not seen with you lately.")),
        _where(when, device, network, place),
        paragraph(_("It was you? Then there is nothing to do. On a browser of your own you can ask us to remember it.")),
        paragraph(_("It was not you? Sign it out and choose a new password at once.")),
    )


@words_of("sign_in_blocked")
def sign_in_blocked(*, when: datetime, device: str, network: str = "", place: str = "") -> Letter:
    """Somebody tries passwords."""
    blocked = _(
        "A wrong password was entered for your account several times. We stopped taking passwords for it for five minutes; it"
        " can happen again without another mail."
    )
    return _letter(
        _("Somebody tries to sign in to your account"),
        paragraph(blocked),
        _where(when, device, network, place),
        paragraph(_("It was you? Wait five minutes, or sign in with a code by mail or with a passkey now.")),
        paragraph(_("It was not you? Nobody got in. A password that you use nowhere else, and a second factor, keep it so.")),
    )


@words_of("email_change_done")
def email_changed(*, when: datetime, device: str, old_email: str, new_email: str, network: str = "", place: str = "") -> Letter:
    """For both addresses."""
    changed = _("The e-mail of your account was changed from {old} to {new}. Sign in with the new one from now on.")
    return _letter(
        _("Your e-mail was changed"),
        paragraph(say(changed, old=old_email, new=new_email)),
        _where(when, device, network, place),
        paragraph(_("All other devices were signed out.")),
        paragraph(_("It was not you? Answer this mail at once.")),
    )


@words_of("sms_factor_used")
def sms_used(*, when: datetime, network: str = "") -> Letter:
    """An SMS stood in for the second factor."""
    used = _(
        "Somebody, hopefully you, signed in to your account with a code that we sent to your phone, instead of your"
        " authenticator app or passkey."
    )
    return _letter(_("Signed in with a code by SMS"), paragraph(used), _where(when, "", network, ""), paragraph(somebody_knows()))


@words_of("recovery_code_used")
def recovery_code_used(*, when: datetime, network: str = "") -> Letter:
    """A recovery code is gone."""
    return _letter(
        _("A recovery code was used"),
        paragraph(_("One of your recovery codes was used. It does not work a second time.")),
        _where(when, "", network, ""),
        paragraph(_("Few are left? Make new ones on the security page.")),
        paragraph(somebody_knows()),
    )


@words_of("factors_reset")
def factors_reset(*, when: datetime) -> Letter:
    """The platform took all factors."""
    reset = _(
        "Somebody asked us for help because they could not get into your account any more, and we removed all of its second"
        " factors and recovery codes. All devices and programs were signed out."
    )
    advice = _(
        "It was not you who asked? Choose a new password at once on the sign-in page, under “Forgot"
        " password”, and tell us at once."
    )
    return _letter(
        _("Your second factors were removed by us"),
        paragraph(reset),
        _where(when, "", "", ""),
        paragraph(_("Sign in with your password and set a new second factor up on the security page.")),
        paragraph(advice),
    )


@words_of("tablet_added")
def tablet_added(*, vendor: Vendor, when: datetime, device: str, network: str = "", place: str = "") -> Letter:
    """A browser works without its maker's sign-in from now on."""
    added = _("A browser was made a shared tablet of {vendor} with your account. The team works with its orders there, by PIN.")
    not_you = _("It was not you? End it on the security page, under “Shared tablets”, and choose a new password at once.")
    return _letter(
        _("A shared tablet was set up with your account"),
        paragraph(say(added, vendor=vendor.name)),
        _where(when, device, network, place),
        paragraph(_("It was you? Then there is nothing to do.")),
        paragraph(not_you),
    )


@words_of("pin_set")
def pin_set(*, vendor: Vendor, when: datetime, device: str, network: str = "", place: str = "") -> Letter:
    """Somebody can work under a person's name."""
    was_set = _("A PIN was set for you at {vendor}. Whoever knows it works on its shared tablets under your name.")
    return _letter(
        _("Your PIN for shared tablets was set"),
        paragraph(say(was_set, vendor=vendor.name)),
        _where(when, device, network, place),
        paragraph(_("It was you? Then there is nothing to do.")),
        paragraph(_("It was not you? Remove it in the dashboard, and choose a new password at once.")),
    )


@words_of("pin_locked")
def pin_locked(*, vendor: Vendor, when: datetime, device: str, network: str = "", place: str = "") -> Letter:
    """Somebody tried PINs on a shared tablet."""
    locked = _("A wrong PIN was entered for you several times on a shared tablet of {vendor}. Your PIN opens nothing there now.")
    was_you = _("It was you? Sign in on a device of your own, and it works again. Forgotten? Set another PIN in the dashboard.")
    return _letter(
        _("Your PIN was locked"),
        paragraph(say(locked, vendor=vendor.name)),
        _where(when, device, network, place),
        paragraph(was_you),
        paragraph(_("It was not you? The wrong PINs opened nothing. Set another PIN, and tell an owner of the business.")),
    )


@words_of("token_reuse")
def token_reused(*, when: datetime) -> Letter:
    """A copy of a refresh token came back."""
    reused = _(
        "A program used a key of your account that had been replaced already. A copy of it may be in the wrong hands, so we"
        " ended this sign-in. Your other devices stay signed in."
    )
    return _letter(
        _("We signed one of your apps out"),
        paragraph(reused),
        _where(when, "", "", ""),
        paragraph(_("Is it a program of yours? Sign it in again. If it happens again, change your password.")),
    )


@words_of("address_blocked")
def address_blocked(*, reason: BlockReason, at: datetime) -> Letter:
    """Mail to the account's address is stopped; told in the app, where the mail would not arrive."""
    blocked = {
        BlockReason.BOUNCE: _("A mail to your address came back for good, so we send nothing more there."),
        BlockReason.COMPLAINT: _("A mail to your address was reported as spam, so we send nothing more there."),
    }
    return Letter(
        subject=_("Your mail address gets nothing from us any more"),
        preview=blocked[reason],
        heading=_("Your mail address gets nothing from us any more"),
        blocks=(
            paragraph(blocked[reason]),
            _where(at, "", "", ""),
            paragraph(_("Give us an address that receives our mail, on the security page of your account.")),
        ),
        action=Link(_("See your sign-ins and security"), f"{settings.BASE_URL}{SECURITY_PAGE}"),
        why=_("You get this because it is about the security of your account. Such messages cannot be switched off."),
    )


def _where(when: datetime, device: str, network: str, place: str) -> Block:
    return happened(when, (_("Device"), device), (_("Place"), place), (_("Network"), network))


def _letter(subject: str, *blocks: Block) -> Letter:
    return Letter(
        subject=subject,
        preview=_("It was not you? Then see to it at once."),
        heading=subject,
        blocks=blocks,
        action=Link(_("See your sign-ins and security"), f"{settings.BASE_URL}{SECURITY_PAGE}"),
        why=_("You get this because it is about the security of your account. Such messages cannot be switched off."),
    )
