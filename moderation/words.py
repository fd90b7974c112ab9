"""Decisions in plain words, for the author of a review; the same in mails and in the app."""

from moderation.foul_play import WATCH_BY_CODE
from moderation.models import SourceKind, Statement
from moderation.rules import BY_CODE
from reviews.models import OF_ANSWERS, ModerationAction, ModerationGround, ModerationKind

DECISIONS = {
    ModerationKind.HIDE: "Your review of {vendor} is hidden",
    ModerationKind.RESTORE: "Your review of {vendor} is back",
    ModerationKind.REDACT: "We took words out of your review of {vendor}",
    ModerationKind.PUT_BACK: "Your words about {vendor} are back",
    ModerationKind.WARN: "A warning about your review of {vendor}",
    ModerationKind.UNWARN: "The warning about your review of {vendor} is taken back",
    ModerationKind.DISMISS: "Your review of {vendor} stays as it is",
    ModerationKind.UPHOLD: "Our decision about your review of {vendor} stands",
    ModerationKind.HIDE_RESPONSE: "Your answer to a review of {vendor} is hidden",
    ModerationKind.RESTORE_RESPONSE: "Your answer to a review of {vendor} is back",
}
WHY = {
    ModerationGround.ABUSIVE: "Our rules: a review may be harsh, but it does not insult, threaten or demean anybody.",
    ModerationGround.PERSONAL_DATA: (
        "Our rules: a review gives away nobody's personal data, such as a full name, a phone number or an address."
    ),
    ModerationGround.SPAM: "Our rules: a review is not advertising, and links nowhere.",
    ModerationGround.NOT_ABOUT_THE_ORDER: "Our rules: a review is about the order that it was written for.",
    ModerationGround.CONFLICT_OF_INTEREST: (
        "Our rules: nobody reviews a business that they work for, compete with, or are paid or pressed by."
    ),
    ModerationGround.COPIED: "Our rules: a review is in its author's own words; the same text is not used for several.",
    ModerationGround.ILLEGAL: "The law: what the review says is not allowed to be published.",
    ModerationGround.NOTHING_WRONG: "We found nothing against our rules.",
    ModerationGround.HIDDEN_ALREADY: "It is hidden already.",
    ModerationGround.MISTAKE: "Our earlier decision was a mistake. We are sorry.",
    ModerationGround.APPEAL_GRANTED: "Your appeal was right. Another person looked at it and took our decision back. Sorry.",
    ModerationGround.APPEAL_REFUSED: "Another person than before looked at your appeal, and came to the same result.",
    ModerationGround.UNSTATED: "",
}
WHY_OF_ANSWERS = {
    ModerationGround.ABUSIVE: "Our rules: an answer may disagree, but it does not insult, threaten or demean anybody.",
    ModerationGround.PERSONAL_DATA: (
        "Our rules: an answer gives away nobody's personal data, such as who the customer is, a phone number or an address."
    ),
    ModerationGround.SPAM: "Our rules: an answer is about the review, not advertising, and links nowhere.",
    ModerationGround.ILLEGAL: "The law: what the answer says is not allowed to be published.",
}
_ACTED = "It was against our rules, and we have acted on it. What exactly was decided is between us and its author."
_TAKEN_BACK = "We had acted on it before, and found that it is not against our rules. So we took that back."
OUTCOMES = {
    **dict.fromkeys((ModerationKind.HIDE, ModerationKind.REDACT, ModerationKind.WARN, ModerationKind.HIDE_RESPONSE), _ACTED),
    **dict.fromkeys((ModerationKind.RESTORE, ModerationKind.PUT_BACK, ModerationKind.UNWARN), _TAKEN_BACK),
    ModerationKind.RESTORE_RESPONSE: _TAKEN_BACK,
    ModerationKind.UPHOLD: "We had acted on it before. Its author appealed, and what we decided stands.",
    ModerationKind.DISMISS: (
        "We found nothing in it that is against our rules, so it stays as it is. Reviews may be harsh, and we do not settle who"
        " is right about an order."
    ),
}
FOUND = {
    SourceKind.REPORT: "A reader reported it, and a person of our team looked at it.",
    SourceKind.RULE: "A rule of ours pointed at it ({rule}), and a person of our team looked at it.",
    SourceKind.SAMPLING: "It was drawn for a check, as a few of all reviews are, and a person of our team looked at it.",
    SourceKind.MODERATOR: "A person of our team came across it.",
    SourceKind.APPEAL: "You appealed, and a person of our team who had no part in the first decision looked at it.",
}


def decision_in_words(action: ModerationAction) -> str:
    """Return what was decided, as one sentence. The review's vendor is loaded."""
    return DECISIONS[ModerationKind(action.action)].format(vendor=action.review.vendor.name)


def why_in_words(action: ModerationAction) -> str:
    """Return the rule or law that the decision goes by."""
    if action.action in OF_ANSWERS and action.ground in WHY_OF_ANSWERS:
        return WHY_OF_ANSWERS[ModerationGround(action.ground)]
    return WHY[ModerationGround(action.ground)]


def outcome_in_words(action: ModerationAction) -> str:
    """Return what somebody is told who reported it: that it was decided and how, without details."""
    if action.ground == ModerationGround.HIDDEN_ALREADY:
        return _ACTED
    return OUTCOMES[ModerationKind(action.action)]


def found_in_words(statement: Statement) -> str:
    """Return how the review came to be looked at, and that a person decided."""
    known = BY_CODE.get(statement.rule) or WATCH_BY_CODE.get(statement.rule)
    rule = known.title.lower() if known else statement.rule
    return FOUND[SourceKind(statement.found_by)].format(rule=rule)
