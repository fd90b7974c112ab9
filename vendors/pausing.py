"""What customers are told while a vendor takes no new orders."""

from datetime import datetime
from zoneinfo import ZoneInfo

from vendors.models import Vendor


def pause_words(vendor: Vendor, at: datetime) -> str | None:
    """Return a kind word for customers where `vendor` is paused at a moment, by its own clock; else None."""
    if not vendor.is_paused(at):
        return None
    if vendor.paused_until is None:
        return f"{vendor.name} is catching up and takes no new orders just now. Please look in again a little later."
    zone = ZoneInfo(vendor.timezone)
    again, today = vendor.paused_until.astimezone(zone), at.astimezone(zone).date()
    when = f"at {again:%H:%M}" if again.date() == today else f"on {again.day} {again:%B} at {again:%H:%M}"
    return f"{vendor.name} is catching up and takes no new orders just now. You can order again {when}."
