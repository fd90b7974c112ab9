"""Addresses that get nothing any more: what bounced for good, and whose reader called our mail spam."""

from django.db import transaction

from accounts.models import User
from events.services import record
from notifications.event_types import ADDRESS_BLOCKED
from notifications.models import BlockedAddress, BlockReason, Channel, Message

BY_ADDRESS = {Channel.MAIL, Channel.SMS}


@transaction.atomic
def block_address(address: str, *, reason: BlockReason, words: str = "", channel: Channel = Channel.MAIL) -> bool:
    """Send nothing more to an address, and tell its person in the app; return False where it was blocked before."""
    address = address.strip().lower()[:254]
    fresh = BlockedAddress(channel=channel, address=address, reason=reason, words=words.replace("\x00", "")[:500])
    if not address or BlockedAddress.objects.filter(channel=channel, address=address).exists():
        return False
    BlockedAddress.objects.bulk_create([fresh], ignore_conflicts=True)
    user = User.objects.filter(email=address, is_active=True).first()
    if user is not None:
        payload = {"user": user.pk, "channel": channel.value, "reason": reason.value}
        record(ADDRESS_BLOCKED, subject=f"user:{user.pk}", payload=payload)
    return True


def block_on(message: Message) -> str:
    """Return why the message's address is blocked, in words; nothing where it is not."""
    if message.channel not in BY_ADDRESS:
        return ""
    found = BlockedAddress.objects.filter(channel=message.channel, address=message.recipient.lower()).first()
    return f"The address is blocked: {found.get_reason_display()}." if found else ""
