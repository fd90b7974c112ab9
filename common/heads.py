"""What the server says of a page before any script runs: for link previews, crawlers and a quick first glance."""

from dataclasses import dataclass, field
from typing import Any

import orjson
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

_JSON_LD_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@dataclass(frozen=True)
class PageHead:
    """Title, description and the rest of a page's head. `status` is the answer's HTTP status; with 301, `path` is where to go."""

    title: str
    description: str
    path: str = "/"
    image: str = ""
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
    if head.is_indexed:
        parts.append(format_html('<link rel="canonical" href="{}">', base_url + head.path))
    else:
        parts.append(mark_safe('<meta name="robots" content="noindex, nofollow">'))
    if head.json_ld:
        data = orjson.dumps({"@context": "https://schema.org", **head.json_ld}).decode().translate(_JSON_LD_ESCAPES)
        parts.append(format_html('<script type="application/ld+json" nonce="{}">{}</script>', nonce, mark_safe(data)))  # noqa: S308 - escaped above
    return mark_safe("\n    ".join(parts))  # noqa: S308 - each part is escaped above
