"""The vendor's answer."""

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.requests import signed_in_user
from accounts.scopes import PUBLIC
from common.idempotency import idempotent
from common.schema import IDEMPOTENCY_KEY, PAGE_PARAMETERS
from reviews.models import ReviewResponse
from reviews.pagination import BY_NUMBER
from reviews.responding import edit_response, respond_to_review, withdraw_response
from reviews.serializers import ResponseEdit, ResponseInput, ResponseVersionPageSerializer, ReviewSerializer
from reviews.views.base import page_of_versions, parsed, published_or_404, shown
from vendors.permissions import Permission


class ReviewRespond(APIView):
    """The vendor's one answer to a review."""

    scopes = dict.fromkeys(("POST", "PATCH", "DELETE"), Permission.REVIEWS_RESPOND)

    @extend_schema(request=ResponseInput, responses={201: ReviewSerializer}, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: int) -> Response:  # noqa: A002 - the contract's name
        """Answer a review, for owners and managers of its vendor. Returns the review with the answer."""
        return self._respond(request, id)

    @idempotent
    def _respond(self, request: Request, pk: int) -> Response:
        user = signed_in_user(request)
        respond_to_review(published_or_404(pk), by=user, **parsed(ResponseInput, request))
        return Response(shown(pk, request), status=status.HTTP_201_CREATED)

    @extend_schema(request=ResponseEdit, responses=ReviewSerializer)
    def patch(self, request: Request, id: int) -> Response:  # noqa: A002 - the contract's name
        """Publish a new version of the answer; the earlier ones stay for everybody to see."""
        user = signed_in_user(request)
        edit_response(published_or_404(id), by=user, **parsed(ResponseEdit, request))
        return Response(shown(id, request))

    @extend_schema(responses={200: ReviewSerializer})
    def delete(self, request: Request, id: int) -> Response:  # noqa: A002 - the contract's name
        """Withdraw the answer: nobody reads it or its versions any more."""
        user = signed_in_user(request)
        withdraw_response(published_or_404(id), by=user)
        return Response(shown(id, request))


class ResponseVersions(APIView):
    """The history of an answer."""

    permission_classes = [AllowAny]
    scopes = {"GET": PUBLIC}

    @extend_schema(responses=ResponseVersionPageSerializer, parameters=PAGE_PARAMETERS)
    def get(self, request: Request, id: int) -> Response:  # noqa: A002 - the contract's name
        """Return what a vendor's answer said, version by version; what was withdrawn is not among it."""
        response = get_object_or_404(ReviewResponse.objects.standing(), review=published_or_404(id))
        return Response(ResponseVersionPageSerializer(page_of_versions(response.readable_versions, BY_NUMBER, request)).data)
