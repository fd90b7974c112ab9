"""A person with an account, and the API clients that act for them."""

from typing import Any, ClassVar
from uuid import uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower, Now

from accounts.passwords import canonical
from accounts.scopes import EVERYTHING, Grant
from common.append_only import AppendOnlyModel
from common.letters import DEFAULT_LANGUAGE, LANGUAGES

LANGUAGE_CHOICES = [(language.code, language.name) for language in LANGUAGES.values()]


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
    phone_verified_at = models.DateTimeField(null=True, editable=False)  # a code sent to this very number came back
    language = models.CharField(max_length=8, choices=LANGUAGE_CHOICES, default=DEFAULT_LANGUAGE, db_default=DEFAULT_LANGUAGE)
    timezone = models.CharField(max_length=64, blank=True, default="", db_default="")  # IANA name; none: the vendor's
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    date_joined = models.DateTimeField(db_default=Now())

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    #: The limits of the token or key that this person calls with, set where the caller is found out; none: no limits.
    grant: Grant | None = None

    class Meta:
        permissions = [("close_account", "Can close accounts"), ("grant_rights", "Can grant rights on the platform")]
        constraints = [
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="user_email_lower"),
            models.CheckConstraint(condition=models.Q(language__in=list(LANGUAGES)), name="user_language_known"),
            models.CheckConstraint(
                condition=models.Q(phone_verified_at=None) | ~models.Q(phone=""), name="user_verified_phone_given"
            ),
        ]

    def __str__(self) -> str:
        return self.email

    def set_password(self, raw_password: str | None) -> None:
        """Keep the hash of its one form (accounts.passwords.canonical)."""
        super().set_password(None if raw_password is None else canonical(raw_password))

    def check_password(self, raw_password: str | None) -> bool:
        """Say whether it is the password, however its characters were composed."""
        return super().check_password(None if raw_password is None else canonical(raw_password))

    @property
    def caller(self) -> str:
        """Who calls, for limits and kept answers: a key is a caller of its own, never its creator."""
        return f"key:{self.grant.key_prefix}" if self.grant and self.grant.key_prefix else f"user:{self.pk}"

    @property
    def is_deleted(self) -> bool:
        """Whether this is the empty shell of an account that was deleted (see privacy)."""
        return self.email == shell_email(self.pk)

    @property
    def audit_name(self) -> str:
        """What the audit trail calls this account: it is kept for ever, so it names nobody."""
        return f"user {self.pk}"

    @property
    def short_name(self) -> str:
        """First name and initial ("Ada L."), for what others see."""
        if self.is_deleted:
            return "A former customer"
        first, _, rest = self.name.strip().partition(" ")
        return f"{first} {rest.strip()[0]}." if rest.strip() else first or "A customer"


def shell_email(user_id: int) -> str:
    """Return what stands for the e-mail of a deleted account. Nobody can sign up with it: the domain is none."""
    return f"deleted-{user_id}@invalid"


class RevokeReason(models.TextChoices):
    """Why the tokens of a family stopped working."""

    SIGNED_OUT = "signed_out", "Signed out"
    REUSE = "reuse", "An old refresh token came back"
    PASSWORD = "password", "Password changed"
    DEACTIVATED = "deactivated", "Account deactivated"
    ADMIN = "admin", "Revoked in the admin"


def _everything() -> list[str]:
    return [EVERYTHING]


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
    scopes = ArrayField(models.CharField(max_length=40), default=_everything, db_default=_everything())  # never widened
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


class PhoneCodePurpose(models.TextChoices):
    """What a code sent by SMS is good for."""

    VERIFY = "verify", "Show that a number is theirs"
    SIGN_IN = "sign_in", "Second factor of a sign-in"
    VENDOR = "vendor", "Show that a business's number is theirs"


