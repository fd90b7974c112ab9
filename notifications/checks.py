"""What the mails about checks say: a decision, one that runs out, one that did."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.template.loader import render_to_string

from notifications.rendering import Mail
from vendors.models import REQUIRED_CHECKS, CheckStatus, VerificationCheck
from vendors.models.check_words import REASON_WORDS


@dataclass(frozen=True)
class _Words:
    subject: str
    sentence: str
    advice: str


def check_expiring(check: VerificationCheck, *, days: int) -> Mail:
    """For the vendor's owners: a check runs out in so many days at most."""
    what, day = check.get_kind_display(), _day(check.expires_at, check)
    within = "a week" if days <= 7 else "a month"
    advice = "Send new evidence before then: an approval that comes in time keeps the badge without a gap."
    loss = f" That day {check.vendor.name} loses its verified badge and takes no new orders." if _is_required(check) else ""
    subject = f"{what} of {check.vendor.name} runs out on {day}"
    return _compose(check, _Words(subject, f"{what} runs out within {within}, on {day}.{loss}", advice))


def check_expired(check: VerificationCheck) -> Mail:
    """For the vendor's owners: a check ran out."""
    what = check.get_kind_display()
    loss = f"{check.vendor.name} is not shown as verified any more and takes no new orders." if _is_required(check) else ""
    words = _Words(
        f"{what} of {check.vendor.name} has run out",
        f"{what} ran out on {_day(check.expires_at, check)}. {loss}".strip(),
        "Send new evidence; the badge is back as soon as it is approved.",
    )
    return _compose(check, words)


def check_decided(check: VerificationCheck, *, status: str) -> Mail:
    """For the vendor's owners: what was decided, and why."""
    what, name = check.get_kind_display(), check.vendor.name
    why = " ".join(filter(None, (REASON_WORDS.get(check.reason_code, ""), check.reason)))
    until = _day(check.expires_at, check)
    words = {
        CheckStatus.APPROVED: _Words(f"{what} of {name} is approved", f"{what} is approved until {until}.", why),
        CheckStatus.WAIVED: _Words(f"{what} of {name} is waived", f"{what} is waived until {until}.", why),
        CheckStatus.REJECTED: _Words(f"{what} of {name} is not approved", f"{what} is not approved.", why),
        CheckStatus.WITHDRAWN: _Words(f"{what} of {name} was taken back", f"The approval of {what.lower()} was taken back.", why),
    }
    return _compose(check, words[CheckStatus(status)])


def _is_required(check: VerificationCheck) -> bool:
    return check.kind in REQUIRED_CHECKS


def _day(when: datetime | None, check: VerificationCheck) -> str:
    if when is None:
        return ""
    local = when.astimezone(ZoneInfo(check.vendor.timezone))
    return f"{local.day} {local:%B %Y}"


def _compose(check: VerificationCheck, words: _Words) -> Mail:
    context = {
        "subject": words.subject,
        "sentence": words.sentence,
        "advice": words.advice,
        "vendor": check.vendor,
        "base_url": settings.BASE_URL,
        "action_url": f"{settings.BASE_URL}/dashboard/{check.vendor.slug}/verification",
    }
    return Mail(
        subject=words.subject,
        text=render_to_string("notifications/check.txt", context),
        html=render_to_string("notifications/check.html", context),
        url=str(context["action_url"]),
    )
