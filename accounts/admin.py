"""People, groups and API sign-ins in the admin."""

from typing import Any, ClassVar

from allauth.account import admin as _registers_its_own  # noqa: F401 - before ours replaces it
from allauth.account.models import EmailAddress
from allauth.mfa import admin as _shows_secrets  # noqa: F401 - as above
from allauth.mfa.models import Authenticator
from allauth.usersessions import admin as _shows_addresses  # noqa: F401 - as above
from allauth.usersessions.models import UserSession
from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from accounts.models import RevokeReason, SecurityEventKind, TokenFamily, User
from accounts.permissions import PlatformPermission, has_platform_permission
from accounts.security import record_security_event
from accounts.services import NotAllowed, deactivate_user, end_sign_ins
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
for model in (Group, EmailAddress, Authenticator, UserSession):
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
    actions = ("end_sign_ins",)
    _rights: ClassVar[tuple[str, ...]] = ("is_staff", "is_superuser", "groups")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Only who grants rights hands them out, or closes the account of one who has them."""
        fixed: tuple[str, ...] = ("email", "date_joined", "last_login")
        if not has_platform_permission(request.user, PlatformPermission.GRANT_RIGHTS):
            fixed += self._rights
            if obj is not None and (obj.is_superuser or obj.is_staff):
                fixed += ("is_active",)
        if not has_platform_permission(request.user, PlatformPermission.CLOSE_ACCOUNTS):
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

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save; a change of rights is told to the person, with what they are now."""
        super().save_related(request, form, formsets, change)
        if set(self._rights) & set(form.changed_data):
            user: User = form.instance
            rights = {"is_staff": user.is_staff, "is_superuser": user.is_superuser}
            groups = sorted(user.groups.values_list("name", flat=True))
            by: Any = request.user
            record_security_event(SecurityEventKind.RIGHTS_CHANGED, user=user, by=by, request=request, groups=groups, **rights)

    def has_end_sign_ins_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Allow those whose role ends sign-ins."""
        return has_platform_permission(request.user, PlatformPermission.END_SIGN_INS)

    @admin.action(description="End every sign-in of the selected people", permissions=["end_sign_ins"])
    def end_sign_ins(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """End them, web and API, one audit row for each person."""
        by: Any = request.user
        try:
            with transaction.atomic():
                for user in queryset:
                    record_act("end_sign_ins", by=by, on=user, changes={"ended": end_sign_ins(user, by=by)})
        except NotAllowed as error:
            self.message_user(request, error.detail, messages.ERROR)
        else:
            self.message_user(request, "Their sign-ins ended.", messages.SUCCESS)


@admin.register(Group)
class AuditedGroupAdmin(AuditedModelAdmin, GroupAdmin):
    """The platform's roles. What each may do stands in accounts/roles.py and is made so after every migrate."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: roles are code."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse, as above."""
        return False


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
        """Allow those whose role ends sign-ins."""
        return has_platform_permission(request.user, PlatformPermission.END_SIGN_INS)

    @admin.action(description="End the selected API sign-ins", permissions=["revoke"])
    def revoke(self, request: HttpRequest, queryset: QuerySet[TokenFamily]) -> None:
        """End them, one audit row each."""
        with transaction.atomic():
            ended = [family for family in queryset.filter(revoked_at=None) if revoke_family(family, reason=RevokeReason.ADMIN)]
            for family in ended:
                record_act("revoke", by=request.user, on=family)
        self.message_user(request, f"{len(ended)} ended.", messages.SUCCESS)
