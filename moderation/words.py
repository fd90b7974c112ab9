"""Decisions in plain words, for the author of a review; the same in mails and in the app (there in English)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from common.letters import say
from moderation.foul_play import WATCH_BY_CODE
from moderation.models import SourceKind, Statement
from moderation.rules import BY_CODE
from reviews.models import OF_ANSWERS, ModerationAction, ModerationGround, ModerationKind

DECISIONS = {
    ModerationKind.HIDE: gettext_noop("Your review of {vendor} is hidden"),
    ModerationKind.RESTORE: gettext_noop("Your review of {vendor} is back"),
    ModerationKind.REDACT: gettext_noop("We took words out of your review of {vendor}"),
    ModerationKind.PUT_BACK: gettext_noop("Your words about {vendor} are back"),
    ModerationKind.WARN: gettext_noop("A warning about your review of {vendor}"),
    ModerationKind.UNWARN: gettext_noop("The warning about your review of {vendor} is taken back"),
    ModerationKind.DISMISS: gettext_noop("Your review of {vendor} stays as it is"),
    ModerationKind.UPHOLD: gettext_noop("Our decision about your review of {vendor} stands"),
    ModerationKind.HIDE_RESPONSE: gettext_noop("Your answer to a review of {vendor} is hidden"),
    ModerationKind.RESTORE_RESPONSE: gettext_noop("Your answer to a review of {vendor} is back"),
}
WHY = {
    ModerationGround.ABUSIVE: gettext_noop(
        "Our rules: a review may be harsh, but it does not insult, threaten or demean anybody."
    ),
    ModerationGround.PERSONAL_DATA: gettext_noop(
        "Our rules: a review gives away nobody's personal data, such as a full name, a phone number or an address."
    ),
    ModerationGround.SPAM: gettext_noop("Our rules: a review is not advertising, and links nowhere."),
    ModerationGround.NOT_ABOUT_THE_ORDER: gettext_noop("Our rules: a review is about the order that it was written for."),
    ModerationGround.CONFLICT_OF_INTEREST: gettext_noop(
        "Our rules: nobody reviews a business that they work for, compete with, or are paid or pressed by."
    ),
    ModerationGround.COPIED: gettext_noop(
        "Our rules: a review is in its author's own words; the same text is not used for several."
    ),
    ModerationGround.ILLEGAL: gettext_noop("The law: what the review says is not allowed to be published."),
    ModerationGround.NOTHING_WRONG: gettext_noop("We found nothing against our rules."),
    ModerationGround.HIDDEN_ALREADY: gettext_noop("It is hidden already."),
    ModerationGround.MISTAKE: gettext_noop("Our earlier decision was a mistake. We are sorry."),
    ModerationGround.APPEAL_GRANTED: gettext_noop(
        "Your appeal was right. Another person looked at it and took our decision back. Sorry."
    ),
    ModerationGround.APPEAL_REFUSED: gettext_noop(
        "Another person than before looked at your appeal, and came to the same result."
    ),
    ModerationGround.UNSTATED: "",
}
WHY_OF_ANSWERS = {
    ModerationGround.ABUSIVE: gettext_noop(
        "Our rules: an answer may disagree, but it does not insult, threaten or demean anybody."
    ),
    ModerationGround.PERSONAL_DATA: gettext_noop(
        "Our rules: an answer gives away nobody's personal data, such as who the customer is, a phone number or an address."
    ),
    ModerationGround.SPAM: gettext_noop("Our rules: an answer is about the review, not advertising, and links nowhere."),
    ModerationGround.ILLEGAL: gettext_noop("The law: what the answer says is not allowed to be published."),
}
_ACTED = gettext_noop("It was against our rules, and we have acted on it. What exactly was decided is between us and its author.")
_TAKEN_BACK = gettext_noop("We had acted on it before, and found that it is not against our rules. So we took that back.")
OUTCOMES = {
    **dict.fromkeys((ModerationKind.HIDE, ModerationKind.REDACT, ModerationKind.WARN, ModerationKind.HIDE_RESPONSE), _ACTED),
    **dict.fromkeys((ModerationKind.RESTORE, ModerationKind.PUT_BACK, ModerationKind.UNWARN), _TAKEN_BACK),
    ModerationKind.RESTORE_RESPONSE: _TAKEN_BACK,
    ModerationKind.UPHOLD: gettext_noop("We had acted on it before. Its author appealed, and what we decided stands."),
    ModerationKind.DISMISS: gettext_noop(
        "We found nothing in it that is against our rules, so it stays as it is. Reviews may be harsh, and we do not settle who"
        " is right about an order."
    ),
}
FOUND = {
    SourceKind.REPORT: gettext_noop("A reader reported it, and a person of our team looked at it."),
    SourceKind.RULE: gettext_noop("A rule of ours pointed at it ({rule}), and a person of our team looked at it."),
    SourceKind.SAMPLING: gettext_noop(
        "It was drawn for a check, as a few of all reviews are, and a person of our team looked at it."
    ),
    SourceKind.MODERATOR: gettext_noop("A person of our team came across it."),
    SourceKind.APPEAL: gettext_noop("You appealed, and a person of our team who had no part in the first decision looked at it."),
}


def decision_in_words(action: ModerationAction) -> str:
    """Return what was decided, as one sentence. The review's vendor is loaded."""
    return say(_(DECISIONS[ModerationKind(action.action)]), vendor=action.review.vendor.name)


def why_in_words(action: ModerationAction) -> str:
    """Return the rule or law that the decision goes by."""
    is_of_answer = action.action in OF_ANSWERS and action.ground in WHY_OF_ANSWERS
    words = (WHY_OF_ANSWERS if is_of_answer else WHY)[ModerationGround(action.ground)]
    return _(words) if words else ""


def outcome_in_words(action: ModerationAction) -> str:
    """Return what somebody is told who reported it: that it was decided and how, without details."""
    return _(_ACTED if action.ground == ModerationGround.HIDDEN_ALREADY else OUTCOMES[ModerationKind(action.action)])


def found_in_words(statement: Statement) -> str:
    """Return how the review came to be looked at, and that a person decided."""
    known = BY_CODE.get(statement.rule) or WATCH_BY_CODE.get(statement.rule)
    rule = _(known.title) if known else statement.rule
    return say(_(FOUND[SourceKind(statement.found_by)]), rule=rule)
