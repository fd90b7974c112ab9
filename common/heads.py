"""What the server says of a page before any script runs: for link previews, crawlers and a quick first glance."""

from dataclasses import dataclass, field
from typing import Any

import orjson
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

_JSON_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@dataclass(frozen=True)
class Picture:
    """A picture that we drew for the preview: its path here, its size in pixels, and what it shows in words."""

    path: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True)
class PageHead:
    """Title, description and the rest of a page's head. `status` is the answer's HTTP status; with 301, `path` is where to go."""

    title: str
    description: str
    path: str = "/"
    image: str = ""
    picture: Picture | None = None
    is_indexed: bool = True
    json_ld: dict[str, Any] = field(default_factory=dict)
    status: int = 200


def render_head(head: PageHead, *, base_url: str, nonce: str) -> SafeString:
    """Return the elements, every value escaped."""
    parts = [
        format_html("<title>{}</title>", head.title),
        format_html('<meta name="description" content="{}">', head.description),
        format_html('<meta property="og:title" content="{}">', head.title),
        format_html('<meta property="og:description" content="{}">', head.description),
        format_html('<meta property="og:url" content="{}">', base_url + head.path),
        mark_safe('<meta property="og:type" content="website"><meta property="og:site_name" content="TrustTrack">'),
    ]
    if head.image:
        parts.append(format_html('<meta property="og:image" content="{}">', head.image))
    if head.picture:
        parts += _picture(head.picture, base_url)
    if head.is_indexed:
        parts.append(format_html('<link rel="canonical" href="{}">', base_url + head.path))
    else:
        parts.append(mark_safe('<meta name="robots" content="noindex, nofollow">'))
    if head.json_ld:
        data = orjson.dumps({"@context": "https://schema.org", **head.json_ld}).decode()
        parts.append(data_block(data, kind="application/ld+json", nonce=nonce))
    return mark_safe("\n    ".join(parts))  # noqa: S308 - each part is escaped above


def data_block(json: str, *, kind: str = "application/json", nonce: str, id: str = "") -> SafeString:  # noqa: A002 - the attribute's name
    """Return JSON as an element that a script reads and no browser runs; nothing in it can end the element."""
    named = format_html(' id="{}"', id) if id else ""
    data = mark_safe(json.translate(_JSON_ESCAPES))  # noqa: S308 - escaped here
    return format_html('<script type="{}"{} nonce="{}">{}</script>', kind, named, nonce, data)


def _picture(picture: Picture, base_url: str) -> list[SafeString]:
    properties = {
        "og:image": base_url + picture.path,
        "og:image:type": "image/png",
        "og:image:width": picture.width,
        "og:image:height": picture.height,
        "og:image:alt": picture.alt,
    }
    return [
        *(format_html('<meta property="{}" content="{}">', name, value) for name, value in properties.items()),
        mark_safe('<meta name="twitter:card" content="summary_large_image">'),
    ]
