"""What is told of webhooks: that one was turned off by itself."""

from events.models import Event
from notifications.notices import Facts, Group, Notice, Recipient, add_notice
from notifications.notices_vendors import owners
from webhooks.event_types import ENDPOINT_DISABLED
from webhooks.models import WebhookEndpoint


def _disabled(event: Event, _: Recipient) -> Facts | None:
    """Return the endpoint, and why it is off; None where somebody deleted it, or turned it on again."""
    endpoint = WebhookEndpoint.objects.select_related("vendor").filter(pk=event.payload["endpoint"]).first()
    if endpoint is None or endpoint.disabled_reason != event.payload["reason"]:
        return None
    return {"endpoint": endpoint}


WEBHOOK_DISABLED = add_notice(
    Notice(
        "webhook_disabled",
        (ENDPOINT_DISABLED,),
        "A webhook was turned off",
        "An address of yours did not take our calls, so we stopped calling it.",
        Group.SHOP,
        audience=owners,
        facts=_disabled,
        required=True,  # the shop's own programs miss orders until somebody acts
    )
)
