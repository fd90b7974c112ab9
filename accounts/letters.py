"""What we write to people about their account. The kinds with a slash are those that allauth asks for by template."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from common.letters import Block, Letter, Link, big_code, facts, given, moment, paragraph, say, soft, words_of

SECURITY_PAGE = "/account/security"


@words_of("account/email/email_confirmation")
def confirm_email(*, code: str, **_rest: Any) -> Letter:
    """A code for whoever reads the address's mail."""
    return _code_letter(code, (_enter_code(_("It works for 15 minutes.")),), _mistyped())


@words_of("account/email/email_confirmation_signup")
def confirm_sign_up(*, code: str, **_rest: Any) -> Letter:
    """The same, the first time."""
    welcome = paragraph(_("Welcome. One step is left: show that this e-mail is yours."))
    return _code_letter(code, (welcome, _enter_code(_("It works for 15 minutes."))), _mistyped())


@words_of("account/email/login_code")
def sign_in_code(*, code: str, **_rest: Any) -> Letter:
    """A code that signs in."""
    how = paragraph(_("Enter this code on the page that asked for it, and you are signed in. It works for 10 minutes, once."))
    why = _("You did not ask for it? Ignore this message, and give the code to nobody: we never ask for it.")
    return _code_letter(code, (how,), why)


@words_of("account/email/guest_code")
def guest_code(*, code: str, **_rest: Any) -> Letter:
    """A code that shows, while checking out, whose order it is."""
    how = paragraph(
        _("Enter this code on the page where you are ordering, and your order is placed. It works for 10 minutes, once.")
    )
    why = _("You are not ordering anything? Ignore this message, and give the code to nobody: we never ask for it.")
    return _code_letter(code, (how,), why)


@words_of("account/email/email_change_new")
def email_change_new(*, code: str, new_email: str, **_rest: Any) -> Letter:
    """For the new address of an account: agree with this code."""
    who = paragraph(say(_("Somebody, hopefully you, wants to use {email} for their account."), email=new_email))
    why = _("It was not you? Then somebody mistyped their e-mail. Ignore this message: nothing is changed.")
    return _code_letter(code, (who, _agree_with_code()), why)


@words_of("account/email/email_change_old")
def email_change_old(*, code: str, old_email: str, new_email: str, stop_url: str, **_rest: Any) -> Letter:
    """For the old address: agree with this code, or stop it."""
    asked = _("Somebody, hopefully you, asked to change the e-mail of your account from {old} to {new}.")
    stop = _(
        "It was not you? Stop it: nothing is changed, everybody who is signed in to your account is signed out, and you choose"
        " a new password."
    )
    return Letter(
        subject=_("Is your e-mail to be changed?"),
        preview=_("Agree with the code, or stop it."),
        heading=_("Is your e-mail to be changed?"),
        blocks=(
            paragraph(say(asked, old=old_email, new=new_email)),
            _agree_with_code(),
            big_code(code),
            soft(_("A second code went to the new address.")),
            paragraph(stop),
        ),
        action=Link(_("It was not me: stop it"), stop_url),
        why=_about_your_account(),
    )


@words_of("account/email/email_change_taken")
def email_change_taken(*, new_email: str, **_rest: Any) -> Letter:
    """For an address that has an account and is wanted for another."""
    taken = _(
        "Somebody, hopefully you, wants to use {email} for another account. You have an account with this e-mail, so that cannot"
        " be done."
    )
    return Letter(
        subject=_("You have an account already"),
        preview=_("An e-mail belongs to one account."),
        heading=_("You have an account already"),
        blocks=(
            paragraph(say(taken, email=new_email)),
            paragraph(_("Use another e-mail for the other account, or sign in to this one.")),
        ),
        why=_("It was not you? Ignore this message: nothing is changed."),
    )


@words_of("account/email/account_already_exists")
def account_exists(*, email: str, password_reset_url: str, **_rest: Any) -> Letter:
    """For who signs up a second time."""
    known = _(
        "Somebody, hopefully you, tried to sign up with {email}. You have an account with it: sign in, or choose a new password."
    )
    return Letter(
        subject=_("You have an account already"),
        preview=_("Sign in, or choose a new password."),
        heading=_("You have an account already"),
        blocks=(paragraph(say(known, email=email)),),
        action=Link(_("Choose a new password"), password_reset_url),
        why=_("It was not you? Ignore this message: nothing was changed."),
    )


@words_of("account/email/unknown_account")
def unknown_account(*, email: str, signup_url: str, **_rest: Any) -> Letter:
    """For an address without an account that asked for a code or a new password."""
    unknown = _("Somebody asked for a new password or a sign-in code for {email}, but there is no account with this e-mail.")
    return Letter(
        subject=_("No account with this e-mail"),
        preview=_("You can sign up with it."),
        heading=_("No account with this e-mail"),
        blocks=(paragraph(say(unknown, email=email)),),
        action=Link(_("Sign up"), signup_url),
        why=_("It was not you? Ignore this message."),
    )


