"""The queue, the page on which a case is decided, and the statistics."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils.timesince import timesince
from django.views.decorators.http import require_POST
from unfold.decorators import action

from accounts.models import User
from accounts.requests import signed_in_user
from accounts.security import note_view
from accounts.viewing import PersonalDataAdmin
from common.admin import ReadOnlyModelAdmin
from common.errors import DomainError
from moderation import services
from moderation.desk.case_page import facts_of, rule_title
from moderation.desk.forms import AppealForm, DecisionForm
from moderation.desk.statistics import statistics
from moderation.models import Appeal, Case, CaseState, Outcome
from reviews.models import ModerationKind, Subject
from reviews.moderation import may_moderate


class StateFilter(admin.SimpleListFilter):
    """What is undecided, unless another state is asked for."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Offer each state."""
        return [(state.value, state.label) for state in CaseState]

    def choices(self, changelist: Any) -> Iterator[dict[str, Any]]:  # type: ignore[override]  # the stubs want their own dict
        """Say what is shown where nothing is chosen."""
        for number, choice in enumerate(super().choices(changelist)):
            yield {**choice, "display": "Undecided"} if number == 0 else dict(choice)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Case]) -> QuerySet[Case]:
        """Keep the cases in that state."""
        return queryset.filter(state=self.value()) if self.value() else queryset.exclude(state=CaseState.DECIDED)


