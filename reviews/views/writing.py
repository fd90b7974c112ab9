"""A review: written, changed, withdrawn, called helpful, reported; and its history."""

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import status
from rest_framework.permissions import AllowAny, IsAuthenticatedOrReadOnly
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.requests import signed_in_user
from accounts.scopes import PUBLIC
from common.idempotency import idempotent
from common.schema import IDEMPOTENCY_KEY, PAGE_PARAMETERS
from reviews.editing import edit_review, withdraw_review
from reviews.models import ReportReason, Review, Subject, VersionKind
from reviews.pagination import BY_NUMBER
from reviews.reporting import report_review
from reviews.serializers import (
    HelpfulSerializer,
    OwnReviewSerializer,
    ReportedSerializer,
    ReportInput,
    ReviewEdit,
    ReviewInput,
    ReviewSerializer,
    ReviewVersionPageSerializer,
)
from reviews.services import submit_review
from reviews.views.base import context_of, page_of_versions, parsed, published_or_404, shown_to_author
from reviews.voting import take_vote_back, vote_helpful

REVIEW_EXAMPLE = OpenApiExample(
    "Five stars",
    value={
        "order": "3q2-7wAAAAAAAAAAAAAAAA",
        "rating": 5,
        "title": "Still warm",
        "body": "Ready when they said.",
        "items": [{"item": 7, "rating": 5, "body": "The best loaf in town."}],
        "photos": [],
    },
    request_only=True,
)


class ReviewCreate(APIView):
    """Reviews of one's own completed orders."""

    throttle_scope = "review_create"
    scopes = {"POST": "reviews.write"}

    @extend_schema(
        request=ReviewInput, responses={201: OwnReviewSerializer}, parameters=[IDEMPOTENCY_KEY], examples=[REVIEW_EXAMPLE]
    )
    def post(self, request: Request) -> Response:
        """Review an order. 403 `review_not_allowed` says in `reason` why not. Status `pending`: it waits in a blind window."""
        return self._submit(request)

    @idempotent
    def _submit(self, request: Request) -> Response:
        user = signed_in_user(request)
        review = submit_review(by=user, **parsed(ReviewInput, request))
        return Response(shown_to_author(review.pk, request), status=status.HTTP_201_CREATED)


class ReviewView(APIView):
    """One review."""

    @property
    def throttle_scope(self) -> str | None:
        """Count a new version as what it is: further words in the log, for good."""
        return "review_create" if self.request.method == "PATCH" else None

    permission_classes = [IsAuthenticatedOrReadOnly]
    scopes = {"GET": PUBLIC, "PATCH": "reviews.write", "DELETE": "reviews.write"}

    @extend_schema(responses=ReviewSerializer)
    def get(self, request: Request, id: int) -> Response:  # noqa: A002 - the contract's name
        """Return a review, or the tombstone of one that was removed."""
        review = get_object_or_404(Review.objects.shown().with_words(request.user), pk=id)
        return Response(ReviewSerializer(review, context=context_of(request)).data)

    @extend_schema(request=ReviewEdit(partial=True), responses=OwnReviewSerializer)
    def patch(self, request: Request, id: int) -> Response:  # noqa: A002 - the contract's name
        """Publish a new version of one's own review. 409 `review_fixed` says in `reason` why not."""
        user = signed_in_user(request)
        review = get_object_or_404(Review, pk=id, author=user)
        edit_review(review, by=user, **parsed(ReviewEdit, request, partial=True))
        return Response(shown_to_author(id, request))

    @extend_schema(responses={200: OwnReviewSerializer})
    def delete(self, request: Request, id: int) -> Response:  # noqa: A002 - the contract's name
        """Withdraw one's own review, for good. A tombstone without words stays."""
        user = signed_in_user(request)
        withdraw_review(get_object_or_404(Review, pk=id, author=user), by=user)
        return Response(shown_to_author(id, request))


class ReviewVersions(APIView):
    """The history of a review."""

    permission_classes = [AllowAny]
    scopes = {"GET": PUBLIC}

    @extend_schema(responses=ReviewVersionPageSerializer, parameters=PAGE_PARAMETERS)
    def get(self, request: Request, id: int) -> Response:  # noqa: A002 - the contract's name
        """Return what a published review said, version by version; words from before a redaction are withheld."""
        review = published_or_404(id)
        redacted = review.versions.filter(kind=VersionKind.REDACTION).order_by("-number").values_list("number", flat=True).first()
        rows = review.versions.prefetch_related("items__order_item", "photos")
        page = page_of_versions(rows, BY_NUMBER, request)
        return Response(ReviewVersionPageSerializer(page, context={**context_of(request), "redacted_at": redacted or 0}).data)


class ReviewHelpful(APIView):
    """Whether a review helped the caller."""

    scopes = {"PUT": "reviews.write", "DELETE": "reviews.write"}

    @extend_schema(request=None, responses=HelpfulSerializer)
    def put(self, request: Request, id: int) -> Response:  # noqa: A002 - the contract's name
        """Call a review helpful: not one's own, and not as one of the business's people."""
        review = vote_helpful(published_or_404(id), by=signed_in_user(request))
        return Response({"helpful_count": review.helpful_count, "is_helpful": True})

    @extend_schema(responses={200: HelpfulSerializer})
    def delete(self, request: Request, id: int) -> Response:  # noqa: A002 - the contract's name
        """Take that back."""
        review = take_vote_back(published_or_404(id), by=signed_in_user(request))
        return Response({"helpful_count": review.helpful_count, "is_helpful": False})


class ReviewReportCreate(APIView):
    """Reports of reviews that should be looked at."""

    throttle_scope = "report"
    scopes = {"POST": "reviews.write"}

    @extend_schema(request=ReportInput, responses={201: ReportedSerializer}, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: int) -> Response:  # noqa: A002 - the contract's name
        """Report a review to the moderators, once, and the answer under it once."""
        return self._report(request, id)

    @idempotent
    def _report(self, request: Request, pk: int) -> Response:
        review = published_or_404(pk)
        given = parsed(ReportInput, request)
        given |= {"reason": ReportReason(given["reason"]), "about": Subject(given["about"])}
        report = report_review(review, by=signed_in_user(request), **given)
        return Response(ReportedSerializer(report).data, status=status.HTTP_201_CREATED)
