"""The pages. Whole without a script, without a cookie and without a query."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from common.heads import PageHead, render_head
from legal.documents import Document, NoSuchText, Version, document, documents
from legal.filling import fill
from legal.markdown import headings, html_of

CONTENTS = PageHead(
    "Terms, privacy and policies · TrustTrack",
    "What you and we can expect of each other, what we know of you, and how reviews work. Every version stays readable.",
    path="/legal/",
)


@require_safe
def contents(request: HttpRequest) -> HttpResponse:
    """List the documents with the version of each that holds."""
    return _page(request, "legal/contents.html", CONTENTS, {})


@require_safe
def current(request: HttpRequest, name: str) -> HttpResponse:
    """Show the version of a document that holds today."""
    found = _document(name)
    return _text(request, found, found.current)


@require_safe
def version(request: HttpRequest, name: str, day: str) -> HttpResponse:
    """Show the version of a day, whether it holds, held, or is only announced."""
    found = _document(name)
    try:
        return _text(request, found, found.version(day))
    except NoSuchText:
        raise Http404 from None


def _document(name: str) -> Document:
    try:
        return document(name)
    except NoSuchText:
        raise Http404 from None


def _text(request: HttpRequest, shown: Document, version: Version) -> HttpResponse:
    """Search engines are led to what holds, under the one address that stays."""
    is_current = version == shown.current
    after = shown.after(version)
    body = fill(version.body)
    head = PageHead(f"{version.title} · TrustTrack", version.about, path=shown.path, is_indexed=is_current)
    context = {
        "document": shown,
        "version": version,
        "replaced_by": after if after and after.has_come else None,
        "is_announced": not is_current and not version.has_come,
        "announced": after if is_current and after and not after.has_come else None,
        "headings": headings(body),
        "body": html_of(body),
    }
    return _page(request, "legal/document.html", head, context)


def _page(request: HttpRequest, template: str, head: PageHead, context: dict[str, Any]) -> HttpResponse:
    nonce = str(request.csp_nonce)  # type: ignore[attr-defined]  # set by the CSP middleware
    context |= {"head": render_head(head, base_url=settings.BASE_URL, nonce=nonce), "documents": documents()}
    response = render(request, template, context)
    response["Cache-Control"] = "no-store"  # it carries a nonce
    if not head.is_indexed:
        response["X-Robots-Tag"] = "noindex, nofollow"
    return response
