"""What the desk asks for before it acts."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Self

from django import forms
from django.http import HttpRequest
from django.utils import timezone
from unfold.widgets import UnfoldAdminRadioSelectWidget, UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget

from accounts.models import User
from common.phones import to_e164
from vendors.checked_fields import checked_values, kinds_changed
from vendors.models import (
    AUTOMATIC_METHODS,
    REJECTION_REASONS,
    REQUIRED_CHECKS,
    WAIVER_REASONS,
    WITHDRAWAL_REASONS,
    CheckKind,
    CheckMethod,
    CheckReason,
    Vendor,
)
from vendors.services.ending import hold_standing_checks

if TYPE_CHECKING:
    OfVendor = forms.ModelForm[Vendor]
else:
    OfVendor = forms.ModelForm  # takes no subscript while it runs
GOOD_FOR = [(30, "30 days"), (180, "6 months"), (365, "1 year"), (730, "2 years")]
APPROVE, REJECT = "approve", "reject"


def _choices(reasons: tuple[CheckReason, ...]) -> list[tuple[str, str]]:
    return [(reason.value, str(reason.label)) for reason in reasons]


class VendorForm(OfVendor):
    """Puts a profile right. What a check was about stays, while the check stands: nobody checked the new words."""

    def clean(self) -> dict[str, Any]:
        """Refuse a change of what was checked, and say which check is to be withdrawn first."""
        data: dict[str, Any] = super().clean() or {}
        if "phone" in self.changed_data:
            self._tidy_phone(data)
        hold_standing_checks(self.instance)  # the order of locks is update_vendor's
        before = checked_values(Vendor.objects.select_for_update(no_key=True).get(pk=self.instance.pk))
        changed = kinds_changed(
            before, before | {field: data[field] for field in self.changed_data if field in before.keys() & data}
        )
        standing = {check.kind for check in hold_standing_checks(self.instance)}
        if ended := [kind.label.lower() for kind in changed if kind in standing]:
            raise forms.ValidationError(f"This changes what was checked ({', '.join(ended)}). Withdraw the approval first.")
        return data

    def _tidy_phone(self, data: dict[str, Any]) -> None:
        try:
            data["phone"] = to_e164(data.get("phone", ""), data.get("country"))
        except ValueError as error:
            self.add_error("phone", str(error))


class DecisionForm(forms.Form):
    """Approve or not, how it was looked into, why, and for how long; and which evidence was on the page (vendors.seen)."""

    seen = forms.CharField(max_length=64, required=False, empty_value="", widget=forms.HiddenInput)
    decision = forms.ChoiceField(
        choices=[(APPROVE, "Approve"), (REJECT, "Do not approve")], widget=UnfoldAdminRadioSelectWidget, label="Decision"
    )
    method = forms.ChoiceField(
        choices=[(method.value, method.label) for method in CheckMethod if method not in AUTOMATIC_METHODS],
        widget=UnfoldAdminSelectWidget,
        label="Looked into by",
    )
    good_for = forms.TypedChoiceField(
        choices=GOOD_FOR, coerce=int, initial=365, widget=UnfoldAdminSelectWidget, label="Approved for", required=False
    )
    reason_code = forms.ChoiceField(
        choices=[("", "—"), *_choices(REJECTION_REASONS)], required=False, widget=UnfoldAdminSelectWidget, label="Reason"
    )
    reason = forms.CharField(
        max_length=500,
        required=False,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}),
        label="Words for the vendor's team",
        help_text="They read this. With “Another reason” it is needed.",
    )

    def clean(self) -> dict[str, Any]:
        """Ask for a reason where it is not approved."""
        data = super().clean() or {}
        if data.get("decision") == APPROVE and not data.get("good_for"):
            self.add_error("good_for", "Choose for how long it is approved.")
        if data.get("decision") == REJECT and not data.get("reason_code"):
            self.add_error("reason_code", "Choose why it is not approved.")
        return data

    def having_seen(self, mark: str) -> Self:
        """Return the form for a page that shows the evidence of `mark`, whatever an earlier page showed."""
        self.initial["seen"] = mark
        if self.is_bound:
            self.data = {**self.data, "seen": mark}
        return self


class WithdrawalForm(forms.Form):
    """Why an approval or a waiver is taken back."""

    reason_code = forms.ChoiceField(choices=_choices(WITHDRAWAL_REASONS), widget=UnfoldAdminSelectWidget, label="Reason")
    reason = forms.CharField(
        max_length=500, required=False, widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}), label="Words for the vendor's team"
    )


class WaiverForm(forms.Form):
    """Which check is done without, why, and for how long."""

    kind = forms.ChoiceField(
        choices=[(kind.value, kind.label) for kind in REQUIRED_CHECKS], widget=UnfoldAdminSelectWidget, label="Check"
    )
    reason_code = forms.ChoiceField(choices=_choices(WAIVER_REASONS), widget=UnfoldAdminSelectWidget, label="Reason")
    reason = forms.CharField(
        max_length=500, required=False, widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}), label="Words for the vendor's team"
    )
    good_for = forms.TypedChoiceField(choices=GOOD_FOR, coerce=int, initial=365, widget=UnfoldAdminSelectWidget, label="For")


def waiver_of(data: dict[str, Any]) -> dict[str, Any]:
    """Return the arguments of waive_check from a filled-in WaiverForm."""
    return {
        "kind": CheckKind(data["kind"]),
        "reason_code": CheckReason(data["reason_code"]),
        "reason": data["reason"],
        "expires_at": until(data["good_for"]),
    }


def until(days: int) -> datetime:
    """Return the time so many days from now."""
    return timezone.now() + timedelta(days=days)


def actor(request: HttpRequest) -> User:
    """Return who sits at the desk."""
    assert isinstance(request.user, User)  # noqa: S101 - the admin has let only staff through
    return request.user
