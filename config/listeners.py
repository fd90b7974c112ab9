"""Who listens to which event, and who holds which rows against the log."""

from accounts import listeners as accounts
from accounts.event_types import SECURITY, TOKENS_REVOKED
from accounts.models import SecurityEventKind as Kind
from events.registry import registry
from ledger.audit import audit_with
from ledger.hooks import on_publication
from moderation import event_types as moderation_events
from moderation import listeners as moderation
from moderation.auditing import check_statements
from notifications import listeners as mails
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

CHECKS = (
    check_history,
    check_badges,
    check_suspensions,
    check_reviews,
    check_versions,
    check_moderation,
    check_statements,
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
    registry.listen("accounts.reuse-mail", accounts.warn_of_reuse, TOKENS_REVOKED)
    registry.listen("accounts.blocked-mail", accounts.warn_of_block, SECURITY[Kind.SIGN_IN_BLOCKED])
    registry.listen("accounts.new-device-mail", accounts.tell_of_new_device, SECURITY[Kind.NEW_DEVICE])
    registry.listen("accounts.new-email-mail", accounts.tell_of_new_email, SECURITY[Kind.EMAIL_CHANGED])
    registry.listen("accounts.sms-factor-mail", accounts.tell_of_sms_use, SECURITY[Kind.FACTOR_USED])
    registry.listen("accounts.recovery-code-mail", accounts.tell_of_recovery_code, SECURITY[Kind.RECOVERY_CODE_USED])
    registry.listen("accounts.factors-reset-mail", accounts.tell_of_reset, SECURITY[Kind.FACTOR_REMOVED])
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
    registry.listen("notifications.new-order", mails.tell_vendor, ORDER_PLACED)
    registry.listen("notifications.order-confirmation", mails.confirm_order, ORDER_PLACED)
    registry.listen("notifications.status", mails.tell_customer, ORDER_STATUS_CHANGED)
    registry.listen(
        "notifications.api-key",
        mails.tell_owners_of_key,
        vendor_events.API_KEY_CREATED,
        vendor_events.API_KEY_ROTATED,
        vendor_events.API_KEY_REVOKED,
    )
    registry.listen("notifications.invitation", mails.tell_invited, vendor_events.MEMBER_INVITED)
    registry.listen("notifications.ownership-offer", mails.tell_heir, vendor_events.OWNERSHIP_OFFERED)
    registry.listen("notifications.ownership-transferred", mails.tell_both, vendor_events.OWNERSHIP_TRANSFERRED)
    registry.listen(
        "notifications.team-changed", mails.tell_member, SECURITY[Kind.MEMBER_ROLE_CHANGED], SECURITY[Kind.MEMBER_REMOVED]
    )
    registry.listen("notifications.review-invitation", mails.invite_to_review, review_events.REVIEW_INVITED)
    registry.listen("reviews.invitation", plan_invitation, ORDER_STATUS_CHANGED)
    registry.listen("notifications.review-answered", mails.tell_reviewer, review_events.REVIEW_RESPONDED)
    registry.listen("moderation.reported", moderation.open_reported, review_events.REVIEW_REPORTED)
    registry.listen("moderation.screen", moderation.screen_review, review_events.REVIEW_PUBLISHED, review_events.REVIEW_EDITED)
    registry.listen("moderation.watch", moderation.watch_review, review_events.REVIEW_PUBLISHED)
    registry.listen("moderation.statement-mail", moderation.tell_author, moderation_events.DECISION_STATED)
    registry.listen("moderation.appeal-mail", moderation.confirm_appeal, moderation_events.DECISION_APPEALED)
    registry.listen("moderation.reporters-mail", moderation.tell_reporters, moderation_events.CASE_DECIDED)
    registry.listen(
        "notifications.check",
        mails.tell_of_check,
        vendor_events.CHECK_EXPIRING,
        vendor_events.CHECK_EXPIRED,
        vendor_events.CHECK_DECIDED,
    )
    registry.listen("vendors.register", vendors.look_up_in_register, vendor_events.CHECK_SUBMITTED)
    registry.listen("privacy.export", privacy.make_export, privacy_events.EXPORT_ASKED, privacy_events.EXPORT_CONTINUED)
    registry.listen("privacy.export-ready", privacy.tell_export_ready, privacy_events.EXPORT_READY)
    registry.listen("privacy.deletion-scheduled", privacy.tell_deletion_scheduled, privacy_events.DELETION_SCHEDULED)
    registry.listen("privacy.deletion-cancelled", privacy.tell_deletion_cancelled, privacy_events.DELETION_CANCELLED)
