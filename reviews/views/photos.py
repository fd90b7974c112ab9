"""Photos: uploaded before their review, and sent to whoever may see them now."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.requests import signed_in_user
from reviews.models import SIZES, ReviewPhoto
from reviews.photos import discard_photo, upload_photo
from reviews.serializers import PhotoInput, PhotoSerializer
from reviews.views.base import context_of, parsed
from vendors.services.pictures import KINDS


class ReviewPhotoUpload(APIView):
    """Photos for a review that is being written."""

    parser_classes = [MultiPartParser]
    throttle_scope = "upload"
    scopes = {"POST": "reviews.write"}

    @extend_schema(request={"multipart/form-data": PhotoInput}, responses={201: PhotoSerializer})
    def post(self, request: Request) -> Response:
        """Upload a photo. It is drawn anew in three sizes, as AVIF and WebP, without metadata.

        Nobody else sees it until the review is published. What comes to no review within a day is deleted.
        """
        photo = upload_photo(by=signed_in_user(request), upload=parsed(PhotoInput, request)["photo"])
        return Response(PhotoSerializer(photo, context=context_of(request)).data, status=status.HTTP_201_CREATED)


class ReviewPhotoDiscard(APIView):
    """A photo that came to no review yet."""

    scopes = {"DELETE": "reviews.write"}

    @extend_schema(responses={204: None})
    def delete(self, request: Request, uid: str) -> Response:
        """Delete an upload of one's own that no review shows."""
        user = signed_in_user(request)
        discard_photo(get_object_or_404(ReviewPhoto.objects.waiting_of(user), uid=uid), by=user)
        return Response(status=status.HTTP_204_NO_CONTENT)


@require_safe
def send_photo(request: HttpRequest, uid: str, size: str, kind: str) -> HttpResponseBase:
    """Send a photo in one size and kind, where its review is published or the reader is its author or a moderator.

    Browsers and caches may keep it, and must ask each time whether it may still be seen.
    """
    if size not in SIZES or kind not in KINDS:
        raise Http404
    photo = get_object_or_404(ReviewPhoto.objects.visible_to(request.user), uid=uid)
    etag = f'"{photo.uid}-{size}-{kind}"'
    response: HttpResponseBase = get_conditional_response(request, etag=etag) or _file(photo.file_name(size, kind), kind)
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    response["Content-Disposition"] = "attachment"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def _file(name: str, kind: str) -> HttpResponseBase:
    try:
        return FileResponse(default_storage.open(name), content_type=f"image/{kind}")
    except (OSError, ValueError) as error:
        raise Http404 from error
