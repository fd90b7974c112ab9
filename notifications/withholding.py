"""Why a message that was planned is withheld: between the plan and the sending a night or a provider's outage may lie."""

from events.models import Event
from notifications.blocking import block_on
from notifications.models import Channel, Message
from notifications.notices import Group, Notice, Recipient
from notifications.preferences import chosen_by, is_wanted
from notifications.stopping import is_stopped


def why_not(message: Message, notice: Notice, event: Event, recipient: Recipient) -> str:
    """Return why it is withheld, in words; nothing where it is sent."""
    user = recipient.user
    if user and user.is_deleted:
        return "The account is gone."
    if user and not is_wanted(notice, Channel(message.channel), chosen_by(user)):
        return "It was switched off."
    if is_stopped(notice, event, recipient, Channel(message.channel)):
        return "Its reader wants no more mails about this order."
    if not is_still_told(notice, event, recipient):
        return "The person is no longer told of this."
    return block_on(message)


def is_still_told(notice: Notice, event: Event, recipient: Recipient) -> bool:
    """Tell whether a business would tell them today: who left its team hears no more of its customers."""
    if notice.group != Group.SHOP or recipient.user is None:
        return True
    return any(one.user == recipient.user for one in notice.audience(event))
