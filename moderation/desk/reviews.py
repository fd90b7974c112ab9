"""All reviews, with what was answered, reported and done; any of them can be looked at as a case."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from unfold.decorators import action

from accounts.models import User
from accounts.requests import signed_in_user
from accounts.viewing import PersonalDataAdmin
from common.admin import ReadOnlyInline, ReadOnlyModelAdmin
from common.errors import DomainError
from moderation.services import look_at
from reviews.models import ModerationAction, Review, ReviewReport, ReviewResponse, Subject
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


def _reports_of(review: OuterRef) -> Subquery:
    """Count a review's reports, for the rows of a page alone."""
    counted = ReviewReport.objects.filter(review=review).order_by().values("review").annotate(number=Count("pk"))
    return Subquery(counted.values("number"), output_field=IntegerField())


@admin.register(Review)
class ReviewAdmin(PersonalDataAdmin, ReadOnlyModelAdmin):
    """Reviews. Nobody changes their words here: what is to be done about one is decided in a case."""

    list_display = ("created_at", "vendor", "rating", "title", "author", "status", "reported")
    list_filter = ("status", "rating")
    # By what an index knows; words are searched on the page of their vendor.
    search_fields = ("=vendor__slug", "=author__email", "=order__reference", "=order__uid")
    list_select_related = ("vendor", "author")
    ordering = ("-id",)
    show_full_result_count = False
    inlines = (ModerationInline, ReportInline, ResponseInline)
    actions_detail = ("look_at_this", "look_at_answer")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Review]:
        """Return reviews with the number of their reports."""
        return Review.objects.annotate(number_of_reports=_reports_of(OuterRef("pk")))

    def person_of(self, row: Review) -> User | None:
        """Return who wrote it."""
        return row.author

    @admin.display(description="Reports")
    def reported(self, review: Any) -> int:
        """How many readers reported it."""
        return int(review.number_of_reports or 0)

    def has_moderate_permission(self, request: HttpRequest, object_id: Any = None) -> bool:
        """Allow moderators."""
        return isinstance(request.user, User) and may_moderate(request.user)

    @action(description="Look at this as a case", url_path="look-at", permissions=["moderate"])
    def look_at_this(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Open a case, take it and go there."""
        return self._look(request, object_id, Subject.REVIEW)

    @action(description="Look at its answer as a case", url_path="look-at-answer", permissions=["moderate"])
    def look_at_answer(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Open a case about the vendor's answer, take it and go there."""
        return self._look(request, object_id, Subject.RESPONSE)

    def _look(self, request: HttpRequest, object_id: str, about: Subject) -> HttpResponse:
        """Open the case on a POST; ask for one on a GET, which changes nothing."""
        review = get_object_or_404(Review, pk=object_id)
        if request.method != "POST":
            context = {**self.admin_site.each_context(request), "review": review, "title": f"Look at: {about.label}"}
            return render(request, "moderation/look_at.html", context)
        try:
            case = look_at(review, by=signed_in_user(request), about=about)  # type: ignore[arg-type]  # a Django request
        except DomainError as error:
            messages.error(request, error.detail)
            return HttpResponseRedirect(reverse("admin:reviews_review_change", args=[review.pk]))
        return HttpResponseRedirect(reverse("admin:moderation_case_change", args=[case.pk]))
