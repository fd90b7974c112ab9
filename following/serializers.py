"""Following without an account, as JSON."""

from typing import Any

from rest_framework import serializers

from common.letters import LANGUAGES
from notifications.serializers import PushSubscriptionInputSerializer


class _InALanguage(serializers.Serializer[Any]):
    language = serializers.ChoiceField(
        choices=[(language.code, language.name) for language in LANGUAGES.values()],
        required=False,
        help_text="Of the messages; without it, what the browser asks for.",
    )


class _AtAPlace(serializers.Serializer[Any]):
    email = serializers.EmailField(max_length=254, required=False, help_text="This, or `phone`.")
    phone = serializers.CharField(
        max_length=30, required=False, help_text="A number; without a country code it is one of the business's country."
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Take one of the two."""
        if ("email" in attrs) == ("phone" in attrs):
            raise serializers.ValidationError("Give an `email` or a `phone`, one of the two.", code="one_place")
        return attrs


class FollowInput(_AtAPlace, _InALanguage):
    """Who wants to be told."""


class FollowAsked(serializers.Serializer[Any]):
    """A code is on its way."""

    minutes = serializers.IntegerField(help_text="So long the code works.")


class FollowCodeInput(_AtAPlace):
    """The code from the message."""

    code = serializers.RegexField(r"^[0-9]{6}$", help_text="Six digits.")


class FollowBrowserInput(PushSubscriptionInputSerializer, _InALanguage):
    """A browser that wants to be told."""


class FollowConfirmed(serializers.Serializer[Any]):
    """It is told from now on."""

    stop_token = serializers.CharField(help_text="With it, and with nothing else, it is stopped.")


class FollowWays(serializers.Serializer[Any]):
    """The ways in which this site tells of an order, beside mail."""

    sms = serializers.BooleanField()
    push_key = serializers.CharField(
        allow_blank=True, help_text="Ours (VAPID, RFC 8292), for `applicationServerKey`; empty where no push is sent."
    )


class StopInput(serializers.Serializer[Any]):
    """What is to be stopped."""

    token = serializers.RegexField(r"^[A-Za-z0-9_-]{22}$", help_text="`stop_token`, or what stands behind `#stop=` in a message.")
