"""What happens to webhooks themselves. The subject is the vendor's slug."""

from events.catalogue import Field, declare

_ENDPOINT = {
    "vendor": Field(str, "The vendor's slug."),
    "endpoint": Field(int, "The endpoint's `id` in the API."),
}

ENDPOINT_CREATED = declare("webhook.created", "An endpoint for webhooks was added.", _ENDPOINT)
ENDPOINT_CHANGED = declare("webhook.changed", "An endpoint's address, filter or state was changed by a person.", _ENDPOINT)
SECRET_ROTATED = declare("webhook.rotated", "An endpoint has a new secret.", _ENDPOINT)
ENDPOINT_DELETED = declare("webhook.deleted", "An endpoint was removed.", _ENDPOINT)
ENDPOINT_DISABLED = declare(
    "webhook.disabled",
    "An endpoint was turned off by itself, since what was sent to it kept failing. Told to the vendor's other endpoints.",
    {**_ENDPOINT, "reason": Field(str, "`gone` (it answered 410) or `failing` (nothing got through for three days).")},
    webhook=True,
)
TEST = declare(
    "webhook.test",
    "Somebody asked for a test. It means nothing, and goes to the endpoint that was to be tested alone, whatever its filter.",
    _ENDPOINT,
    webhook=True,
)
