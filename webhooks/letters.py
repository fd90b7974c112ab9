"""What we write about webhooks, to the owners of the business."""

from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from common.letters import Letter, Link, facts, given, paragraph, say, words_of
from notifications.letters.orders import on_the_team
from webhooks.models import DisabledReason, WebhookEndpoint

WHY = {
    DisabledReason.GONE: gettext_noop("It answered that it is gone for good (410)."),
    DisabledReason.FAILING: gettext_noop("Not one of our calls got through for three days."),
}


@words_of("webhook_disabled")
def webhook_disabled(*, endpoint: WebhookEndpoint) -> Letter:
    """For the owners: calls have stopped, and how to have them again."""
    vendor, why = endpoint.vendor, _(WHY[DisabledReason(endpoint.disabled_reason)])
    more = _("Until you turn it on again, your own programs hear of nothing. What was missed before can then be sent again.")
    return Letter(
        subject=say(_("A webhook of {vendor} was turned off"), vendor=vendor.name),
        preview=why,
        heading=_("We stopped calling one of your webhooks"),
        blocks=(
            facts((_("Business"), given(vendor.name)), (_("Address"), given(urlsplit(endpoint.url).netloc))),
            paragraph(why),
            paragraph(more),
        ),
        action=Link(_("Open the webhook"), f"{settings.BASE_URL}/dashboard/{vendor.slug}/webhooks/{endpoint.pk}"),
        why=on_the_team(vendor.name),
    )
