"""What we write about decisions on reviews: to their authors, and to those who reported them."""

from django.conf import settings
from django.utils.translation import gettext as _

from common.letters import Block, Letter, Link, day, given, paragraph, quote, say, words_of
from moderation.models import Appeal, Case, Statement
from moderation.words import decision_in_words, found_in_words, outcome_in_words, why_in_words

PAGE = "/account/statements"


@words_of("review_decision")
def review_decision(*, statement: Statement) -> Letter:
    """For the author: what was decided about the review, why, and how to appeal."""
    sentence, why = decision_in_words(statement.action), why_in_words(statement.action)
    blocks = [paragraph(why)] if why else []
    blocks += [paragraph(_("What this is about:")), quote(given(statement.facts))] if statement.facts else []
    blocks += [paragraph(f"{found_in_words(statement)} {_('No program decided this.')}"), *_appeal(statement)]
    label = _("Read the decision or appeal") if statement.appeal_until else _("Read the decision")
    return Letter(
        subject=sentence,
        preview=why or sentence,
        heading=sentence,
        blocks=tuple(blocks),
        action=Link(label, f"{settings.BASE_URL}{PAGE}/{statement.pk}"),
        why=_("You get this because the decision is about words of yours."),
    )


@words_of("appeal_received")
def appeal_received(*, appeal: Appeal) -> Letter:
    """For the author: the appeal is here, and what happens next."""
    vendor = appeal.statement.action.review.vendor.name
    next_step = _(
        "We have your appeal against our decision about your review of {vendor}. Somebody who had no part in that decision will"
        " look at it. Until then the decision stands. We write to you when it is decided."
    )
    return Letter(
        subject=say(_("We have your appeal about {vendor}"), vendor=vendor),
        preview=_("Somebody else will look at it."),
        heading=_("We have your appeal"),
        blocks=(paragraph(say(next_step, vendor=vendor)),),
        action=Link(_("Open the decision"), f"{settings.BASE_URL}{PAGE}/{appeal.statement_id}"),
        why=_("You get this because you appealed."),
    )


@words_of("report_decided")
def report_decided(*, case: Case) -> Letter:
    """For a reader who reported the review: that somebody looked, and what it came to. The case is decided."""
    vendor = case.review.vendor
    looked = say(_("A person of our team looked at the review of {vendor} that you reported."), vendor=vendor.name)
    outcome = [paragraph(outcome_in_words(case.action))] if case.action else []
    return Letter(
        subject=say(_("We looked at the review of {vendor}"), vendor=vendor.name),
        preview=_("A person of our team has decided."),
        heading=_("We looked at the review that you reported"),
        blocks=(paragraph(looked), *outcome, paragraph(_("Thank you for telling us."))),
        action=Link(say(_("Open {vendor}"), vendor=vendor.name), f"{settings.BASE_URL}/v/{vendor.slug}"),
        why=_("You get this because you reported the review."),
    )


def _appeal(statement: Statement) -> list[Block]:
    if statement.appeal_until is None:
        return []
    appeal = _(
        "If you think that this is wrong, you can appeal until {day}. Somebody who had no part in this decision will look at it."
        " It costs nothing. You can also go to a certified out-of-court dispute body or to court."
    )
    return [paragraph(say(appeal, day=day(statement.appeal_until)))]
