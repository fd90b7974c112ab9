"""The few marks that the texts use, as HTML: headings, paragraphs, lists, bold, code, links. Everything else is text.

Our own: what a page of law needs is forty lines, and a parser of all of Markdown lets HTML through unless it is told not to.
"""

import re
from collections.abc import Iterator

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify

_BOLD = re.compile(r"\*\*(.+?)\*\*")
_CODE = re.compile(r"`(.+?)`")
_LINK = re.compile(r"\[([^\]]+)\]\((/(?!/)[\w/.#-]*)\)")  # pages of this site alone
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def html_of(text: str) -> SafeString:
    """Return the text as HTML, every word of it escaped. Headings carry an id, so that a section can be linked to."""
    return mark_safe("\n".join(_blocks(text)))  # noqa: S308 - _inline escapes what it is given


def headings(text: str) -> list[tuple[str, str]]:
    """Return each heading with its id."""
    found = [line.removeprefix("## ") for line in text.splitlines() if line.startswith("## ")]
    return [(slugify(heading), heading) for heading in found]


def _blocks(text: str) -> Iterator[str]:
    for block in text.strip().split("\n\n"):
        lines = block.splitlines()
        if block.startswith("## "):
            heading = block.removeprefix("## ")
            yield f'<h2 id="{slugify(heading)}">{_inline(heading)}</h2>'
        elif all(line.startswith("- ") for line in lines):
            points = "".join(f"<li>{_inline(line.removeprefix('- '))}</li>" for line in lines)
            yield f"<ul>{points}</ul>"
        else:
            yield f"<p>{_inline(' '.join(lines))}</p>"


def _inline(text: str) -> str:
    html = _CODE.sub(r"<code>\1</code>", escape(text))
    html = _LINK.sub(r'<a href="\2">\1</a>', html)
    html = _MAIL.sub(r'<a href="mailto:\g<0>">\g<0></a>', html)
    return _BOLD.sub(r"<strong>\1</strong>", html)
