"""The tracking page's data, as the schema describes it."""

from typing import Any

from rest_framework import serializers

from orders.models import Fulfilment
from orders.serializers import TimerOutput
from orders.statuses import ActorRole, Status
from vendors.serializers.vendor import AddressSerializer, LocationSerializer


class TrackingEntry(serializers.Serializer[Any]):
    """One entry as anybody with the link sees it."""

    sequence = serializers.IntegerField()
    status = serializers.ChoiceField(choices=Status.choices)
    label = serializers.CharField()  # type: ignore[assignment]  # a field may be named like an argument
    headline = serializers.CharField(help_text="The same for whoever follows, while it is the newest entry.")
    note = serializers.CharField(help_text="From the vendor to the customer.")
    reason = serializers.CharField(help_text="Why the vendor rejected or cancelled.")
    actor_role = serializers.ChoiceField(choices=ActorRole.choices)
    estimated_ready_at = serializers.DateTimeField(allow_null=True)
    claimed_at = serializers.DateTimeField(help_text="When it happened, as the actor says.")
    recorded_at = serializers.DateTimeField(help_text="When it was written, by the database's clock.")
    flags = serializers.ListField(child=serializers.CharField())
    leaf_index = serializers.IntegerField(allow_null=True, help_text="Null until the entry is sealed in the log.")
    leaf_hash = serializers.CharField(allow_null=True, help_text="Null until the entry is sealed in the log.")


class TrackingSpan(serializers.Serializer[Any]):
    """One opening span, by the vendor's clock. `closes` at or before `opens` is on the next day."""

    opens = serializers.TimeField(format="%H:%M")
    closes = serializers.TimeField(format="%H:%M")


class TrackingDay(serializers.Serializer[Any]):
    """The opening spans that begin on a day; closed where there are none."""

    day = serializers.DateField()
    spans = TrackingSpan(many=True)


class TrackingVendor(serializers.Serializer[Any]):
    """The vendor of a tracked order, as its profile tells anybody."""

    slug = serializers.CharField()
    name = serializers.CharField()
    is_verified = serializers.BooleanField()
    address = AddressSerializer()
    location = LocationSerializer(allow_null=True)
    phone = serializers.CharField(help_text="E.164; empty where it names none.")
    timezone = serializers.CharField(help_text="IANA name of the zone that its hours are in.")
    hours = TrackingDay(many=True, help_text="Its next seven days, today first; empty where it names no hours.")


class TrackingLedger(serializers.Serializer[Any]):
    """What it takes to check the order against the public log."""

    origin = serializers.CharField(help_text="The log's name.")
    chain_id = serializers.CharField(help_text="Of the order's chain: the same as on its confirmation.")
    proof_url = serializers.CharField()


class TrackingPage(serializers.Serializer[Any]):
    """An order as anybody with the link sees it: nothing personal."""

    reference = serializers.CharField()
    status = serializers.ChoiceField(choices=Status.choices)
    status_label = serializers.CharField()
    fulfilment = serializers.ChoiceField(choices=Fulfilment.choices)
    vendor = TrackingVendor()
    estimated_ready_at = serializers.DateTimeField(allow_null=True)
    timers = TimerOutput(many=True, help_text="What happens by itself, and when, or what has; never `order.unanswered`.")
    entries = TrackingEntry(many=True)
    ledger = TrackingLedger(allow_null=True, help_text="Null where the order was erased from the log.")