class PhoneCode(models.Model):
    """The one code by SMS that a person may use now for a purpose. Holds a keyed hash, never the code."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="phone_codes")
    purpose = models.CharField(max_length=10, choices=PhoneCodePurpose.choices)
    phone = models.CharField(max_length=20)  # where it was sent, E.164
    code_hash = models.CharField(max_length=64)
    tries_left = models.PositiveSmallIntegerField()
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "purpose"], name="phone_code_one_each"),
            models.CheckConstraint(condition=models.Q(purpose__in=PhoneCodePurpose.values), name="phone_code_purpose_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()}, until {self.expires_at:%H:%M}"


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
    EMAIL_CHANGE_CANCELLED = "email.change_cancelled", "Change of e-mail called off"
    EMAIL_CHANGE_STOPPED = "email.change_stopped", "Change of e-mail stopped from the old address"
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
    KEY_ROTATED = "key.rotated", "API key renewed"
    KEY_REVOKED = "key.revoked", "API key revoked"
    WEBHOOK_CREATED = "webhook.created", "Webhook added"
    WEBHOOK_CHANGED = "webhook.changed", "Webhook changed"
    WEBHOOK_ROTATED = "webhook.rotated", "Webhook given a new secret"
    WEBHOOK_DELETED = "webhook.deleted", "Webhook removed"
    MEMBER_INVITED = "member.invited", "Invited to a team"
    MEMBER_JOINED = "member.joined", "Joined a team"
    MEMBER_ROLE_CHANGED = "member.role_changed", "Role in a team changed"
    MEMBER_REMOVED = "member.removed", "Removed from a team"
    OWNERSHIP_TRANSFERRED = "member.ownership_transferred", "Ownership transferred"
    TABLET_ADDED = "tablet.added", "Shared tablet set up"
    TABLET_ENDED = "tablet.ended", "Shared tablet ended"
    PIN_SET = "pin.set", "PIN for shared tablets set"
    PIN_REMOVED = "pin.removed", "PIN for shared tablets removed"
    PIN_LOCKED = "pin.locked", "PIN for shared tablets locked"
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
            models.Index(fields=["recorded_at"], name="security_event_by_time"),  # the admin's dates
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class RememberedDevice(models.Model):
    """A browser that its person asked us to remember: signing in with it is no news. It opens nothing and skips no second factor.

    The browser's signed cookie holds a random key, this row its hash. What may be done with it stands in accounts.devices.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="remembered_devices")
    key_hash = models.CharField(max_length=64)  # SHA-256 in hex
    user_agent = models.CharField(max_length=200, blank=True)
    network = models.CharField(max_length=49, blank=True)
    remembered_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key_hash"], name="remembered_device_once")]  # and the look-up

    def __str__(self) -> str:
        return f"remembered until {self.expires_at:%Y-%m-%d}"


class EmailChange(models.Model):
    """A change of e-mail that waits for both addresses, or how it ended. Codes and the key of the link are kept as hashes.

    What may be done with it stands in accounts.email_change.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="email_changes")
    old_email = models.EmailField(max_length=254)
    new_email = models.EmailField(max_length=254)
    old_code_hash = models.CharField(max_length=64)
    new_code_hash = models.CharField(max_length=64, blank=True)  # none: somebody has that e-mail already, and was not asked
    old_confirmed_at = models.DateTimeField(null=True)
    new_confirmed_at = models.DateTimeField(null=True)
    wrong_codes = models.PositiveSmallIntegerField(default=0)
    cancel_key_hash = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user"], condition=models.Q(ended_at=None), name="email_change_one_pending"),
        ]

    def __str__(self) -> str:
        return f"asked on {self.asked_at:%Y-%m-%d}"


class Address(models.Model):
    """Where a person lives or gets things brought to, kept under a label to fill forms with. Orders keep a copy of their own.

    What may be done with it stands in accounts.addresses.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="addresses")
    label = models.CharField(max_length=40, blank=True)  # "Home"
    line1 = models.CharField(max_length=120)
    line2 = models.CharField(max_length=120, blank=True)
    city = models.CharField(max_length=80)
    region = models.CharField(max_length=80, blank=True)
    postcode = models.CharField(max_length=16, blank=True)
    country = models.CharField(max_length=2)
    is_default = models.BooleanField(default=False)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name_plural = "addresses"
        constraints = [
            models.UniqueConstraint(fields=["user"], condition=models.Q(is_default=True), name="address_one_default"),
            models.CheckConstraint(condition=~models.Q(line1="") & ~models.Q(city=""), name="address_says_where"),
            models.CheckConstraint(condition=models.Q(country__regex=r"^[A-Z]{2}$"), name="address_country_known"),
        ]
        indexes = [models.Index(fields=["user", "-created_at", "-id"], name="address_of_user")]  # the list, the newest first

    def __str__(self) -> str:
        return self.label or self.line1
