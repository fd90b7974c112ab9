"""Export and deletion over HTTP: of oneself, after a recent sign-in."""

from collections.abc import AsyncIterator
from typing import Any

from asgiref.sync import sync_to_async
from django.core.files.storage import default_storage
from django.http import StreamingHttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import generics, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.reauthentication import require_recent_sign_in
from accounts.requests import signed_in_user
from accounts.sessions import current_sign_in
from common.idempotency import idempotent
from common.schema import IDEMPOTENCY_KEY
from privacy import services
from privacy.models import Deletion, Export
from privacy.obstacles import obstacles
from privacy.serializers import DeletionInput, DeletionSerializer, ExportSerializer

CHUNK = 256 * 1024


class ExportList(generics.ListAPIView[Export]):
    """One's exports, newest first."""

    serializer_class = ExportSerializer
    queryset = Export.objects.none()

    def get_queryset(self) -> Any:
        """Return the caller's own."""
        return Export.objects.filter(user=signed_in_user(self.request))

    @extend_schema(
        operation_id="export_create",
        request=None,
        responses={
            202: ExportSerializer,
            409: OpenApiResponse(description="`export_under_way`"),
            429: OpenApiResponse(description="`too_many_exports`, with Retry-After"),
        },
        parameters=[IDEMPOTENCY_KEY],
    )
    def post(self, request: Request) -> Response:
        """Ask for an export of everything that is kept of you. One at a time, three a day; a mail says when it is ready."""
        require_recent_sign_in(request)
        return self._ask(request)

    @idempotent
    def _ask(self, request: Request) -> Response:
        export = services.ask_for_export(signed_in_user(request), request=request._request)
        return Response(ExportSerializer(export).data, status=status.HTTP_202_ACCEPTED)


class ExportDownload(APIView):
    """The file."""

    @extend_schema(
        operation_id="export_download",
        responses={
            (200, "application/zip"): OpenApiTypes.BINARY,
            409: OpenApiResponse(description="`export_not_ready`: not yet, or not any more"),
        },
    )
    def get(self, request: Request, uid: str) -> StreamingHttpResponse:
        """Download an export of your own as a zip."""
        require_recent_sign_in(request)
        export = get_object_or_404(Export.objects.select_related("user"), uid=uid, user=signed_in_user(request))
        services.take_export(export, request=request._request)
        response = StreamingHttpResponse(_pieces(export.file_name), content_type="application/zip")
        response["Content-Length"] = str(export.size)
        response["Content-Disposition"] = f'attachment; filename="trusttrack-my-data-{export.asked_at:%Y-%m-%d}.zip"'
        response["Cache-Control"] = "no-store"
        return response


class DeletionView(APIView):
    """The deletion of one's own account."""

    @extend_schema(operation_id="deletion_retrieve", responses=DeletionSerializer)
    def get(self, request: Request) -> Response:
        """Return whether it is scheduled, and what would be in the way."""
        return Response(_state(request, services.deletion_of(signed_in_user(request))))

    @extend_schema(
        operation_id="deletion_create",
        request=DeletionInput,
        responses={
            202: DeletionSerializer,
            409: OpenApiResponse(description="`deletion_refused` with `obstacles`, `deletion_under_way`"),
        },
    )
    def post(self, request: Request) -> Response:
        """Schedule it, two weeks from now; every other sign-in ends. `email` is your own, typed to confirm."""
        require_recent_sign_in(request)
        data = DeletionInput(data=request.data)
        data.is_valid(raise_exception=True)
        user = signed_in_user(request)
        deletion = services.ask_for_deletion(
            user, email=data.validated_data["email"], keep=current_sign_in(request), request=request._request
        )
        return Response(_state(request, deletion), status=status.HTTP_202_ACCEPTED)

    @extend_schema(
        operation_id="deletion_cancel",
        responses={204: None, 409: OpenApiResponse(description="`nothing_to_cancel`")},
    )
    def delete(self, request: Request) -> Response:
        """Keep the account."""
        services.cancel_deletion(signed_in_user(request), request=request._request)
        return Response(status=status.HTTP_204_NO_CONTENT)


def _state(request: Request, deletion: Deletion | None) -> dict[str, Any]:
    state = {
        "is_scheduled": deletion is not None,
        "asked_at": deletion and deletion.asked_at,
        "due_at": deletion and deletion.due_at,
        "obstacles": [] if deletion else obstacles(signed_in_user(request)),
    }
    return dict(DeletionSerializer(state).data)


async def _pieces(name: str) -> AsyncIterator[bytes]:
    """Yield the file in pieces. Async, since the server would gather a plain iterator in memory first."""
    file = await sync_to_async(default_storage.open)(name)
    try:
        while piece := await sync_to_async(file.read)(CHUNK):
            yield piece
    finally:
        await sync_to_async(file.close)()
