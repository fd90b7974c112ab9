"""Preferences, as JSON."""

from typing import Any

from rest_framework import serializers

from common.letters import LANGUAGES
from notifications.models import Channel
from notifications.notices import Group
from notifications.preference_models import Digest
from vendors.services.profile import TIMEZONES

LANGUAGE_CHOICES = [(language.code, language.name) for language in LANGUAGES.values()]
MOST_CHOICES = 500


class QuietHoursSerializer(serializers.Serializer[Any]):
    """Hours on the clock of one's time zone; over midnight where `until` is before `from`."""

    until = serializers.TimeField(format="%H:%M", input_formats=["%H:%M"])

    def get_fields(self) -> dict[str, Any]:
        """Add `from`, which is no name that Python lets stand in a class."""
        return {"from": serializers.TimeField(format="%H:%M", input_formats=["%H:%M"]), **super().get_fields()}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Refuse hours of no length."""
        if attrs["from"] == attrs["until"]:
            raise serializers.ValidationError({"until": "Quiet hours end at another time than they begin."})
        return attrs


class ChannelChoiceSerializer(serializers.Serializer[Any]):
    """One notice by one channel."""

    channel = serializers.ChoiceField(choices=Channel.choices)
    is_on = serializers.BooleanField()
    is_fixed = serializers.BooleanField(help_text="It cannot be switched off.")


class NoticeChoicesSerializer(serializers.Serializer[Any]):
    """One notice, by each channel that it is offered by."""

    kind = serializers.CharField()
    title = serializers.CharField()
    about = serializers.CharField()
    is_required = serializers.BooleanField(help_text="The law or your security asks for it.")
    channels = ChannelChoiceSerializer(many=True)


class NoticeGroupSerializer(serializers.Serializer[Any]):
    """Notices that belong together."""

    group = serializers.ChoiceField(choices=Group.choices)
    title = serializers.CharField()
    notices = NoticeChoicesSerializer(many=True)


class PreferencesSerializer(serializers.Serializer[Any]):
    """All that one has chosen about being told."""

    language = serializers.ChoiceField(choices=LANGUAGE_CHOICES)
    timezone = serializers.CharField(help_text="An IANA name; empty: the zone of the business that it is about.")
    quiet_hours = QuietHoursSerializer(allow_null=True)
    digest = serializers.ChoiceField(choices=Digest.choices)
    groups = NoticeGroupSerializer(many=True)


class SwitchSerializer(serializers.Serializer[Any]):
    """One switch to be set."""

    kind = serializers.CharField(max_length=40)
    channel = serializers.ChoiceField(choices=Channel.choices)
    is_on = serializers.BooleanField()


class PreferencesInputSerializer(serializers.Serializer[Any]):
    """All that one sets; switches that are not given stay as they are."""

    language = serializers.ChoiceField(choices=LANGUAGE_CHOICES)
    timezone = serializers.CharField(max_length=64, allow_blank=True)
    quiet_hours = QuietHoursSerializer(allow_null=True)
    digest = serializers.ChoiceField(choices=Digest.choices)
    choices = serializers.ListField(child=SwitchSerializer(), max_length=MOST_CHOICES)

    def validate_timezone(self, value: str) -> str:
        """Refuse what is no zone."""
        if value and value not in TIMEZONES:
            raise serializers.ValidationError("Give the IANA name of a time zone, such as Europe/Berlin.")
        return value

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Refuse hours without a clock: quiet hours and digests are times in somebody's zone."""
        if not attrs["timezone"] and (attrs["quiet_hours"] or attrs["digest"] != Digest.OFF):
            raise serializers.ValidationError({"timezone": "Quiet hours and digests need your time zone."})
        return attrs


class UnsubscribeInputSerializer(serializers.Serializer[Any]):
    """What a link says, and whether to stop or to take that back."""

    token = serializers.CharField(max_length=200, help_text="The last part of the link's address.")
    is_on = serializers.BooleanField(default=False, help_text="True takes it back.")


class UnsubscribeSerializer(serializers.Serializer[Any]):
    """What a link is for, and how it stands. It says nothing of whose it is."""

    kind = serializers.CharField()
    title = serializers.CharField()
    about = serializers.CharField()
    channel = serializers.ChoiceField(choices=Channel.choices)
    is_on = serializers.BooleanField()
