"""A notice in the words, language and time zone of one reader. The words are letters (common.letters), found by its kind."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from typing import Any

from django.conf import settings

from accounts.models import User
from common.letters import Letter, html_of, letter_of, one_line, reading, short_of, text_of, zone_named
from notifications.models import Channel
from notifications.notices import Facts, Notice, Outsider
from notifications.unsubscribing import headers_for, one_click_headers, page_for

PREFERENCES = "/account/notifications"
MAX_SHORT = 1_000


@dataclass(frozen=True)
class Rendered:
    """A message in the words of one reader. `short` is for SMS, push and the inbox; `url` is where it leads."""

    subject: str
    text: str
    html: str
    short: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)  # of the mail, beside ours


def render(
    notice: Notice,
    facts: Facts,
    language: str,
    zone: str,
    *,
    user: User | None = None,
    channel: Channel = Channel.MAIL,
    outsider: Outsider | None = None,
) -> Rendered:
    """Return the words of a notice for a reader of `language` in the time zone `zone` (none: that of the business it is about).

    For a `user`, what can be switched off says how: a mail in its headers (RFC 8058) and below its words; so it does for an
    `outsider` who can stop it.
    """
    with reading(language, zone_named(zone, otherwise=_zone_of(facts))):
        letter = letter_of(notice.kind, facts)
        links = {
            "unsubscribe_url": outsider.stop_page if outsider else page_for(user, notice, channel),
            "preferences_url": f"{settings.BASE_URL}{PREFERENCES}" if user else "",
        }
        return Rendered(
            subject=one_line(letter.subject),
            text=text_of(letter, **links),
            html=html_of(letter, **links),
            short=_short(letter.subject, short_of(letter), channel),
            url=_url(letter, channel, outsider),
            headers=one_click_headers(outsider.stop_url) if outsider else headers_for(user, notice, channel),
        )


def _short(subject: str, below: str, channel: Channel) -> str:
    """Return what is shown below the title; an SMS has no title, so it begins with it."""
    words = f"TrustTrack: {one_line(subject)}\n{below}" if channel == Channel.SMS else below
    return words[:MAX_SHORT]


def _url(letter: Letter, channel: Channel, outsider: Outsider | None) -> str:
    """Return where it leads. An SMS has room for one link: of an outsider's, the page on which it can be stopped as well."""
    if channel == Channel.SMS and outsider and outsider.stop_page:
        return outsider.stop_page
    return letter.action.url if letter.action else ""


def _zone_of(facts: Facts) -> tzinfo:
    """Return the zone of the business that the facts are about."""
    about: list[Any] = [*facts.values(), *(getattr(fact, "vendor", None) for fact in facts.values())]
    named = next((name for name in (getattr(each, "timezone", "") for each in about) if isinstance(name, str) and name), "")
    return zone_named(named, otherwise=UTC)
