"""What we write to owners about their API keys."""

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from accounts.models import User
from common.letters import Letter, Link, facts, given, moment, paragraph, say, words_of
from vendors.models import ApiKey


@words_of("api_key_created")
def key_created(*, key: ApiKey, at: datetime, by: User | None) -> Letter:
    """A key was made. `by` none: an operator of the platform."""
    advice = _("If nobody of you did this, revoke it at once and change the password of whoever is named.")
    return _letter(key, _("An API key was made"), _("An API key was made for {vendor}"), advice, at=at, by=by)


@words_of("api_key_rotated")
def key_rotated(*, key: ApiKey, at: datetime, by: User | None) -> Letter:
    """A key has a new secret."""
    advice = _("It has a new secret. If nobody of you did this, revoke it at once.")
    return _letter(key, _("An API key was renewed"), _("An API key was renewed for {vendor}"), advice, at=at, by=by)


@words_of("api_key_revoked")
def key_revoked(*, key: ApiKey, at: datetime, by: User | None) -> Letter:
    """A key works no more."""
    advice = _("Whatever used it is refused from now on. Make a new key where it is still needed.")
    return _letter(key, _("An API key was revoked"), _("An API key was revoked for {vendor}"), advice, at=at, by=by)


def _letter(key: ApiKey, heading: str, subject: str, advice: str, *, at: datetime, by: User | None) -> Letter:
    who = "TrustTrack" if by is None or by.is_staff else by.name or by.email
    vendor = key.vendor.name
    return Letter(
        subject=say(subject, vendor=vendor),
        preview=say(_("{key} of {vendor}, by {who}."), key=key.name, vendor=vendor, who=who),
        heading=heading,
        blocks=(
            facts(
                (_("Key"), given(key.name)),
                (_("It begins with"), given(f"tt_live_{key.prefix}…")),
                (_("Business"), given(vendor)),
                (_("When"), moment(at)),
                (_("By"), given(who)),
            ),
            paragraph(advice),
        ),
        action=Link(_("See the keys"), f"{settings.BASE_URL}/dashboard/{key.vendor.slug}/keys"),
        why=owned(vendor),
    )


def owned(vendor: str) -> str:
    """Why an owner gets something."""
    return say(_("You get this because you own {vendor}."), vendor=vendor)
