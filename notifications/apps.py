"""App configuration."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class NotificationsConfig(AppConfig):
    """Telling people."""

    name = "notifications"

    def ready(self) -> None:
        """Say who provides for which channel, have every app declare its notices, and register what is to be pruned."""
        from events.registry import registry
        from notifications import digests, notices_accounts, notices_orders, notices_timers, notices_vendors  # noqa: F401 - they declare theirs
        from notifications.channels import provide
        from notifications.channels.inbox import inbox_providers
        from notifications.channels.mail import mail_providers
        from notifications.channels.push import push_providers
        from notifications.channels.sms import sms_providers
        from notifications.hooks import connect
        from notifications.models import Channel
        from notifications.pruning import prune_inbox, prune_items, prune_messages, prune_stops

        autodiscover_modules("letters", "letter_samples", "notices")
        connect()
        provide(Channel.MAIL, mail_providers)
        provide(Channel.SMS, sms_providers)
        provide(Channel.PUSH, push_providers)
        provide(Channel.INBOX, inbox_providers)
        registry.prune_with(prune_inbox)
        registry.prune_with(prune_items)
        registry.prune_with(prune_messages)
        registry.prune_with(prune_stops)