@admin.register(Case)
class CaseAdmin(PersonalDataAdmin, ReadOnlyModelAdmin):
    """The queue: the most urgent first, of equals the oldest. Nothing is decided by a program, and nothing without a trace."""

    list_display = ("waits", "vendor", "why", "priority", "state", "claimed_by")
    list_display_links = ("waits", "vendor")
    list_filter = (StateFilter, "sources__kind", "sources__rule")
    search_fields = ("review__vendor__name", "review__order__reference")
    list_per_page = 50
    show_full_result_count = False
    actions_list = ("open_next", "show_statistics")

    def person_of(self, row: Case) -> User | None:
        """Return the author of the review."""
        return row.review.author

    def get_queryset(self, request: HttpRequest) -> QuerySet[Case]:
        """Return cases with what the list shows."""
        return Case.objects.with_review().prefetch_related("sources")

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        """Put what is urgent first; what is decided is looked for by the filter."""
        return ("-priority", "opened_at", "pk")

    def get_urls(self) -> list[URLPattern]:
        """Add what is done to a case."""
        wrap = self.admin_site.admin_view
        return [
            path("next/", wrap(self.next), name="moderation_case_next"),
            path("statistics/", wrap(self.statistics), name="moderation_case_statistics"),
            path("<int:pk>/claim/", wrap(require_POST(self.claim)), name="moderation_case_claim"),
            path("<int:pk>/release/", wrap(require_POST(self.release)), name="moderation_case_release"),
            *super().get_urls(),
        ]

    @admin.display(description="Waits", ordering="opened_at")
    def waits(self, case: Case) -> str:
        """How long it has been there."""
        return timesince(case.opened_at, case.decided_at)

    @admin.display(description="Vendor")
    def vendor(self, case: Case) -> str:
        """Whose review it is about, and how many stars it gives."""
        about = "answer" if case.about == Subject.RESPONSE else f"{case.review.rating} of 5"
        return f"{case.review.vendor.name} ({about})"

    @admin.display(description="Why")
    def why(self, case: Case) -> str:
        """What put it here."""
        return ", ".join(sorted({rule_title(source) for source in case.sources.all()}))

    def has_moderate_permission(self, request: HttpRequest, object_id: Any = None) -> bool:
        """Allow moderators."""
        return isinstance(request.user, User) and may_moderate(request.user)

    @action(description="Open the next one", url_path="open-next", permissions=["moderate"])
    def open_next(self, request: HttpRequest) -> HttpResponse:
        """Open the most urgent case."""
        return self.next(request)

    @action(description="Statistics", url_path="show-statistics")
    def show_statistics(self, request: HttpRequest) -> HttpResponse:
        """Show the figures."""
        return HttpResponseRedirect(reverse("admin:moderation_case_statistics"))

    def next(self, request: HttpRequest) -> HttpResponse:
        """Open the most urgent case that this moderator may decide; a POST takes it too."""
        by = self._moderator(request)
        case = services.next_case(by)
        if case is None:
            messages.info(request, "Nothing waits for you.")
            return HttpResponseRedirect(reverse("admin:moderation_case_changelist"))
        return self._then(request, case, lambda: request.method == "POST" and services.claim_case(case, by=by))

    def claim(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take a case."""
        by, case = self._moderator(request), self._case(request, pk)
        return self._then(request, case, lambda: services.claim_case(case, by=by))

    def release(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Put a case back."""
        by, case = self._moderator(request), self._case(request, pk)
        return self._then(request, case, lambda: services.release_case(case, by=by))

    def statistics(self, request: HttpRequest) -> HttpResponse:
        """Show what waits, what was done, and how long it took."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        context = {**self.admin_site.each_context(request), "title": "Moderation in figures", **statistics()}
        return render(request, "moderation/statistics.html", context)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the case; a POST decides it, and goes on to the next one."""
        if not self.has_view_permission(request) or not object_id.isascii() or not object_id.isdigit():
            raise PermissionDenied
        case = self._case(request, int(object_id))
        reader = signed_in_user(request)  # type: ignore[arg-type]  # a Django request
        note_view(case.review.author, by=reader, request=request)
        facts = facts_of(case, reader)
        form = self._form(request, facts)
        if request.method == "POST" and form is not None and form.is_valid() and self._decide(request, case, form):
            return self.next(request)
        context = {
            **self.admin_site.each_context(request),
            **facts,
            "title": f"{'Answer to a review' if facts['is_about_answer'] else 'Review'} of {case.review.vendor.name}",
            "form": form,
            "is_mine": case.claimed_by_id == request.user.pk,
            "may_moderate": self.has_moderate_permission(request),
        }
        return render(request, "moderation/case.html", context)

    def _form(self, request: HttpRequest, facts: dict[str, Any]) -> DecisionForm | AppealForm | None:
        if facts["case"].state == CaseState.DECIDED or not self.has_moderate_permission(request):
            return None
        if facts["appeal"] is not None:
            return AppealForm(request.POST or None, appeal=facts["appeal"])
        return DecisionForm(request.POST or None, facts=facts)

    def _decide(self, request: HttpRequest, case: Case, form: DecisionForm | AppealForm) -> bool:
        """Decide, and say whether it was done; a refusal is shown on the form."""
        by, data = self._moderator(request), form.cleaned_data
        try:
            if isinstance(form, AppealForm):
                appeal = get_object_or_404(Appeal.objects.with_decision(), pk=data["appeal"], source__case=case)
                words = {name: data.get(name, "") for name in ("facts", "note", "title", "body")}
                services.decide_appeal(appeal, outcome=Outcome(data["outcome"]), by=by, **words)
            else:
                kind, ground = ModerationKind(data["decision"]), data["ground"]
                told = {"facts": data["facts"], "note": data["note"]}
                services.decide_case(case, kind=kind, by=by, ground=ground, version=data["version"], **told, **form.left)
        except DomainError as error:
            form.add_error(None, error.detail)
            return False
        and_then = "" if data.get("decision") == ModerationKind.DISMISS else " Its author is told."
        messages.success(request, f"{case.review.vendor.name}: decided.{and_then}")
        return True

    def _then(self, request: HttpRequest, case: Case, act: Any) -> HttpResponse:
        try:
            act()
        except DomainError as error:
            messages.error(request, error.detail)
        return HttpResponseRedirect(reverse("admin:moderation_case_change", args=[case.pk]))

    def _case(self, request: HttpRequest, pk: int) -> Case:
        return get_object_or_404(Case.objects.with_review(), pk=pk)

    def _moderator(self, request: HttpRequest) -> User:
        if not self.has_moderate_permission(request):
            raise PermissionDenied
        return signed_in_user(request)  # type: ignore[arg-type]  # a Django request
