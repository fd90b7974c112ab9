"""All reviews, with what was answered, reported and done; any of them can be looked at as a case."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from unfold.decorators import action

from accounts.models import User
from accounts.requests import signed_in_user
from common.admin import ReadOnlyInline, ReadOnlyModelAdmin
from common.errors import DomainError
from moderation.services import look_at
from reviews.models import ModerationAction, Review, ReviewReport, ReviewResponse
from reviews.moderation import may_moderate


class ModerationInline(ReadOnlyInline):
    """What moderators did, and why."""

    model = ModerationAction
    fields = ("action", "ground", "note", "moderator", "recorded_at")


class ReportInline(ReadOnlyInline):
    """What readers reported."""

    model = ReviewReport
    fields = ("reason", "detail", "reporter", "created_at")


class ResponseInline(ReadOnlyInline):
    """What the vendor answered."""

    model = ReviewResponse
    fields = ("body", "author", "created_at")


@admin.register(Review)
class ReviewAdmin(ReadOnlyModelAdmin):
    """Reviews. Nobody changes their words here: what is to be done about one is decided in a case."""

    list_display = ("created_at", "vendor", "rating", "title", "author", "status", "reported")
    list_filter = ("status", "rating", "reports__reason")
    search_fields = ("title", "body", "vendor__name", "author__email", "order__reference", "order__uid")
    list_select_related = ("vendor", "author")
    ordering = ("-created_at", "-id")
    show_full_result_count = False
    inlines = (ModerationInline, ReportInline, ResponseInline)
    actions_detail = ("look_at_this",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Review]:
        """Return reviews with the number of their reports."""
        return Review.objects.annotate(number_of_reports=Count("reports"))

    @admin.display(description="Reports", ordering="number_of_reports")
    def reported(self, review: Any) -> int:
        """How many readers reported it."""
        return int(review.number_of_reports)

    def has_moderate_permission(self, request: HttpRequest, object_id: Any = None) -> bool:
        """Allow moderators."""
        return isinstance(request.user, User) and may_moderate(request.user)

    @action(description="Look at this as a case", url_path="look-at", permissions=["moderate"])
    def look_at_this(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Open a case, take it and go there."""
        review = get_object_or_404(Review, pk=object_id)
        try:
            case = look_at(review, by=signed_in_user(request))  # type: ignore[arg-type]  # a Django request
        except DomainError as error:
            messages.error(request, error.detail)
            return HttpResponseRedirect(reverse("admin:reviews_review_change", args=[review.pk]))
        return HttpResponseRedirect(reverse("admin:moderation_case_change", args=[case.pk]))
