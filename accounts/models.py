"""A person with an account, and the API clients that act for them."""

from typing import Any, ClassVar
from uuid import uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower, Now

from common.append_only import AppendOnlyModel


class UserManager(BaseUserManager["User"]):
    """Creates users by e-mail."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create a user. The e-mail is kept in lower case, since people do not know its case."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create a user with every right in the admin."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        """Return the user with this e-mail in any case."""
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser, PermissionsMixin):
    """Signs in with an e-mail. What they may do in a vendor is a Membership; on the platform, Django's groups."""

    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=20, blank=True)  # E.164
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    date_joined = models.DateTimeField(db_default=Now())

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        permissions = [("close_account", "Can close accounts"), ("grant_rights", "Can grant rights on the platform")]
        constraints = [models.CheckConstraint(condition=models.Q(email=Lower("email")), name="user_email_lower")]

    def __str__(self) -> str:
        return self.email

    @property
    def short_name(self) -> str:
        """First name and initial ("Ada L."), for what others see."""
        first, _, rest = self.name.strip().partition(" ")
        return f"{first} {rest.strip()[0]}." if rest.strip() else first or "A customer"


class RevokeReason(models.TextChoices):
    """Why the tokens of a family stopped working."""

    SIGNED_OUT = "signed_out", "Signed out"
    REUSE = "reuse", "An old refresh token came back"
    PASSWORD = "password", "Password changed"
    DEACTIVATED = "deactivated", "Account deactivated"
    ADMIN = "admin", "Revoked in the admin"


class TokenFamily(models.Model):
    """One sign-in of an API client (a device, a script): every token that it was ever given belongs to this row.

    Holds the ids (`jti`) of the refresh tokens, never a token. What may be done with it stands in accounts.tokens.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)  # the tokens' `sid`
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="token_families")
    current_jti = models.CharField(max_length=32)
    previous_jti = models.CharField(max_length=32, blank=True)
    rotated_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoke_reason = models.CharField(max_length=20, blank=True, choices=RevokeReason.choices)
    user_agent = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField(db_default=Now())
    last_used_at = models.DateTimeField(db_default=Now())  # signed in or refreshed; not written by every call

    class Meta:
        verbose_name_plural = "token families"
        permissions = [("end_sign_ins", "Can end sign-ins of others")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(revoke_reason__in=["", *RevokeReason.values]), name="token_family_reason_known"
            ),
            models.CheckConstraint(
                condition=models.Q(revoked_at=None, revoke_reason="") | ~models.Q(revoked_at=None) & ~models.Q(revoke_reason=""),
                name="token_family_revoked_with_reason",
            ),
        ]
        indexes = [
            # revoke_all
            models.Index(fields=["user"], condition=models.Q(revoked_at=None), name="token_family_alive_of_user"),
        ]

    def __str__(self) -> str:
        return f"{self.user_agent or 'API client'}, since {self.created_at:%Y-%m-%d}"


class SecurityEventKind(models.TextChoices):
    """What can happen to an account that its owner wants to know of. Values stand in rows: never rename one."""

    SIGNED_IN = "sign_in.succeeded", "Signed in"
    SIGN_IN_FAILED = "sign_in.failed", "Sign-in failed"
    SIGN_IN_BLOCKED = "sign_in.blocked", "Too many sign-in attempts"
    NEW_DEVICE = "sign_in.new_device", "Signed in on a new device"
    REAUTHENTICATED = "sign_in.confirmed_again", "Confirmed it was them again"
    SIGNED_UP = "account.created", "Account created"
    SIGNED_OUT = "session.ended", "Signed out"
    SESSIONS_ENDED = "session.others_ended", "Other sessions ended"
    DEVICE_REMEMBERED = "device.remembered", "Device remembered"
    DEVICE_FORGOTTEN = "device.forgotten", "Device forgotten"
    PASSWORD_CHANGED = "password.changed", "Password changed"
    PASSWORD_RESET = "password.reset", "Password reset by mail"
    EMAIL_CHANGE_ASKED = "email.change_asked", "Change of e-mail asked for"
    EMAIL_CHANGED = "email.changed", "E-mail changed"
    PHONE_CHANGED = "phone.changed", "Phone number changed"
    PHONE_VERIFIED = "phone.verified", "Phone number verified"
    FACTOR_ADDED = "factor.added", "Second factor added"
    FACTOR_REMOVED = "factor.removed", "Second factor removed"
    FACTOR_USED = "factor.used", "Second factor used"
    FACTOR_FAILED = "factor.failed", "Second factor wrong"
    RECOVERY_CODES_MADE = "factor.recovery_codes_made", "Recovery codes made"
    RECOVERY_CODE_USED = "factor.recovery_code_used", "Recovery code used"
    TOKENS_ISSUED = "token.issued", "API client signed in"
    TOKENS_REVOKED = "token.revoked", "API client signed out"
    TOKEN_REUSED = "token.reused", "A used refresh token came back"
    KEY_CREATED = "key.created", "API key created"
    KEY_REVOKED = "key.revoked", "API key revoked"
    MEMBER_INVITED = "member.invited", "Invited to a team"
    MEMBER_JOINED = "member.joined", "Joined a team"
    MEMBER_ROLE_CHANGED = "member.role_changed", "Role in a team changed"
    MEMBER_REMOVED = "member.removed", "Removed from a team"
    OWNERSHIP_TRANSFERRED = "member.ownership_transferred", "Ownership transferred"
    RIGHTS_CHANGED = "account.rights_changed", "Rights on the platform changed"
    EXPORT_ASKED = "export.asked", "Export of my data asked for"
    EXPORT_DOWNLOADED = "export.downloaded", "Export of my data downloaded"
    DELETION_ASKED = "deletion.asked", "Deletion of the account asked for"
    DELETION_CANCELLED = "deletion.cancelled", "Deletion of the account called off"
    DELETED = "deletion.done", "Account deleted"
    CLOSED = "account.closed", "Account closed by the platform"
    VIEWED_BY_STAFF = "account.viewed", "Personal data viewed by the platform"


class SecurityEvent(AppendOnlyModel):
    """One thing that happened to an account's security. Seen by its person, searched in the admin, changed by nobody.

    Where from is kept as a network (IPv4 /24, IPv6 /48) and the browser's own words: enough to recognise, not to follow.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="security_events")  # none: e-mail unknown
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")  # where another person did it
    kind = models.CharField(max_length=40, choices=SecurityEventKind.choices)
    network = models.CharField(max_length=49, blank=True)
    user_agent = models.CharField(max_length=200, blank=True)
    data = models.JSONField(default=dict)  # what exactly: JSON values by name, nothing secret
    request_id = models.CharField(max_length=64, blank=True)
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [
            models.Index(fields=["user", "-id"], name="security_event_of_user"),  # a person's own list
            models.Index(fields=["kind", "-id"], name="security_event_of_kind"),  # the admin's filter
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
