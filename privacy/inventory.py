"""What becomes of every row that points at a person, when the account is deleted.

A table with a foreign key to the user stands here, or the build fails (tests/privacy/test_inventory.py): whoever adds one says
what becomes of it, and adds the step to privacy.erasing and the file to privacy.chapters where they are needed.
"""

GONE = "deleted with the account"
SHELL = "stays, and points at the empty shell: "

WHAT_BECOMES: dict[str, str] = {
    "account.EmailAddress.user": GONE,
    "accounts.EmailChange.user": GONE,
    "accounts.PhoneCode.user": GONE,
    "accounts.RememberedDevice.user": GONE,
    "accounts.SecurityEvent.by": SHELL + "an act on somebody else's account; without a name",
    "accounts.SecurityEvent.user": SHELL + "kind, time, network and browser stay, details are blanked",
    "accounts.TokenFamily.user": GONE,
    "accounts.User_groups.user": GONE,
    "accounts.User_user_permissions.user": GONE,
    "admin.LogEntry.user": SHELL + "staff is refused a deletion until its rights are gone; the acts stay",
    "common.AuditEntry.actor": SHELL + "what somebody did for the platform is kept for ever; without a name",
    "discovery.Favourite.user": GONE,
    "discovery.SavedSearch.user": GONE,
    "mfa.Authenticator.user": GONE,
    "moderation.Appeal.decided_by": SHELL + "who decided; without a name",
    "moderation.Case.claimed_by": SHELL + "who looked at it; without a name",
    "moderation.CaseSource.moderator": SHELL + "who chose to look; without a name",
    "moderation.Statement.recipient": SHELL + "what was decided and by which rule; all words about it are blanked",
    "notifications.Preference.user": GONE,
    "notifications.Reading.user": GONE,
    "orders.Order.customer": SHELL + "the vendor's books; contact, address and note are erased",
    "orders.OrderStatusHistory.actor": SHELL + "blanked in one's own orders; in those of others the id of a shell",
    "privacy.Deletion.user": SHELL + "that and when it was done",
    "privacy.Export.user": SHELL + "that there was one; its files are deleted",
    "reviews.ModerationAction.moderator": SHELL + "kept for ever; without a name",
    "reviews.Review.author": SHELL + "a public statement in the log, as of a former customer",
    "reviews.HelpfulVote.voter": GONE,
    "reviews.PickupRating.author": SHELL + "how the vendor found a pick-up; without a name",
    "reviews.ResponseVersion.author": SHELL + "the vendor's public answer, in the vendor's name",
    "reviews.ReviewPhoto.author": SHELL + "published ones as the review; uploads that no review shows are deleted",
    "reviews.ReviewReport.reporter": SHELL + "that there was a report; its words are blanked",
    "reviews.ReviewResponse.author": SHELL + "the vendor's public answer, in the vendor's name",
    "reviews.ReviewVersion.author": SHELL + "what the review said before; as the review",
    "usersessions.UserSession.user": GONE,
    "vendors.ApiKey.created_by": SHELL + "the vendor's key; without a name",
    "vendors.ApiKey.revoked_by": SHELL + "who ended the vendor's key; without a name",
    "vendors.FormerMember.user": SHELL + "that somebody was in the team until then; without a name",
    "vendors.Invitation.accepted_by": SHELL + "the invited address is blanked",
    "vendors.Invitation.invited_by": SHELL + "who invited; without a name",
    "vendors.Membership.user": GONE,
    "vendors.OwnershipOffer.offered_by": SHELL + "what became of the offer; without a name",
    "vendors.OwnershipOffer.offered_to": SHELL + "what became of the offer; without a name",
    "vendors.CheckDocument.uploaded_by": SHELL + "the vendor's evidence; its file is erased some weeks after the decision",
    "vendors.CheckMove.by": SHELL + "who moved a check; without a name",
    "vendors.VerificationCheck.claimed_by": SHELL + "who looks at it; without a name",
    "vendors.VerificationCheck.decided_by": SHELL + "who decided; without a name",
    "vendors.VerificationCheck.moved_by": SHELL + "who moved it last; without a name",
    "vendors.VerificationCheck.submitted_by": SHELL + "the vendor's evidence; without a name",
}
