"""People, groups and API sign-ins in the admin."""

from typing import Any, ClassVar, cast

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
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.safestring import SafeString
from unfold.decorators import action

from accounts.factors import SECURITY_PAGE, is_proved_by_second_factor
from accounts.models import SecurityEvent, SecurityEventKind, TokenFamily, User
from accounts.permissions import PlatformPermission, has_platform_permission
from accounts.requests import signed_in_user
from accounts.security import record_security_event
from accounts.services import NotAllowed, deactivate_user, end_client, end_sign_ins, reset_second_factors
from accounts.viewing import PersonalDataAdmin
from common.admin import AuditedModelAdmin, ReadOnlyModelAdmin, ReasonForm, ask_then
from common.audit import record_act


def may_enter(request: HttpRequest) -> bool:
    """Let in the staff whose session was proved by a second factor."""
    return _is_staff(request) and is_proved_by_second_factor(request)


def sign_in(request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
    """Send people to the website's sign-in, which has the limits, the second factor and the only password form.

    Staff without a second factor in this session go to the page where they set one up, or prove it. Somebody else who is
    signed in and still came here is not of the staff: 403, not a circle of redirects.
    """
    wanted = request.GET.get("next", "")
    index = reverse("admin:index")
    target = wanted if wanted.startswith(index) and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) else index
    if not request.user.is_authenticated:
        return HttpResponseRedirect(f"/sign-in?{urlencode({'next': target})}")
    if not _is_staff(request):
        return HttpResponseForbidden("The admin is for staff only.", content_type="text/plain")
    if not is_proved_by_second_factor(request):
        return HttpResponseRedirect(f"{SECURITY_PAGE}?{urlencode({'needs': 'second_factor', 'next': target})}")
    return HttpResponseRedirect(target)


def _is_staff(request: HttpRequest) -> bool:
    return bool(request.user.is_active and getattr(request.user, "is_staff", False))


def change_password(request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
    """Send people to the website's reset by mail, which ends their other sign-ins too."""
    return HttpResponseRedirect("/forgot-password")


admin.site.has_permission = may_enter  # type: ignore[method-assign]  # Django asks for staff alone
admin.site.login = sign_in  # type: ignore[method-assign]  # the one form is the website's
admin.site.password_change = change_password  # type: ignore[assignment]  # as above
# Registered by Django and allauth (whose modules were imported above) without audit rows.
for model in (Group, EmailAddress, Authenticator, UserSession):
    admin.site.unregister(model)


def _told(factor: Authenticator) -> str:
    if factor.type == Authenticator.Type.RECOVERY_CODES:
        name = f"{len(factor.wrap().get_unused_codes())} left"
    else:
        name = str(factor.data.get("name", ""))
    used = f"last used {factor.last_used_at:%Y-%m-%d %H:%M}" if factor.last_used_at else "never used"
    kind = f"{factor.get_type_display()} ({name})" if name else str(factor.get_type_display())
    return f"{kind}, since {factor.created_at:%Y-%m-%d}, {used}"


@admin.register(User)
class UserAdmin(PersonalDataAdmin, AuditedModelAdmin):
    """People. They sign up themselves; here their name, their rights and whether the account is open are changed."""

    list_display = ("email", "name", "is_active", "is_staff", "date_joined", "last_login")
    list_filter = ("is_active", "is_staff", "groups")
    search_fields = ("email", "name")
    ordering = ("-date_joined", "-pk")
    fields = (
        "email",
        "name",
        "phone",
        "phone_verified_at",
        "second_factors",
        "is_active",
        "is_staff",
        "is_superuser",
        "groups",
        "date_joined",
        "last_login",
    )
    filter_horizontal = ("groups",)
    actions_detail = ("reset_factors",)
    actions = ("end_sign_ins",)
    _rights: ClassVar[tuple[str, ...]] = ("is_staff", "is_superuser", "groups")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Only who grants rights hands them out, or closes the account of one who has them."""
        fixed: tuple[str, ...] = (
            *("email", "phone", "phone_verified_at", "second_factors", "date_joined", "last_login"),  # a phone can be a factor
        )
        if not has_platform_permission(request.user, PlatformPermission.GRANT_RIGHTS):
            fixed += self._rights
            if obj is not None and (obj.is_superuser or obj.is_staff):
                fixed += ("name", "is_active")
        if not has_platform_permission(request.user, PlatformPermission.CLOSE_ACCOUNTS):
            fixed += ("is_active",)
        return fixed

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: a password is never typed by somebody else."""
        return False

    def person_of(self, row: Any) -> User | None:
        """Return the person."""
        return row if isinstance(row, User) else None

    @admin.display(description="Second factors")
    def second_factors(self, user: User) -> str:
        """Which, since when, used when. What they hold is shown to nobody."""
        factors = Authenticator.objects.filter(user=user).order_by("pk")
        return format_html_join(SafeString("<br>"), "{}", ((_told(factor),) for factor in factors)) or "none"

    def has_reset_permission(self, request: HttpRequest, object_id: Any = None) -> bool:
        """Allow superusers."""
        return bool(getattr(request.user, "is_superuser", False))

    @action(description="Reset second factors", url_path="reset-factors", permissions=["reset"])
    def reset_factors(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask why, then take all factors of somebody who is locked out, and end their sign-ins."""
        user = get_object_or_404(User, pk=object_id)
        return ask_then(
            request,
            ReasonForm(request.POST or None),
            title=f"Reset the second factors of {user.email}",
            button="Reset",
            back=reverse("admin:accounts_user_change", args=[user.pk]),
            act=lambda data: reset_second_factors(user, by=signed_in_user(request), reason=data["reason"], request=request),  # type: ignore[arg-type]  # a Django request
        )

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
class EmailAddressAdmin(PersonalDataAdmin, ReadOnlyModelAdmin):
    """Which e-mails are verified."""

    list_display = ("email", "user", "verified", "primary")
    list_filter = ("verified",)
    search_fields = ("email",)
    list_select_related = ("user",)


@admin.register(TokenFamily)
class TokenFamilyAdmin(PersonalDataAdmin, ReadOnlyModelAdmin):
    """API sign-ins; they can be ended here."""

    list_display = ("user", "user_agent", "scopes", "created_at", "last_used_at", "revoked_at", "revoke_reason")
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
        by = cast("User", request.user)  # never anonymous here
        try:
            with transaction.atomic():
                alive = queryset.filter(revoked_at=None).select_related("user")
                ended = [family for family in alive if end_client(family, by=by)]
                for family in ended:
                    record_act("revoke", by=by, on=family)
        except NotAllowed as error:
            self.message_user(request, error.detail, messages.ERROR)
        else:
            self.message_user(request, f"{len(ended)} ended.", messages.SUCCESS)


@admin.register(SecurityEvent)
class SecurityEventAdmin(PersonalDataAdmin, ReadOnlyModelAdmin):
    """What happened to people's accounts; of the table, nobody can change it either."""

    list_display = ("recorded_at", "kind", "user", "by", "network", "user_agent")
    list_filter = ("kind",)
    search_fields = ("user__email__exact", "network__startswith", "kind__exact", "request_id__exact")
    search_help_text = "An e-mail, a network such as 203.0.113.0/24, a kind such as sign_in.failed, or a request id."
    date_hierarchy = "recorded_at"
    list_select_related = ("user", "by")
    ordering = ("-pk",)
    show_full_result_count = False
