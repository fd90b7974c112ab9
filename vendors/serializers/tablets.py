"""Shared tablets, as those who set them up see them, and as the tablet itself does."""

from typing import Any

from rest_framework import serializers

from accounts.devices import device_in_words
from vendors.models import Membership, SharedTablet
from vendors.serializers.team import VendorNameSerializer
from vendors.tablets import acting_on


class SharedTabletSerializer(serializers.ModelSerializer[SharedTablet]):
    """A shared tablet in a list. Its vendor, maker and who is acting come with the row."""

    vendor = VendorNameSerializer(source="made_by.vendor")
    made_by = serializers.SerializerMethodField(help_text="Who set it up; it ends when they leave the team.")
    device = serializers.SerializerMethodField(help_text='The browser in words, such as "Chrome on Android".')
    acting = serializers.SerializerMethodField(help_text="Who works on it now; null while it is locked.")

    class Meta:
        model = SharedTablet
        fields = ["id", "name", "vendor", "made_by", "device", "acting", "lock_minutes", "created_at", "expires_at"]

    def get_made_by(self, tablet: SharedTablet) -> str:
        """Return the maker's name."""
        return shown_name(tablet.made_by)

    def get_device(self, tablet: SharedTablet) -> str:
        """Return the browser in words."""
        return device_in_words(tablet.user_agent)

    def get_acting(self, tablet: SharedTablet) -> str | None:
        """Return who works on it."""
        acting = acting_on(tablet)
        return shown_name(acting) if acting else None


class SharedTabletsSerializer(serializers.Serializer[Any]):
    """All of them: there are few."""

    results = SharedTabletSerializer(many=True)


class TabletInputSerializer(serializers.Serializer[Any]):
    """How a device is made a shared tablet."""

    name = serializers.CharField(max_length=60, help_text='What the team calls it: "Counter", "Kitchen".')
    lock_minutes = serializers.IntegerField(min_value=1, max_value=60, default=10, help_text="It locks after so long untouched.")


class PinInputSerializer(serializers.Serializer[Any]):
    """One's own PIN."""

    pin = serializers.CharField(max_length=64, help_text="4 to 8 digits; no rows, repetitions or years.")


class PinSerializer(serializers.Serializer[Any]):
    """What is told of a PIN: that there is one."""

    set_at = serializers.DateTimeField(allow_null=True, help_text="Null where none is set.")
    is_locked = serializers.BooleanField(help_text="After too many wrong tries: signing in anew opens it, or another PIN.")


class StaffSerializer(serializers.Serializer[Membership]):
    """Somebody who can work on the tablet."""

    person = serializers.IntegerField(source="user_id")
    name = serializers.SerializerMethodField()

    def get_name(self, membership: Membership) -> str:
        """Return what the team calls them, never their e-mail."""
        return shown_name(membership)


class ChoosableStaffSerializer(StaffSerializer):
    """The same, where one is chosen."""

    is_locked = serializers.BooleanField(source="pin.is_locked", help_text="They sign in with their password first.")


class NewOrdersSerializer(serializers.Serializer[Any]):
    """That orders wait for an answer. Nothing of what is in them."""

    count = serializers.IntegerField(min_value=0, max_value=99, help_text="At most 99.")
    newest_at = serializers.DateTimeField(allow_null=True, help_text="When the newest of them was placed.")


class TabletStateSerializer(serializers.Serializer[Any]):
    """What the tablet shows before anybody has said who they are, and after."""

    name = serializers.CharField()
    vendor = VendorNameSerializer()
    lock_minutes = serializers.IntegerField()
    staff = ChoosableStaffSerializer(many=True, help_text="Those of the team who have a PIN, by name.")
    acting = StaffSerializer(allow_null=True, help_text="Who works on it now; null while it is locked.")
    new_orders = NewOrdersSerializer(help_text="So that it rings while it is locked.")


class ActingInputSerializer(serializers.Serializer[Any]):
    """Who says they are working, and the proof."""

    person = serializers.IntegerField(min_value=1, max_value=2**31)
    pin = serializers.CharField(max_length=64)


class StillThereSerializer(serializers.Serializer[Any]):
    """Who touched the screen."""

    person = serializers.IntegerField(min_value=1, max_value=2**31)


def shown_name(membership: Membership) -> str:
    """Return a member's name for colleagues who look over a shoulder: no e-mail."""
    return membership.user.name or f"Member {membership.pk}"
