"""Who listens to which event, and who holds which rows against the log."""

from events.registry import registry
from ledger.audit import audit_with
from ledger.hooks import on_publication
from moderation import listeners as moderation
from moderation.auditing import check_statements
from notifications.notices import told_types
from notifications.planning import plan
from orders import deadlines
from orders.auditing import check_history
from orders.event_types import ORDER_CANCEL_OFFERED, ORDER_PLACED, ORDER_STATUS_CHANGED, ORDER_UNANSWERED, PICKUP_WAITING
from privacy import event_types as privacy_events
from privacy import listeners as privacy
from reviews import event_types as review_events
from reviews.auditing import check_moderation, check_reviews, check_versions
from reviews.inviting import INVITATION, invite, plan_invitation
from reviews.recounting import check_figures
from timers.registry import registry as timers
from timers.services import prune_timers
from tracking.publishing import publish_entry, publish_sealed, publish_team_change, publish_timers
from vendors import event_types as vendor_events
from vendors import listeners as vendors
from vendors.auditing import check_suspensions
from vendors.badges import check_badges
from webhooks.planning import offered_types
from webhooks.planning import plan as plan_webhooks

#: Listeners of before, whose work may still wait when this version starts. Planning twice adds nothing.
RETIRED = (
    "accounts.reuse-mail",
    "accounts.blocked-mail",
    "accounts.new-device-mail",
    "accounts.new-email-mail",
    "accounts.sms-factor-mail",
    "accounts.recovery-code-mail",
    "accounts.factors-reset-mail",
    "notifications.new-order",
    "notifications.order-confirmation",
    "notifications.status",
    "notifications.api-key",
    "notifications.invitation",
    "notifications.ownership-offer",
    "notifications.ownership-transferred",
    "notifications.team-changed",
    "notifications.review-invitation",
    "notifications.review-answered",
    "notifications.check",
    "moderation.statement-mail",
    "moderation.appeal-mail",
    "moderation.reporters-mail",
    "privacy.export-ready",
    "privacy.deletion-scheduled",
    "privacy.deletion-cancelled",
)


def register_timers() -> None:
    """Say what is done when a timer is due. The kinds are kept in rows: never rename one."""
    timers.fire_with(deadlines.UNANSWERED, deadlines.fire_unanswered)
    timers.fire_with(deadlines.CANCEL_OFFERED, deadlines.fire_cancel_offered)
    timers.fire_with(deadlines.PICKUP_WAITING, deadlines.fire_pickup_waiting)
    timers.fire_with(deadlines.PICKUP_STILL_WAITING, deadlines.fire_pickup_waiting)
    timers.fire_with(INVITATION, invite)
    registry.prune_with(prune_timers)


def register_listeners() -> None:
    """Fill the registries of events and of the audit. The names of listeners are kept in rows: never rename one."""
    registry.after_commit(publish_entry, ORDER_PLACED, ORDER_STATUS_CHANGED)
    registry.after_commit(publish_timers, ORDER_UNANSWERED, ORDER_CANCEL_OFFERED, PICKUP_WAITING)
    registry.after_commit(publish_team_change, vendor_events.MEMBER_CHANGED, vendor_events.VENDOR_SUSPENDED)
    on_publication(publish_sealed)
    for check in (
        check_history,
        check_badges,
        check_suspensions,
        check_reviews,
        check_versions,
        check_moderation,
        check_statements,
        check_figures,
    ):
        audit_with(check)
    registry.listen("notifications.plan", plan, *told_types())
    for retired in RETIRED:
        registry.listen(retired, plan)
    registry.listen("reviews.invitation", plan_invitation, ORDER_STATUS_CHANGED)
    registry.listen("moderation.reported", moderation.open_reported, review_events.REVIEW_REPORTED)
    registry.listen("moderation.screen", moderation.screen_review, review_events.REVIEW_PUBLISHED, review_events.REVIEW_EDITED)
    registry.listen(
        "moderation.screen-answer",
        moderation.screen_answer,
        review_events.REVIEW_RESPONDED,
        review_events.RESPONSE_EDITED,
    )
    registry.listen("moderation.watch", moderation.watch_review, review_events.REVIEW_PUBLISHED)
    registry.listen("vendors.register", vendors.look_up_in_register, vendor_events.CHECK_SUBMITTED)
    registry.listen("vendors.secured-account", vendors.end_at_the_counter, *vendors.SECURED)
    registry.listen("webhooks.plan", plan_webhooks, *offered_types())
    registry.listen("privacy.export", privacy.make_export, privacy_events.EXPORT_ASKED, privacy_events.EXPORT_CONTINUED)
    registry.listen("privacy.journal", privacy.note_wish, privacy_events.DELETION_SCHEDULED, privacy_events.DELETION_CANCELLED)
