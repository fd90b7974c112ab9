"""Reviews over HTTP."""

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import permissions, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.requests import signed_in_user
from accounts.scopes import OWN_ORDERS, PUBLIC
from common.idempotency import idempotent
from common.pagination import KeysetPagination
from common.schema import IDEMPOTENCY_KEY, PAGE_PARAMETERS
from orders.models import Order
from reviews import services
from reviews.models import ReportReason, Review
from reviews.pagination import ORDERINGS
from reviews.reporting import report_review
from reviews.serializers import (
    ReportedSerializer,
    ReportInput,
    ResponseInput,
    ReviewableSerializer,
    ReviewInput,
    ReviewPageSerializer,
    ReviewQuery,
    ReviewSerializer,
    summary,
)
from vendors.models import Vendor
from vendors.permissions import Permission

REVIEW_EXAMPLE = OpenApiExample(
    "Five stars",
    value={"order": "3q2-7wAAAAAAAAAAAAAAAA", "rating": 5, "title": "Still warm", "body": "Ready when they said."},
    request_only=True,
)


class ReviewCreate(APIView):
    """Reviews of one's own completed orders."""

    throttle_scope = "review_create"
    scopes = {"POST": "reviews.write"}

    @extend_schema(
        request=ReviewInput, responses={201: ReviewSerializer}, parameters=[IDEMPOTENCY_KEY], examples=[REVIEW_EXAMPLE]
    )
    def post(self, request: Request) -> Response:
        """Review an order. 403 `review_not_allowed` says in `reason` why not."""
        return self._submit(request)

    @idempotent
    def _submit(self, request: Request) -> Response:
        data = ReviewInput(data=request.data)
        data.is_valid(raise_exception=True)
        review = services.submit_review(by=signed_in_user(request), **data.validated_data)
        return Response(ReviewSerializer(review).data, status=status.HTTP_201_CREATED)


class ReviewRespond(APIView):
    """The vendor's one answer to a review."""

    scopes = {"POST": Permission.REVIEWS_RESPOND}

    @extend_schema(request=ResponseInput, responses={201: ReviewSerializer}, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: int) -> Response:  # noqa: A002 - the contract's name
        """Answer a review, for owners and managers of its vendor. Returns the review with the answer."""
        return self._respond(request, id)

    @idempotent
    def _respond(self, request: Request, pk: int) -> Response:
        review = get_object_or_404(Review.objects.published().with_words(), pk=pk)
        data = ResponseInput(data=request.data)
        data.is_valid(raise_exception=True)
        services.respond_to_review(review, by=signed_in_user(request), **data.validated_data)
        answered = Review.objects.with_words().get(pk=review.pk)
        return Response(ReviewSerializer(answered).data, status=status.HTTP_201_CREATED)


class ReviewReportCreate(APIView):
    """Reports of reviews that should be looked at."""

    throttle_scope = "report"
    scopes = {"POST": "reviews.write"}

    @extend_schema(request=ReportInput, responses={201: ReportedSerializer}, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: int) -> Response:  # noqa: A002 - the contract's name
        """Report a review to the moderators, once."""
        return self._report(request, id)

    @idempotent
    def _report(self, request: Request, pk: int) -> Response:
        review = get_object_or_404(Review.objects.published().select_related("vendor", "order"), pk=pk)
        data = ReportInput(data=request.data)
        data.is_valid(raise_exception=True)
        given = data.validated_data
        report = report_review(review, by=signed_in_user(request), reason=ReportReason(given["reason"]), detail=given["detail"])
        return Response(ReportedSerializer(report).data, status=status.HTTP_201_CREATED)


class VendorReviews(APIView):
    """A vendor's published reviews."""

    permission_classes = [permissions.AllowAny]
    scopes = {"GET": PUBLIC}

    @extend_schema(responses=ReviewPageSerializer, parameters=[ReviewQuery, *PAGE_PARAMETERS])
    def get(self, request: Request, slug: str) -> Response:
        """Return one page, and how many of all the vendor's reviews gave how many stars."""
        vendor = get_object_or_404(Vendor.objects.visible_to(request.user), slug=slug)
        query = ReviewQuery(data=request.query_params)
        query.is_valid(raise_exception=True)
        published = Review.objects.of_vendor(vendor).published()
        pages = KeysetPagination(ORDERINGS[query.validated_data["ordering"]])
        rows = pages.paginate_queryset(published.with_stars(query.validated_data.get("rating")).with_words(), request)
        page = {"results": rows, "next": pages.get_next_link(), "previous": pages.get_previous_link()}
        return Response(ReviewPageSerializer({**summary(published.distribution()), **page}).data)


class OrderReview(APIView):
    """Whether an order can be reviewed."""

    scopes = {"GET": OWN_ORDERS}

    @extend_schema(responses=ReviewableSerializer)
    def get(self, request: Request, uid: str) -> Response:
        """Say to the order's customer whether it can be reviewed, why not, and show the review that there is."""
        user = signed_in_user(request)
        order = get_object_or_404(Order.objects.placed_by(user), uid=uid)
        review = Review.objects.with_words().filter(order=order).first()
        reason = services.review_refusal(order, user)
        return Response(ReviewableSerializer({"allowed": reason is None, "reason": reason, "review": review}).data)
