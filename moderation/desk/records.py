"""Statements, appeals and signals as they stand: seen, changed by nobody."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.models import User
from accounts.viewing import PersonalDataAdmin
from common.admin import ReadOnlyModelAdmin
from moderation.models import Appeal, Signal, Statement


@admin.register(Statement)
class StatementAdmin(PersonalDataAdmin, ReadOnlyModelAdmin):
    """What authors were told."""

    list_display = ("created_at", "action", "found_by", "appeal_until")
    list_filter = ("found_by", "action__action", "action__ground")
    search_fields = ("action__review__vendor__name",)
    list_select_related = ("action",)
    ordering = ("-pk",)
    show_full_result_count = False

    def person_of(self, row: Statement) -> User | None:
        """Return to whom it was made."""
        return row.recipient


@admin.register(Appeal)
class AppealAdmin(PersonalDataAdmin, ReadOnlyModelAdmin):
    """Appeals and how they ended. They are decided on the page of their case."""

    list_display = ("created_at", "statement", "outcome", "decided_by", "decided_at")
    list_filter = ("outcome",)
    list_select_related = ("statement__action", "decided_by")
    ordering = ("-pk",)
    show_full_result_count = False

    def person_of(self, row: Appeal) -> User | None:
        """Return who appealed."""
        return row.statement.recipient


@admin.register(Signal)
class SignalAdmin(PersonalDataAdmin, ReadOnlyModelAdmin):
    """What speaks of foul play, by vendor. It is for people to weigh, and goes after half a year."""

    list_display = ("found_at", "vendor", "review", "rule", "version", "score", "inputs")
    list_filter = ("rule",)
    search_fields = ("vendor__name", "vendor__slug")
    list_select_related = ("vendor", "review")
    ordering = ("-pk",)
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Signal]:
        """Return signals with the author of the review."""
        return Signal.objects.select_related("review__author")

    def person_of(self, row: Signal) -> User | None:
        """Return the author of the review."""
        return row.review.author
