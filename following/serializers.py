"""Following by mail, as JSON."""

from typing import Any

from rest_framework import serializers

from common.letters import LANGUAGES


class FollowInput(serializers.Serializer[Any]):
    """Who wants to be told."""

    email = serializers.EmailField(max_length=254)
    language = serializers.ChoiceField(
        choices=[(language.code, language.name) for language in LANGUAGES.values()],
        required=False,
        help_text="Of the mails; without it, what the browser asks for.",
    )


class FollowAsked(serializers.Serializer[Any]):
    """A code is on its way."""

    minutes = serializers.IntegerField(help_text="So long the code works.")


class FollowCodeInput(serializers.Serializer[Any]):
    """The code from the mail."""

    email = serializers.EmailField(max_length=254)
    code = serializers.RegexField(r"^[0-9]{6}$", help_text="Six digits.")


class FollowConfirmed(serializers.Serializer[Any]):
    """It is told from now on."""

    stop_token = serializers.CharField(help_text="With it, and with nothing else, it is stopped.")


class StopInput(serializers.Serializer[Any]):
    """What is to be stopped."""

    token = serializers.RegexField(r"^[A-Za-z0-9_-]{22}$", help_text="`stop_token`, or what stands behind `#stop=` in a mail.")
