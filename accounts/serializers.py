"""What goes in and out of the accounts API."""

from typing import Any

from django.urls import reverse
from rest_framework import serializers

from accounts.factors import SecondFactorState, second_factor_state
from accounts.models import PhoneCode, User
from accounts.permissions import memberships_of, permissions_of
from accounts.scopes import EVERYTHING, known_scopes
from accounts.tokens import TokenPair
from common.phones import masked, to_e164

PASSWORD_MAX = 256
CODE_MAX = 40


class ScopeField(serializers.CharField):
    """One scope of the closed list, or `*` for everything."""

    default_error_messages = {"unknown_scope": "There is no scope {name}. There are: {known}."}

    def to_internal_value(self, data: Any) -> str:
        """Return the name."""
        name = super().to_internal_value(data)
        if name != EVERYTHING and name not in known_scopes():
            self.fail("unknown_scope", name=name, known=", ".join([EVERYTHING, *sorted(known_scopes())]))
        return name


class SignInInput(serializers.Serializer[Any]):
    """E-mail and password."""

    email = serializers.EmailField(max_length=254)
    password = serializers.CharField(
        max_length=PASSWORD_MAX, trim_whitespace=False, write_only=True, style={"input_type": "password"}
    )
    scopes = serializers.ListField(
        child=ScopeField(max_length=40),
        required=False,
        allow_empty=False,
        max_length=40,
        help_text="What the tokens are for; everything (`*`) where none are given. Refreshing never adds to them.",
    )
    code = serializers.CharField(
        max_length=CODE_MAX,
        required=False,
        allow_blank=True,
        write_only=True,
        help_text="Where a second factor is set: from the authenticator app, a recovery code, or the one sent by SMS.",
    )
    send_sms = serializers.BooleanField(
        required=False, write_only=True, help_text="Send a code to the verified phone instead of signing in; then repeat with it."
    )


class RefreshInput(serializers.Serializer[Any]):
    """A refresh token."""

    refresh = serializers.CharField(max_length=2000, write_only=True)


class TokenPairOutput(serializers.Serializer[TokenPair]):
    """Both tokens; the access token goes into `Authorization: Bearer`."""

    access = serializers.CharField()
    refresh = serializers.CharField()


class VendorNameOutput(serializers.Serializer[Any]):
    """A vendor's name."""

    slug = serializers.CharField()
    name = serializers.CharField()


class MembershipOutput(serializers.Serializer[Any]):
    """A role in a vendor."""

    vendor = VendorNameOutput()
    role = serializers.ChoiceField(choices=["owner", "manager", "staff"])


class SecondFactorOutput(serializers.Serializer[SecondFactorState]):
    """The second factor: whether a role asks for one, whether there is one, and which."""

    required = serializers.BooleanField()  # type: ignore[assignment]  # a field of that name; the metaclass takes it
    enabled = serializers.BooleanField()
    methods = serializers.ListField(child=serializers.CharField(), help_text="`totp`, `webauthn`, `recovery_codes`, `sms`")


class ProfileOutput(serializers.Serializer[User]):
    """Who is signed in."""

    id = serializers.IntegerField()
    email = serializers.EmailField()
    name = serializers.CharField()
    phone = serializers.CharField(help_text="E.164, or empty")
    phone_verified = serializers.BooleanField(help_text="Whether a code sent to it came back")
    second_factor = SecondFactorOutput()
    is_staff = serializers.BooleanField()
    admin_path = serializers.CharField(allow_null=True, help_text="Where the admin is, for those who may open it")
    memberships = MembershipOutput(many=True)
    permissions = serializers.ListField(child=serializers.CharField(), help_text="See accounts/permissions.py")

    def to_representation(self, instance: User) -> dict[str, Any]:
        """Return the user with memberships and permissions, read once."""
        memberships = memberships_of(instance)
        return {
            "id": instance.pk,
            "email": instance.email,
            "name": instance.name,
            "phone": instance.phone,
            "phone_verified": instance.phone_verified_at is not None,
            "second_factor": SecondFactorOutput(second_factor_state(instance, [one.role for one in memberships])).data,
            "is_staff": instance.is_staff,
            "admin_path": reverse("admin:index") if instance.is_staff else None,
            "memberships": MembershipOutput(memberships, many=True).data,
            "permissions": permissions_of(instance, memberships),
        }


class PhoneField(serializers.CharField):
    """A phone number with its country code ("+44 117 496 0123"), kept as E.164; empty for none."""

    default_error_messages = {"phone": "Give the number with its country code, such as +44 117 496 0123."}

    def to_internal_value(self, data: Any) -> str:
        """Return E.164."""
        try:
            return to_e164(super().to_internal_value(data))
        except ValueError:
            self.fail("phone")


class ProfileInput(serializers.Serializer[Any]):
    """What people change about themselves here; e-mail and password have their own flows."""

    name = serializers.CharField(max_length=120, allow_blank=True, required=False)
    phone = PhoneField(max_length=40, allow_blank=True, required=False)


class PhoneCodeInput(serializers.Serializer[Any]):
    """Where the code shall go."""

    phone = PhoneField(max_length=40, required=False, help_text="Without it, the number of the profile")


class PhoneCodeOutput(serializers.Serializer[PhoneCode]):
    """That a code is on its way."""

    phone = serializers.SerializerMethodField(help_text="The end of the number")
    expires_at = serializers.DateTimeField()

    def get_phone(self, sent: PhoneCode) -> str:
        """Return its last digits."""
        return masked(sent.phone)


class PhoneConfirmationInput(serializers.Serializer[Any]):
    """The code from the message."""

    code = serializers.RegexField(r"^\s*[0-9]{6}\s*$", max_length=12, write_only=True)
