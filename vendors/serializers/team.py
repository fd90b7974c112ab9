"""Members, invitations and the offer of ownership."""

from typing import Any

from django.utils import timezone
from rest_framework import serializers

from vendors.models import Invitation, Membership, MembershipRole


class MemberSerializer(serializers.ModelSerializer[Membership]):
    """A person of the team."""

    name = serializers.CharField(source="user.name")
    email = serializers.EmailField(source="user.email")
    joined_at = serializers.DateTimeField(source="created_at")

    class Meta:
        model = Membership
        fields = ["id", "name", "email", "role", "joined_at"]


class MemberRoleSerializer(serializers.Serializer[Any]):
    """A role."""

    role = serializers.ChoiceField(choices=MembershipRole.choices)


class AgreementSerializer(serializers.Serializer[Any]):
    """A yes to what a change of owners costs."""

    end_checks = serializers.BooleanField(
        required=False,
        help_text="Agree that the check of the owners' identity ends, and the badge with it, where the last owner goes whom "
        "it saw. Without it such a change is refused: 409 `checks_would_end`.",
    )


class MemberChangesSerializer(MemberRoleSerializer, AgreementSerializer):
    """Another role."""


class MemberInputSerializer(MemberRoleSerializer):
    """Whom to invite."""

    email = serializers.EmailField(max_length=254)


class InvitationSerializer(serializers.ModelSerializer[Invitation]):
    """An open invitation, as the team sees it."""

    invited_by = serializers.CharField(source="invited_by.name")
    is_expired = serializers.SerializerMethodField()

    class Meta:
        model = Invitation
        fields = ["id", "email", "role", "invited_by", "created_at", "expires_at", "is_expired"]

    def get_is_expired(self, invitation: Invitation) -> bool:
        """Say whether its time ran out; it can be sent again."""
        return invitation.expires_at <= timezone.now()


class VendorNameSerializer(serializers.Serializer[Any]):
    """Which vendor."""

    slug = serializers.CharField()
    name = serializers.CharField()
    city = serializers.CharField()


class InvitationLinkSerializer(serializers.Serializer[Any]):
    """What an invitation's link shows before anybody accepts."""

    vendor = VendorNameSerializer()
    role = serializers.ChoiceField(choices=MembershipRole.choices)
    invited_by = serializers.CharField(source="invited_by.name")
    email_hint = serializers.CharField(help_text="The invited address, so that its owner knows it: g…@example.com")
    expires_at = serializers.DateTimeField()
    is_yours = serializers.BooleanField(
        allow_null=True, help_text="Whether the account signed in has that address; null for none."
    )


class OfferPersonSerializer(serializers.Serializer[Any]):
    """One of the two."""

    name = serializers.CharField()
    email = serializers.EmailField()


class OwnershipOfferSerializer(serializers.Serializer[Any]):
    """An offer of ownership."""

    offered_by = OfferPersonSerializer()
    offered_to = OfferPersonSerializer()
    created_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()
    is_yours = serializers.BooleanField(help_text="Whether it is for the caller to accept.")


class StandingOfferSerializer(serializers.Serializer[Any]):
    """The offer that can be accepted now, if there is one that the caller may see."""

    offer = OwnershipOfferSerializer(allow_null=True)


class OwnershipInputSerializer(serializers.Serializer[Any]):
    """To whom."""

    member = serializers.IntegerField(min_value=1, max_value=2**63 - 1, help_text="The id of a member, from the team's list.")
