"""Sending a document to the one person whom its link was made for."""

from http import HTTPStatus
from typing import Any

from django.core.files.base import ContentFile, File
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from accounts.factors import is_proved_by_second_factor
from accounts.models import User
from common.audit import record_act
from common.throttling import count
from vendors import documents
from vendors.document_links import read_link, sees_as_platform, sees_as_team
from vendors.models import CheckDocument

CONTENT_TYPES = {"pdf": "application/pdf", "jpg": "image/jpeg"}


@require_safe
def show_document(request: HttpRequest, token: str) -> HttpResponseBase:
    """Send the document, or with `?page=` a page of it as a picture: to save, never to run, with an audit row. Or 404.

    Pictures are counted, since each takes a process of its own: 429 beyond the limit.
    """
    viewer: Any = request.user
    document = read_link(token, viewer)
    if document is None or not _may_see(request, viewer, document):
        raise Http404
    page = _page(request, document)
    if page and (wait := count("page_picture", f"u{viewer.pk}")):
        return HttpResponse(status=HTTPStatus.TOO_MANY_REQUESTS, headers={"Retry-After": str(wait)})
    try:
        file: File[Any] = documents.storage().open(document.name)
    except OSError as error:
        raise Http404 from error
    check = document.verification_check
    record_act("view_document", by=viewer, on=document, changes={"check": check.pk, "kind": check.kind, "page": page})
    suffix = document.name.rpartition(".")[2]
    if page:
        file, suffix = _picture(file, page), "jpg"
    name = f"{check.vendor.slug}-{check.kind}-{document.position}.{suffix}"
    response = FileResponse(file, as_attachment=True, filename=name, content_type=CONTENT_TYPES[suffix])
    response["Cache-Control"] = "private, no-store"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["X-Content-Type-Options"] = "nosniff"
    return response  # the policy of data (config.policies) adds a sandbox in which nothing is loaded


def _picture(file: "File[Any]", page: int) -> "File[Any]":
    with file:
        content = file.read()
    try:
        return ContentFile(documents.page_of(content, page))
    except documents.BadDocument as error:  # a page that cannot be drawn; the file itself can still be saved
        raise Http404 from error


def _page(request: HttpRequest, document: CheckDocument) -> int:
    """Return which page of a PDF is asked for as a picture, 0 for the whole file. Raises Http404 where there is no such page."""
    asked = request.GET.get("page", "")
    if not asked or not document.name.endswith(".pdf"):
        return 0
    if not asked.isdecimal() or len(asked) > 3 or not 1 <= int(asked) <= document.pages:
        raise Http404
    return int(asked)


def _may_see(request: HttpRequest, viewer: User, document: CheckDocument) -> bool:
    if is_proved_by_second_factor(request) and sees_as_platform(viewer, document):
        return True
    return sees_as_team(viewer, document)
