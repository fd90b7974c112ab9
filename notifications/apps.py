"""App configuration."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class NotificationsConfig(AppConfig):
    """Telling people."""

    name = "notifications"

    def ready(self) -> None:
        """Say who provides for which channel, have every app declare its notices, and register what is to be pruned."""
        from events.registry import registry
        from notifications import notices_accounts, notices_orders, notices_timers, notices_vendors  # noqa: F401 - they declare
        from notifications.channels import provide
        from notifications.channels.mail import mail_providers
        from notifications.channels.sms import sms_providers
        from notifications.models import Channel
        from notifications.pruning import prune_inbox, prune_messages

        autodiscover_modules("notices")
        provide(Channel.MAIL, mail_providers)
        provide(Channel.SMS, sms_providers)
        registry.prune_with(prune_inbox)
        registry.prune_with(prune_messages)
