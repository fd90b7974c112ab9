"""One letter as HTML, as text, as a few words, as a mail. Called inside `reading`."""

from collections.abc import Mapping

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from common.letters.filling import one_line, say
from common.letters.languages import reading_language
from common.letters.letter import Letter, Link

SIGNATURE = "-- "  # with its space: what follows is no part of the letter (RFC 3676)
SIDE_PADDING = " \u200c" * 60  # after the preview, so that mailboxes show nothing of what follows it


def html_of(letter: Letter, *, unsubscribe_url: str = "", preferences_url: str = "") -> str:
    """Return the HTML part: the one layout, which needs no pictures, and is dark where the reader's screen is."""
    return render_to_string("common/letter.html", _context(letter, unsubscribe_url, preferences_url))


def text_of(letter: Letter, *, unsubscribe_url: str = "", preferences_url: str = "") -> str:
    """Return the text part, which says all that the HTML says."""
    text = render_to_string("common/letter.txt", _context(letter, unsubscribe_url, preferences_url))
    return "\n".join(line if line == SIGNATURE else line.rstrip() for line in text.strip().splitlines()) + "\n"


def short_of(letter: Letter) -> str:
    """Return what stands below the title on a phone's screen and in the inbox: a line, and the proof where there is one."""
    return render_to_string("common/letter_short.txt", _context(letter, "", "")).strip()


def message_of(letter: Letter, to: str, *, headers: Mapping[str, str] | None = None) -> EmailMultiAlternatives:
    """Return a mail to one address."""
    mail = EmailMultiAlternatives(one_line(letter.subject), text_of(letter), to=[to], headers=dict(headers or {}))
    mail.attach_alternative(html_of(letter), "text/html")
    return mail


def _context(letter: Letter, unsubscribe_url: str, preferences_url: str) -> dict[str, object]:
    return {
        "letter": letter,
        "words": _words(letter),
        "language": reading_language(),
        "base_url": settings.BASE_URL,
        "padding": SIDE_PADDING,
        "legal": _legal(),
        "unsubscribe_url": unsubscribe_url,
        "preferences_url": preferences_url,
    }


def _legal() -> list[Link]:
    """Return where it stands what a reader and we can expect of each other, and what we know of them. Under every mail."""
    return [
        Link(_("Terms of use"), f"{settings.BASE_URL}/legal/terms"),
        Link(_("Privacy"), f"{settings.BASE_URL}/legal/privacy"),
    ]


def _words(letter: Letter) -> dict[str, str]:
    """Return what the layout itself says."""
    return {
        "or_open": _("Or open this address:"),
        "entry": say(_("Entry {number} in the public log:"), number=letter.proof.sequence) if letter.proof else "",
        "choose": _("Choose what we tell you"),
        "unsubscribe": _("No more mails of this kind"),
        "motto": _("TrustTrack: local commerce that nobody has to take on trust."),
    }
