"""From a body to the arguments of a service."""

from typing import Any


def profile_changes(data: dict[str, Any]) -> dict[str, Any]:
    """Return the profile's fields flat: `address` by its parts, `fulfilments` as the two offers."""
    changes = {name: value for name, value in data.items() if name not in {"address", "fulfilments"}}
    changes.update(data.get("address", {}))
    if "fulfilments" in data:
        changes["offers_pickup"] = "pickup" in data["fulfilments"]
        changes["offers_delivery"] = "delivery" in data["fulfilments"]
    return changes
