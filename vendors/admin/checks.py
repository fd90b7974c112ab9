"""The verifier's desk: the queue by age, and one page for each check, where it is looked at and decided.

Every look and every act leaves an audit row. Nobody sees the evidence of a business of theirs.
"""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.permissions import PlatformPermission, has_platform_permission
from common.admin import ReadOnlyModelAdmin, ask_then
from common.audit import record_act
from common.errors import DomainError
from vendors.admin.forms import APPROVE, DecisionForm, WithdrawalForm, actor, until
from vendors.desk import evidence_of, figures, is_open, next_waiting
from vendors.models import OPEN_STATUSES, CheckMethod, CheckReason, CheckStatus, VerificationCheck
from vendors.registers import RegisterAway
from vendors.relatives import is_relative
from vendors.services import claim_check, decide_check, release_check, withdraw_check
from vendors.services.registering import ask_register

QUEUE = "admin:vendors_verificationcheck_changelist"
DESK = "admin:vendors_verificationcheck_change"


class QueueFilter(admin.SimpleListFilter):
    """The status; without a choice, what waits: one range of the index `check_waiting`, however long the past is."""

    title = "status"
    parameter_name = "status"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the choices beside the one that is no choice."""
        return [*((status.value, str(status.label)) for status in CheckStatus), ("any", "Any")]

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        """Call the first one what it is."""
        first, *others = super().choices(changelist)
        yield {**first, "display": "Waiting"}
        yield from others

    def queryset(self, request: HttpRequest, queryset: QuerySet[VerificationCheck]) -> QuerySet[VerificationCheck]:
        """Keep what was chosen."""
        if self.value() == "any":
            return queryset
        return queryset.filter(status__in=[self.value()] if self.value() else OPEN_STATUSES)


@admin.register(VerificationCheck)
class VerificationCheckAdmin(ReadOnlyModelAdmin):
    """The queue: what waits, the oldest on top; what was decided, by choice."""

    list_display = ("vendor", "kind", "status", "age", "claimed_by", "submitted_at", "decided_by", "decided_at", "expires_at")
    list_filter = (QueueFilter, "kind")
    ordering = ("submitted_at", "pk")
    search_fields = ("vendor__name", "vendor__slug", "evidence", "register_number")
    list_select_related = ("vendor", "decided_by", "claimed_by")
    show_full_result_count = False
    list_before_template = "vendors/desk_figures.html"

    class Media:
        css = {"all": ["vendors/desk.css"]}

    def get_urls(self) -> list[URLPattern]:
        """Add the desk's acts to the admin's own addresses."""
        acts = {"claim": self.claim, "release": self.release, "decide": self.decide, "register": self.ask_register}
        own = [
            path(f"<int:pk>/{name}/", self.admin_site.admin_view(require_POST(act)), name=f"vendors_verificationcheck_{name}")
            for name, act in acts.items()
        ]
        back = self.admin_site.admin_view(self.take_back)
        following = self.admin_site.admin_view(require_POST(self.take_next))
        return [
            path("next/", following, name="vendors_verificationcheck_next"),
            path("<int:pk>/withdraw/", back, name="vendors_verificationcheck_withdraw"),
            *own,
            *super().get_urls(),
        ]

    @admin.display(description="Waits")
    def age(self, check: VerificationCheck) -> str:
        """Say for how long it has waited."""
        if not is_open(check):
            return "–"
        hours = int((timezone.now() - check.submitted_at).total_seconds() // 3600)
        return f"{hours // 24} d {hours % 24} h" if hours >= 24 else f"{hours} h"

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Show the queue, with its figures above."""
        context = {"figures": figures(timezone.now()), "may_decide": _may_decide(request), **(extra_context or {})}
        page: HttpResponse = super().changelist_view(request, extra_context=context)
        return page

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the evidence of one check side by side."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return self._desk(request, _check(request, object_id), DecisionForm(initial=_first_guess(object_id)))

    def claim(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take the check to look at."""
        return _act(request, pk, claim_check, "It is yours for half an hour.")

    def release(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Put it back into the queue."""
        return _act(request, pk, release_check, "It is back in the queue.")

    def take_next(self, request: HttpRequest) -> HttpResponse:
        """Take the oldest that waits, and open it."""
        check = next_waiting(actor(request)) if _may_decide(request) else None
        if check is None:
            messages.info(request, "Nothing waits for you.")
            return HttpResponseRedirect(reverse(QUEUE))
        return _act(request, check.pk, claim_check, "")

    def ask_register(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask the company register (again)."""
        check = _decidable(request, pk)
        try:
            answer = ask_register(check)
            messages.info(request, "The register has answered." if answer else "There is no number to ask about.")
        except RegisterAway:
            messages.warning(request, "The register does not answer just now. Try again in a while.")
        record_act("ask_register", by=actor(request), on=check)
        return HttpResponseRedirect(reverse(DESK, args=[pk]))

    def decide(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Decide by the form; then on to the next where that was asked for."""
        check, form = _decidable(request, pk), DecisionForm(request.POST)
        if form.is_valid():
            try:
                _decide(request, check, form.cleaned_data)
            except DomainError as error:
                form.add_error(None, error.detail)
            else:
                messages.success(request, f"Decided: {check.get_kind_display()} of {check.vendor.name}.")
                return self.take_next(request) if "next" in request.POST else HttpResponseRedirect(reverse(QUEUE))
        return self._desk(request, check, form)

    def take_back(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask why, then take an approval or a waiver back."""
        check = _decidable(request, pk, by_invitation=False)
        return ask_then(
            request,
            WithdrawalForm(request.POST or None),
            title=f"Take back: {check.get_kind_display()} of {check.vendor.name}",
            button="Take back",
            back=reverse(DESK, args=[pk]),
            act=lambda data: withdraw_check(
                check, by=actor(request), reason=data["reason"], reason_code=CheckReason(data["reason_code"])
            ),
        )

    def _desk(self, request: HttpRequest, check: VerificationCheck, form: DecisionForm) -> HttpResponse:
        viewer = actor(request)
        evidence = evidence_of(check, viewer)
        record_act("view_check", by=viewer, on=check, changes={"vendor": check.vendor.slug, "kind": check.kind})
        is_claimed = check.status == CheckStatus.IN_REVIEW
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"{check.get_kind_display()} of {check.vendor.name}",
            "evidence": evidence,
            "form": form.having_seen(evidence.mark),
            "may_decide": _may_decide(request),
            "is_mine": is_claimed and check.claimed_by_id == viewer.pk,
            "is_others": is_claimed and check.claimed_by_id != viewer.pk,
            "is_open": is_open(check),
            "is_standing": VerificationCheck.objects.standing().filter(pk=check.pk).exists(),
        }
        return render(request, "vendors/desk.html", context)


def _may_decide(request: HttpRequest) -> bool:
    return has_platform_permission(request.user, PlatformPermission.DECIDE_CHECKS)


def _check(request: HttpRequest, pk: str | int, *, by_invitation: bool = True) -> VerificationCheck:
    """Return the check, for somebody who has no part in its vendor (vendors.relatives). Raises Http404, PermissionDenied."""
    if not str(pk).isdecimal():
        pk = 0
    rows = VerificationCheck.objects.select_related("vendor__category", "submitted_by", "claimed_by", "decided_by")
    check = get_object_or_404(rows, pk=pk)
    if is_relative(actor(request), check.vendor_id, by_invitation=by_invitation):
        raise PermissionDenied("You are, or were lately, of this vendor's team. Somebody else decides.")
    return check


def _decidable(request: HttpRequest, pk: int, *, by_invitation: bool = True) -> VerificationCheck:
    if not _may_decide(request):
        raise PermissionDenied
    return _check(request, pk, by_invitation=by_invitation)


def _act(request: HttpRequest, pk: int, service: Any, done: str) -> HttpResponse:
    check = _decidable(request, pk)
    try:
        service(check, by=actor(request))
    except DomainError as error:
        messages.error(request, error.detail)
    else:
        if done:
            messages.success(request, done)
    return HttpResponseRedirect(reverse(DESK, args=[pk]))


def _decide(request: HttpRequest, check: VerificationCheck, data: dict[str, Any]) -> None:
    is_approval = data["decision"] == APPROVE
    decide_check(
        check,
        approve=is_approval,
        by=actor(request),
        method=CheckMethod(data["method"]),
        reason_code=CheckReason.OTHER if is_approval else CheckReason(data["reason_code"]),
        reason=data["reason"],
        expires_at=until(data["good_for"]) if is_approval else None,
        seen=data["seen"],
    )


def _first_guess(pk: str) -> dict[str, str]:
    """Return the method that fits best to what was handed in."""
    check = VerificationCheck.objects.filter(pk=pk).first() if pk.isdecimal() else None
    by_register = check is not None and check.kind == "business_registration" and bool(check.register_number)
    by_call = check is not None and check.kind == "phone"
    return {"method": CheckMethod.REGISTER if by_register else CheckMethod.PHONE_CALL if by_call else CheckMethod.DOCUMENTS}
