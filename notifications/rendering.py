"""Words for a notice: its kind names who composes them, from the facts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from notifications.notices import Facts, Notice

MAX_SUBJECT = 200
MAX_SHORT = 300


@dataclass(frozen=True)
class Mail:
    """A mail without its recipient."""

    subject: str
    text: str
    html: str
    url: str = ""


@dataclass(frozen=True)
class Rendered:
    """A message in the words of one reader. `short` is for SMS, push and the inbox; `url` is where it leads."""

    subject: str
    text: str
    html: str
    short: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)  # of the mail, beside ours


_composers: dict[str, Callable[..., Mail]] = {}


def compose_with(kind: str, composer: Callable[..., Mail]) -> None:
    """Have `composer(**facts)` find the words of the notices of this kind."""
    _composers[kind] = composer


def render(notice: Notice, facts: Facts, language: str, zone: str) -> Rendered:
    """Return the words of a notice for a reader of `language` in the time zone `zone` (none: the sender's)."""
    given: dict[str, Any] = dict(facts)
    mail = _composers[notice.kind](**given)
    subject = one_line(mail.subject)
    return Rendered(subject=subject, text=mail.text, html=mail.html, short=subject[:MAX_SHORT], url=mail.url)


def one_line(subject: str) -> str:
    """Return a subject that is one line and not too long, whatever names it holds."""
    line = " ".join(subject.split())
    return line if len(line) <= MAX_SUBJECT else f"{line[: MAX_SUBJECT - 1]}…"
