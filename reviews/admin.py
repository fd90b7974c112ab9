"""The moderators' desk: reviews with their reports, hidden and restored with a reason."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from unfold.decorators import action

from accounts.models import User
from accounts.requests import signed_in_user
from common.admin import ReadOnlyInline, ReadOnlyModelAdmin, ReasonForm, ask_then
from reviews.models import ModerationAction, ModerationKind, Review, ReviewReport, ReviewResponse, ReviewStatus
from reviews.moderation import hide_review, may_moderate, restore_review

Service = Callable[..., ModerationAction]
#: What can be done: the button, the status that it needs, the service.
ACTS: dict[str, tuple[str, ReviewStatus, Service]] = {
    ModerationKind.HIDE: ("Hide", ReviewStatus.PUBLISHED, hide_review),
    ModerationKind.RESTORE: ("Restore", ReviewStatus.HIDDEN, restore_review),
}


class ModerationInline(ReadOnlyInline):
    """What moderators did, and why."""

    model = ModerationAction
    fields = ("action", "reason", "moderator", "recorded_at")


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
    """Reviews. Their words cannot be changed by anybody; they can be hidden and restored, each time with a reason."""

    list_display = ("created_at", "vendor", "rating", "title", "author", "status", "reported")
    list_filter = ("status", "rating", "reports__reason")
    search_fields = ("title", "body", "vendor__name", "author__email", "order__reference", "order__uid")
    list_select_related = ("vendor", "author")
    ordering = ("-created_at", "-id")
    show_full_result_count = False
    inlines = (ModerationInline, ReportInline, ResponseInline)
    actions = ("hide", "restore")
    actions_detail = ("hide_this", "restore_this")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Review]:
        """Return reviews with the number of their reports."""
        return Review.objects.annotate(number_of_reports=Count("reports"))

    def get_urls(self) -> list[URLPattern]:
        """Add the page that asks for the reason."""
        ask = path("moderate/<slug:kind>/", self.admin_site.admin_view(self.moderate), name="reviews_review_moderate")
        return [ask, *super().get_urls()]

    @admin.display(description="Reports", ordering="number_of_reports")
    def reported(self, review: Any) -> int:
        """How many readers reported it."""
        return int(review.number_of_reports)

    def has_moderate_permission(self, request: HttpRequest, object_id: Any = None) -> bool:
        """Allow moderators."""
        return isinstance(request.user, User) and may_moderate(request.user)

    @admin.action(description="Hide the selected reviews", permissions=["moderate"])
    def hide(self, request: HttpRequest, queryset: QuerySet[Review]) -> HttpResponse:
        """Ask why."""
        return _ask_about(ModerationKind.HIDE, queryset.values_list("pk", flat=True))

    @admin.action(description="Restore the selected reviews", permissions=["moderate"])
    def restore(self, request: HttpRequest, queryset: QuerySet[Review]) -> HttpResponse:
        """Ask why."""
        return _ask_about(ModerationKind.RESTORE, queryset.values_list("pk", flat=True))

    @action(description="Hide", url_path="hide", permissions=["moderate"])
    def hide_this(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask why."""
        return _ask_about(ModerationKind.HIDE, [object_id])

    @action(description="Restore", url_path="restore", permissions=["moderate"])
    def restore_this(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask why."""
        return _ask_about(ModerationKind.RESTORE, [object_id])

    def moderate(self, request: HttpRequest, kind: str) -> HttpResponse:
        """Ask for the reason, then hide or restore what `?ids=` names; what is so already is left as it is."""
        back = reverse("admin:reviews_review_changelist")
        if kind not in ACTS or not self.has_moderate_permission(request):
            return HttpResponseRedirect(back)
        word, needed, service = ACTS[kind]
        ids = [int(part) for part in request.GET.get("ids", "").split(",") if part.isascii() and part.isdigit()]
        reviews = Review.objects.filter(pk__in=ids, status=needed).order_by("pk")
        number = reviews.count()
        if not number:
            messages.info(request, "Nothing to do: these reviews are so already.")
            return HttpResponseRedirect(back)
        return ask_then(
            request,
            ReasonForm(request.POST or None),
            title=f"{word} {number} review{'' if number == 1 else 's'}",
            button=word,
            back=back,
            act=lambda data: _do(service, list(reviews), signed_in_user(request), data["reason"]),  # type: ignore[arg-type]  # a Django request
        )


def _ask_about(kind: ModerationKind, ids: Any) -> HttpResponse:
    url = reverse("admin:reviews_review_moderate", args=[kind.value])
    return HttpResponseRedirect(f"{url}?ids={','.join(str(pk) for pk in ids)}")


@transaction.atomic
def _do(service: Service, reviews: list[Review], by: User, reason: str) -> None:
    for review in reviews:
        service(review, by=by, reason=reason)
