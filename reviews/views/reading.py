"""A vendor's reviews, and the review of an order."""

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.models import User
from accounts.requests import signed_in_user
from accounts.scopes import OWN_ORDERS, PUBLIC
from common.pagination import KeysetPagination
from common.schema import PAGE_PARAMETERS
from orders.models import Order
from reviews.models import Review, ReviewPhoto, VendorFigures
from reviews.pagination import NEWEST, OLDEST, ORDERINGS
from reviews.querysets import ReviewQuerySet
from reviews.serializers import ReviewableSerializer, ReviewPageSerializer, ReviewQuery, page_of
from reviews.services import review_refusal
from reviews.views.base import context_of
from reviews.window import window_end
from vendors.models import Vendor


class VendorReviews(APIView):
    """A vendor's reviews."""

    @property
    def throttle_scope(self) -> str | None:
        """Count a search as what it costs."""
        return "search" if self.request.query_params.get("search", "").strip() else None

    permission_classes = [AllowAny]
    scopes = {"GET": PUBLIC}

    @extend_schema(responses=ReviewPageSerializer, parameters=[ReviewQuery, *PAGE_PARAMETERS])
    def get(self, request: Request, slug: str) -> Response:
        """Return one page, and what all the vendor's reviews and orders add up to.

        By age and without a filter, the tombstones of removed reviews stand among them.
        """
        vendor = get_object_or_404(Vendor.objects.visible_to(request.user), slug=slug)
        query = ReviewQuery(data=request.query_params)
        query.is_valid(raise_exception=True)
        pages = KeysetPagination(ORDERINGS[query.validated_data["ordering"]])
        rows = pages.paginate_queryset(_found(vendor, query.validated_data).with_words(_reader(request)), request)
        page = {"results": rows, "next": pages.get_next_link(), "previous": pages.get_previous_link()}
        figures = VendorFigures.objects.filter(vendor=vendor).first()
        return Response(ReviewPageSerializer(page_of(figures, page), context=context_of(request)).data)


class OrderReview(APIView):
    """Whether an order can be reviewed."""

    scopes = {"GET": OWN_ORDERS}

    @extend_schema(responses=ReviewableSerializer)
    def get(self, request: Request, uid: str) -> Response:
        """Say to the order's customer whether it can be reviewed, why not, and show the review that there is."""
        user = signed_in_user(request)
        order = get_object_or_404(Order.objects.placed_by(user).select_related("vendor"), uid=uid)
        reason = review_refusal(order, user)
        answer = {
            "allowed": reason is None,
            "reason": reason,
            "waits_until": window_end(order) if reason is None else None,
            "review": Review.objects.with_words(user).filter(order=order).first(),
            "waiting_photos": ReviewPhoto.objects.waiting_of(user).order_by("pk"),
        }
        return Response(ReviewableSerializer(answer, context=context_of(request)).data)


def _found(vendor: Vendor, query: dict[str, Any]) -> ReviewQuerySet:
    """Return the reviews that a reader asks for; tombstones stand only where nothing is asked of their words and stars."""
    rows = Review.objects.of_vendor(vendor)
    is_filtered = query.get("rating") or query["with_photos"] or query["with_words"] or query["search"].strip()
    if not is_filtered and ORDERINGS[query["ordering"]] in {NEWEST, OLDEST}:
        return rows.shown()
    rows = rows.published().with_stars(query.get("rating")).saying(query["search"], vendor.pk)
    if query["with_photos"]:
        rows = rows.filter(photo_count__gt=0)
    return rows.exclude(body="") if query["with_words"] else rows


def _reader(request: Request) -> User | None:
    return request.user if isinstance(request.user, User) else None
