"""The ways by which a message leaves the house. Each channel has one or more providers, asked in their order."""

from notifications.channels.ports import Answer, Provider, Unfit, provide, providers_of, provides

__all__ = ["Answer", "Provider", "Unfit", "provide", "providers_of", "provides"]
