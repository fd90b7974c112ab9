"""Made-up facts for the letters about webhooks."""

from common.letters.samples import Facts, Filling, sample_of
from common.public_http import MAX_URL
from notifications.letter_samples import vendor_for
from webhooks.letters import WHY
from webhooks.models import DisabledReason, WebhookEndpoint

for _reason in WHY:

    @sample_of("webhook_disabled", str(_reason.label))
    def _disabled(fill: Filling, reason: DisabledReason = _reason) -> Facts:
        url = "https://shop.example/" + ("x" * (MAX_URL - 21) if fill.is_longest else "hooks")
        return {"endpoint": WebhookEndpoint(pk=1, vendor=vendor_for(fill), url=url, disabled_reason=reason)}
