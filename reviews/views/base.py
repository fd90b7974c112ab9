"""What the views of reviews share."""

from typing import Any

from django.shortcuts import get_object_or_404
from rest_framework.request import Request
from rest_framework.serializers import BaseSerializer

from common.pagination import KeysetPagination, Ordering
from reviews.models import Review
from reviews.serializers import OwnReviewSerializer, ReviewSerializer


def context_of(request: Request) -> dict[str, Any]:
    """Return what serializers need of a call: where the site is, as the caller sees it."""
    return {"base_url": request.build_absolute_uri("/").rstrip("/")}


def parsed(serializer: type[BaseSerializer[Any]], request: Request, *, partial: bool = False) -> dict[str, Any]:
    """Return the checked body. Raises ValidationError."""
    checked = serializer(data=request.data, partial=partial)
    checked.is_valid(raise_exception=True)
    data: dict[str, Any] = checked.validated_data
    return data


def published_or_404(pk: int) -> Review:
    """Return a review that everybody can read, with its vendor. Raises Http404."""
    return get_object_or_404(Review.objects.published().select_related("vendor"), pk=pk)


def shown(pk: int, request: Request) -> Any:
    """Return a review as everybody sees it, with the caller's vote, as JSON values."""
    return ReviewSerializer(Review.objects.with_words(request.user).get(pk=pk), context=context_of(request)).data


def shown_to_author(pk: int, request: Request) -> Any:
    """Return a review as its author sees it, who calls."""
    return OwnReviewSerializer(Review.objects.with_words(request.user).get(pk=pk), context=context_of(request)).data


def page_of_versions(rows: Any, order: Ordering, request: Request) -> dict[str, Any]:
    """Return one page of a history: rows and links."""
    pages = KeysetPagination(order)
    found = pages.paginate_queryset(rows, request)
    return {"results": found, "next": pages.get_next_link(), "previous": pages.get_previous_link()}
