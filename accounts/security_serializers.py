"""What the security page shows: sign-ins, remembered devices, security events, the change of e-mail."""

from typing import Any

from rest_framework import serializers

from accounts.devices import device_in_words
from accounts.email_change import Which
from accounts.models import EmailChange, RememberedDevice, SecurityEvent
from accounts.places import place_of
from accounts.sessions import BROWSER, CLIENT, SignIn

CODE_MAX = 20


class SignInOutput(serializers.Serializer[SignIn]):
    """One sign-in that is alive."""

    id = serializers.CharField()
    kind = serializers.ChoiceField(choices=[BROWSER, CLIENT])
    device = serializers.CharField(help_text="In words: Firefox on Windows")
    network = serializers.CharField(help_text="IPv4 /24 or IPv6 /48, or empty; the address itself is not kept")
    place = serializers.CharField(help_text="Roughly where that is, or empty")
    signed_in_at = serializers.DateTimeField()
    last_seen_at = serializers.DateTimeField(help_text="To the minute")
    is_current = serializers.BooleanField(help_text="The one that asks")


class SignInsOutput(serializers.Serializer[Any]):
    """Every sign-in, the asking one first, then the last seen; at most a hundred of each kind."""

    results = SignInOutput(many=True)


class EndedOutput(serializers.Serializer[Any]):
    """How many ended."""

    ended = serializers.IntegerField()


class DeviceOutput(serializers.Serializer[RememberedDevice]):
    """One remembered device."""

    id = serializers.UUIDField()
    device = serializers.SerializerMethodField(help_text="In words: Firefox on Windows")
    network = serializers.CharField()
    remembered_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()
    is_current = serializers.SerializerMethodField(help_text="The one that asks")

    def get_device(self, row: RememberedDevice) -> str:
        return device_in_words(row.user_agent)

    def get_is_current(self, row: RememberedDevice) -> bool:
        return bool(row == self.context["current"])


class DevicesOutput(serializers.Serializer[Any]):
    """Every remembered device, at most twenty."""

    results = DeviceOutput(many=True)


class SecurityEventOutput(serializers.Serializer[SecurityEvent]):
    """One thing that happened to the account."""

    id = serializers.IntegerField()
    kind = serializers.CharField(help_text="Stable; decide by this")
    words = serializers.CharField(source="get_kind_display", help_text="Password changed")
    device = serializers.SerializerMethodField(help_text="In words, or empty")
    network = serializers.SerializerMethodField(help_text="Yours; empty where somebody else did it")
    place = serializers.SerializerMethodField()
    by = serializers.SerializerMethodField(help_text="Empty where it was yourself; nobody's name otherwise")
    attempts = serializers.SerializerMethodField(help_text="How many there were by then, where they are counted")
    recorded_at = serializers.DateTimeField()

    def get_device(self, event: SecurityEvent) -> str:
        return device_in_words(event.user_agent) if event.user_agent and event.by_id is None else ""

    def get_network(self, event: SecurityEvent) -> str:
        return event.network if event.by_id is None else ""

    def get_place(self, event: SecurityEvent) -> str:
        return place_of(event.network) if event.by_id is None else ""

    def get_by(self, event: SecurityEvent) -> str:
        if event.by is None:
            return ""
        return "TrustTrack staff" if event.by.is_staff else "Somebody of your team"

    def get_attempts(self, event: SecurityEvent) -> int | None:
        found = event.data.get("attempts", event.data.get("attempts_from_network"))
        return found if isinstance(found, int) else None


class EmailChangeInput(serializers.Serializer[Any]):
    """The new e-mail."""

    email = serializers.EmailField(max_length=254)


class EmailChangeCodeInput(serializers.Serializer[Any]):
    """A code, and at which address it was read."""

    which = serializers.ChoiceField(choices=[each.value for each in Which])
    code = serializers.CharField(max_length=CODE_MAX)


class EmailChangeOutput(serializers.Serializer[EmailChange]):
    """How far it is; done when both are confirmed."""

    old_email = serializers.EmailField()
    new_email = serializers.EmailField()
    old_confirmed = serializers.SerializerMethodField()
    new_confirmed = serializers.SerializerMethodField()
    is_done = serializers.SerializerMethodField()
    expires_at = serializers.DateTimeField()

    def get_old_confirmed(self, change: EmailChange) -> bool:
        return change.old_confirmed_at is not None

    def get_new_confirmed(self, change: EmailChange) -> bool:
        return change.new_confirmed_at is not None

    def get_is_done(self, change: EmailChange) -> bool:
        return self.get_old_confirmed(change) and self.get_new_confirmed(change)
