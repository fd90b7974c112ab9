"""What moderators do. The subject is the review, as `review:<key>`."""

from events.catalogue import Field, declare

CASE_DECIDED = declare(
    "moderation.case_decided", "A moderator decided about a review.", {"case": Field(int, "The case's row.", internal=True)}
)
DECISION_STATED = declare(
    "moderation.stated", "An author was given the reasons of a decision.", {"statement": Field(int, "Its row.", internal=True)}
)
_APPEAL = {"appeal": Field(int, "The appeal's row.", internal=True)}
DECISION_APPEALED = declare("moderation.appealed", "An author asked for a second look.", _APPEAL)
APPEAL_DECIDED = declare("moderation.appeal_decided", "Another moderator decided an appeal.", _APPEAL)
