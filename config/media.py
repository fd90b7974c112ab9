"""Uploads out of the local folder (STORAGE_URL=file://…); a bucket serves its own by signed links."""

import posixpath

from django.core.files.storage import FileSystemStorage, default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

PUBLIC_FOLDERS = frozenset({"covers", "items"})  # what else the storage holds, exports above all, is nobody's to fetch here


CONTENT_TYPES = {".avif": "image/avif", ".webp": "image/webp"}


@require_safe
def serve_upload(request: HttpRequest, name: str) -> HttpResponseBase:
    """Send an upload: never guessed at, never shown as a page. Names are random and files never change."""
    is_public = posixpath.normpath(name).split("/", 1)[0] in PUBLIC_FOLDERS
    if not is_public or not isinstance(default_storage._wrapped, FileSystemStorage):  # type: ignore[attr-defined]  # a lazy object
        raise Http404
    try:
        upload = default_storage.open(name)
    except (OSError, ValueError) as error:
        raise Http404 from error
    response = FileResponse(
        upload,
        as_attachment=True,
        content_type=CONTENT_TYPES.get(posixpath.splitext(name)[1], "application/octet-stream"),
    )
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
