"""Who listens to which event, and who holds which rows against the log."""

from accounts import listeners as accounts
from events.registry import registry
from ledger.audit import audit_with
from ledger.hooks import on_publication
from moderation import listeners as moderation
from moderation.auditing import check_statements
from notifications import listeners as mails
from orders.auditing import check_history
from privacy import listeners as privacy
from reviews.auditing import check_moderation, check_reviews, check_versions
from reviews.inviting import plan_invitation
from reviews.recounting import check_figures
from tracking.publishing import publish_entry, publish_sealed, publish_team_change
from vendors import listeners as vendors
from vendors.auditing import check_suspensions
from vendors.badges import check_badges


def register_listeners() -> None:
    """Fill the registries of events and of the audit. The names of listeners are kept in rows: never rename one."""
    registry.listen("accounts.reuse-mail", accounts.warn_of_reuse, "account.tokens_revoked")
    registry.listen("accounts.blocked-mail", accounts.warn_of_block, "security.sign_in.blocked")
    registry.listen("accounts.new-device-mail", accounts.tell_of_new_device, "security.sign_in.new_device")
    registry.listen("accounts.new-email-mail", accounts.tell_of_new_email, "security.email.changed")
    registry.listen("accounts.sms-factor-mail", accounts.tell_of_sms_use, "security.factor.used")
    registry.listen("accounts.recovery-code-mail", accounts.tell_of_recovery_code, "security.factor.recovery_code_used")
    registry.listen("accounts.factors-reset-mail", accounts.tell_of_reset, "security.factor.removed")
    registry.after_commit(publish_entry, "order.placed", "order.status_changed")
    registry.after_commit(publish_team_change, "vendor.member_changed", "vendor.suspended")
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
    registry.listen("notifications.new-order", mails.tell_vendor, "order.placed")
    registry.listen("notifications.order-confirmation", mails.confirm_order, "order.placed")
    registry.listen("notifications.status", mails.tell_customer, "order.status_changed")
    registry.listen(
        "notifications.api-key",
        mails.tell_owners_of_key,
        "vendor.api_key_created",
        "vendor.api_key_rotated",
        "vendor.api_key_revoked",
    )
    registry.listen("notifications.invitation", mails.tell_invited, "vendor.member_invited")
    registry.listen("notifications.ownership-offer", mails.tell_heir, "vendor.ownership_offered")
    registry.listen("notifications.ownership-transferred", mails.tell_both, "vendor.ownership_transferred")
    registry.listen("notifications.team-changed", mails.tell_member, "security.member.role_changed", "security.member.removed")
    registry.listen("notifications.review-invitation", mails.invite_to_review, "review.invited")
    registry.listen("reviews.invitation", plan_invitation, "order.status_changed")
    registry.listen("notifications.review-answered", mails.tell_reviewer, "review.responded")
    registry.listen("moderation.reported", moderation.open_reported, "review.reported")
    registry.listen("moderation.screen", moderation.screen_review, "review.published", "review.edited")
    registry.listen("moderation.screen-answer", moderation.screen_answer, "review.responded", "review.response_edited")
    registry.listen("moderation.watch", moderation.watch_review, "review.published")
    registry.listen("moderation.statement-mail", moderation.tell_author, "moderation.stated")
    registry.listen("moderation.appeal-mail", moderation.confirm_appeal, "moderation.appealed")
    registry.listen("moderation.reporters-mail", moderation.tell_reporters, "moderation.case_decided")
    registry.listen(
        "notifications.check", mails.tell_of_check, "vendor.check_expiring", "vendor.check_expired", "vendor.check_decided"
    )
    registry.listen("vendors.register", vendors.look_up_in_register, "vendor.check_submitted")
    registry.listen("privacy.export", privacy.make_export, "privacy.export_asked", "privacy.export_continued")
    registry.listen("privacy.export-ready", privacy.tell_export_ready, "privacy.export_ready")
    registry.listen("privacy.deletion-scheduled", privacy.tell_deletion_scheduled, "privacy.deletion_scheduled")
    registry.listen("privacy.deletion-cancelled", privacy.tell_deletion_cancelled, "privacy.deletion_cancelled")
