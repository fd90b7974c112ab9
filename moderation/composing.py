"""What the mails say. Words in templates/moderation/, facts from here."""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from moderation.models import Appeal, Case, Statement
from moderation.words import decision_in_words, found_in_words, outcome_in_words, why_in_words
from notifications.sending import Mail

PAGE = "/account/statements"


def decision(statement: Statement) -> Mail:
    """For the author: what was decided about the review, why, and how to appeal."""
    action = statement.action
    sentence = decision_in_words(action)
    return _compose(
        "decision",
        sentence,
        f"{PAGE}/{statement.pk}",
        statement=statement,
        vendor=action.review.vendor,
        sentence=sentence,
        why=why_in_words(action),
        found=found_in_words(statement),
    )


def appeal_received(appeal: Appeal) -> Mail:
    """For the author: the appeal is here, and what happens next."""
    vendor = appeal.statement.action.review.vendor
    subject = f"We have your appeal about {vendor.name}"
    return _compose("appeal_received", subject, f"{PAGE}/{appeal.statement_id}", vendor=vendor)


def report_decided(case: Case) -> Mail:
    """For a reader who reported the review: that somebody looked, and whether something was done. The case is decided."""
    outcome = outcome_in_words(case.action) if case.action else ""
    vendor = case.review.vendor
    return _compose(
        "report_decided", f"We looked at the review of {vendor.name}", f"/v/{vendor.slug}", vendor=vendor, outcome=outcome
    )


def _compose(template: str, subject: str, path: str, **facts: Any) -> Mail:
    context = {"subject": subject, "base_url": settings.BASE_URL, "action_url": f"{settings.BASE_URL}{path}", **facts}
    return Mail(
        subject=subject,
        text=render_to_string(f"moderation/{template}.txt", context),
        html=render_to_string(f"moderation/{template}.html", context),
    )
