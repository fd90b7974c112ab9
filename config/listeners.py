"""Who listens to which event."""

from accounts.listeners import warn_of_reuse
from events.registry import registry
from ledger.hooks import on_publication
from notifications import listeners as mails
from tracking.publishing import publish_entry, publish_sealed


def register_listeners() -> None:
    """Fill the registry of events. The names are kept in rows: never rename one."""
    registry.listen("accounts.reuse-mail", warn_of_reuse, "account.tokens_revoked")
    registry.after_commit(publish_entry, "order.placed", "order.status_changed")
    on_publication(publish_sealed)
    registry.listen("notifications.new-order", mails.tell_vendor, "order.placed")
    registry.listen("notifications.order-confirmation", mails.confirm_order, "order.placed")
    registry.listen("notifications.status", mails.tell_customer, "order.status_changed")
    registry.listen("notifications.review-answered", mails.tell_reviewer, "review.responded")
