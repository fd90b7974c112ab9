"""People, groups and API sign-ins in the admin."""

from typing import Any, ClassVar

from allauth.account import admin as _registers_its_own  # noqa: F401 - before ours replaces it
from allauth.account.models import EmailAddress
from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from accounts.models import RevokeReason, TokenFamily, User
from accounts.services import deactivate_user
from accounts.tokens import revoke_family
from common.admin import AuditedModelAdmin, ReadOnlyModelAdmin
from common.audit import record_act


def sign_in(request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
    """Send people to the website's sign-in, which has the limits, the second factor and the only password form.

    Somebody who is signed in already and still came here is not of the staff: 403, not a circle of redirects.
    """
    if request.user.is_authenticated and not admin.site.has_permission(request):
        return HttpResponseForbidden("The admin is for staff only.", content_type="text/plain")
    wanted = request.GET.get("next", "")
    target = wanted if wanted.startswith("/admin/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) else "/admin/"
    return HttpResponseRedirect(f"/sign-in?{urlencode({'next': target})}")


def change_password(request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
    """Send people to the website's reset by mail, which ends their other sign-ins too."""
    return HttpResponseRedirect("/forgot-password")


admin.site.login = sign_in  # type: ignore[method-assign]  # the one form is the website's
admin.site.password_change = change_password  # type: ignore[assignment]  # as above
# Registered by Django and allauth (whose modules were imported above) without audit rows.
for model in (Group, EmailAddress):
    admin.site.unregister(model)


@admin.register(User)
class UserAdmin(AuditedModelAdmin):
    """People. They sign up themselves; here their name, their rights and whether the account is open are changed."""

    list_display = ("email", "name", "is_active", "is_staff", "date_joined", "last_login")
    list_filter = ("is_active", "is_staff", "groups")
    search_fields = ("email", "name")
    ordering = ("-date_joined", "-pk")
    fields = ("email", "name", "phone", "is_active", "is_staff", "is_superuser", "groups", "date_joined", "last_login")
    filter_horizontal = ("groups",)
    _rights: ClassVar[tuple[str, ...]] = ("is_staff", "is_superuser", "groups")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Only a superuser hands out rights, or closes the account of one who has them."""
        fixed: tuple[str, ...] = ("email", "date_joined", "last_login")
        if not getattr(request.user, "is_superuser", False):
            fixed += self._rights
            if obj is not None and (obj.is_superuser or obj.is_staff):
                fixed += ("is_active",)
        return fixed

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: a password is never typed by somebody else."""
        return False

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """Save; closing an account goes through the service, which ends its sign-ins."""
        super().save_model(request, obj, form, change)
        if "is_active" in form.changed_data and not obj.is_active:
            deactivate_user(obj, by=request.user)  # type: ignore[arg-type]  # never anonymous here


@admin.register(Group)
class AuditedGroupAdmin(AuditedModelAdmin, GroupAdmin):
    """Platform groups, with audit rows."""


@admin.register(EmailAddress)
class EmailAddressAdmin(ReadOnlyModelAdmin):
    """Which e-mails are verified."""

    list_display = ("email", "user", "verified", "primary")
    list_filter = ("verified",)
    search_fields = ("email",)
    list_select_related = ("user",)


@admin.register(TokenFamily)
class TokenFamilyAdmin(ReadOnlyModelAdmin):
    """API sign-ins; they can be ended here."""

    list_display = ("user", "user_agent", "created_at", "last_used_at", "revoked_at", "revoke_reason")
    list_filter = ("revoke_reason",)
    search_fields = ("user__email",)
    list_select_related = ("user",)
    exclude = ("current_jti", "previous_jti")
    actions = ("revoke",)

    def has_revoke_permission(self, request: HttpRequest) -> bool:
        """Allow those who may change token families."""
        return bool(request.user.has_perm("accounts.change_tokenfamily"))  # type: ignore[union-attr, unused-ignore]  # the stubs disagree by run

    @admin.action(description="End the selected API sign-ins", permissions=["revoke"])
    def revoke(self, request: HttpRequest, queryset: QuerySet[TokenFamily]) -> None:
        """End them, one audit row each."""
        with transaction.atomic():
            ended = [family for family in queryset.filter(revoked_at=None) if revoke_family(family, reason=RevokeReason.ADMIN)]
            for family in ended:
                record_act("revoke", by=request.user, on=family)
        self.message_user(request, f"{len(ended)} ended.", messages.SUCCESS)