@words_of("account/email/password_reset_key")
def password_reset(*, password_reset_url: str, **_rest: Any) -> Letter:
    """The link to a new password."""
    return Letter(
        subject=_("Choose a new password"),
        preview=_("Somebody, hopefully you, asked for it."),
        heading=_("Choose a new password"),
        blocks=(paragraph(_("Somebody, hopefully you, asked for a new password for this e-mail.")),),
        action=Link(_("Choose a new password"), password_reset_url),
        why=_("It was not you? Ignore this message: your password stays as it is."),
    )


@words_of("account/email/password_changed")
def password_changed(*, timestamp: datetime, ip: str, **_rest: Any) -> Letter:
    """It was changed by who knew the old one."""
    said = _("The password of your account was changed.")
    return _password_letter(_("Your password was changed"), said, timestamp, ip)


@words_of("account/email/password_reset")
def password_was_reset(*, timestamp: datetime, ip: str, **_rest: Any) -> Letter:
    """It was changed through the mailbox."""
    said = _("The password of your account was changed through the link that we sent you.")
    return _password_letter(_("Your password was changed"), said, timestamp, ip)


@words_of("account/email/password_set")
def password_set(*, timestamp: datetime, ip: str, **_rest: Any) -> Letter:
    """The account's first password."""
    return _password_letter(_("A password was set"), _("Your account has a password now."), timestamp, ip)


@words_of("mfa/email/totp_activated")
def app_added(*, timestamp: datetime, ip: str, **_rest: Any) -> Letter:
    """An authenticator app."""
    said = _("An authenticator app is a second factor of your account now. From now on, signing in also asks for its code.")
    advice = _("Keep your recovery codes where you find them without your phone.")
    return _factor_letter(_("An authenticator app was added"), said, timestamp, ip, advice=advice)


@words_of("mfa/email/totp_deactivated")
def app_removed(*, timestamp: datetime, ip: str, **_rest: Any) -> Letter:
    """No authenticator app any more."""
    said = _("The authenticator app is no second factor of your account any more.")
    return _factor_letter(_("Your authenticator app was removed"), said, timestamp, ip)


@words_of("mfa/email/webauthn_added")
def passkey_added(*, timestamp: datetime, ip: str, **_rest: Any) -> Letter:
    """A passkey."""
    said = _("A passkey was added to your account. It can be used as your second factor.")
    return _factor_letter(_("A passkey was added"), said, timestamp, ip)


@words_of("mfa/email/webauthn_removed")
def passkey_removed(*, timestamp: datetime, ip: str, **_rest: Any) -> Letter:
    """No such passkey any more."""
    said = _("A passkey was removed from your account. It cannot be used for signing in any more.")
    return _factor_letter(_("A passkey was removed"), said, timestamp, ip)


@words_of("mfa/email/recovery_codes_generated")
def recovery_codes_made(*, timestamp: datetime, ip: str, **_rest: Any) -> Letter:
    """New recovery codes."""
    said = _("New recovery codes were made for your account. The old ones do not work any more.")
    return _factor_letter(_("New recovery codes were made"), said, timestamp, ip)


def _code_letter(code: str, before: tuple[Block, ...], why: str) -> Letter:
    subject = say(_("Your code for TrustTrack: {code}"), code=code)
    return Letter(
        subject=subject,
        preview=_("Enter it on the page that asked for it."),
        heading=_("Your code"),
        blocks=(*before, big_code(code)),
        why=why,
    )


def _enter_code(how_long: str) -> Block:
    return paragraph(f"{_('Enter this code on the page that asked for it.')} {how_long}")


def _agree_with_code() -> Block:
    return paragraph(_("To agree, enter this code on the page that asked for it. It works for an hour."))


def _mistyped() -> str:
    return _("You did not ask for it? Then somebody mistyped their e-mail. Ignore this message.")


def _password_letter(subject: str, said: str, at: datetime, address: str) -> Letter:
    return Letter(
        subject=subject,
        preview=_("It was not you? Choose a new password at once."),
        heading=subject,
        blocks=(
            paragraph(said),
            happened(at, (_("From the address"), address)),
            paragraph(_("All other devices were signed out.")),
            paragraph(_("It was not you? Choose a new password at once on the sign-in page, under “Forgot password”.")),
        ),
        why=_about_your_account(),
    )


def _factor_letter(subject: str, said: str, at: datetime, address: str, *, advice: str = "") -> Letter:
    return Letter(
        subject=subject,
        preview=_("It was not you? Choose a new password at once."),
        heading=subject,
        blocks=(
            paragraph(said),
            happened(at, (_("From the address"), address)),
            *([soft(advice)] if advice else []),
            paragraph(somebody_knows()),
        ),
        action=Link(_("See your sign-ins and security"), f"{settings.BASE_URL}{SECURITY_PAGE}"),
        why=_about_your_account(),
    )


def happened(at: datetime, *more: tuple[str, str]) -> Block:
    """When something happened to an account, and what else is known: rows with nothing in them are left out."""
    return facts((_("When"), moment(at)), *((label, given(value)) for label, value in more if value))


def somebody_knows() -> str:
    """What to do where a second factor was touched by somebody else."""
    return _(
        "It was not you? Somebody knows your password: choose a new one at once on the sign-in page, under “Forgot password”,"
        " then look through your second factors on the security page of your account."
    )


def _about_your_account() -> str:
    return _("You get this because it is about the security of your account. Such messages cannot be switched off.")
