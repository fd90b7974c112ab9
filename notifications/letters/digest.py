"""What we write when somebody wants one mail instead of many."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from common.letters import Letter, Link, letter_of, paragraph, say, soft, words_of

PREFERENCES = "/account/notifications"


@words_of("digest")
def digest(*, told: Sequence[tuple[str, Mapping[str, Any]]], more: int = 0) -> Letter:
    """Each notice in a line or two, with its link; `more` were left out."""
    letters = [letter_of(kind, facts) for kind, facts in told]
    subject = say(_("What happened ({count})"), count=len(letters) + more)
    blocks = [block for letter in letters for block in (paragraph(letter.subject), soft(letter.preview))]
    rest = [soft(say(_("Not listed here: {count}"), count=more))] if more else []
    return Letter(
        subject=subject,
        preview=letters[0].subject,
        heading=subject,
        blocks=(*blocks, *rest),
        action=Link(_("Choose what we tell you"), f"{settings.BASE_URL}{PREFERENCES}"),
        links=tuple(Link(letter.subject, letter.action.url) for letter in letters if letter.action),
        why=_("You get this because you asked for one mail instead of many."),
    )
