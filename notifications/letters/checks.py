"""What we write about checks: a decision, one that runs out, one that did."""

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from common.letters import Letter, Link, day, given, paragraph, say, soft, words_of
from notifications.letters.keys import owned
from vendors.models import REQUIRED_CHECKS, CheckKind, CheckStatus, VerificationCheck
from vendors.models.check_words import REASON_WORDS

#: The labels of CheckKind; said apart, so that each language can decline them.
CHECK_WORDS = {
    CheckKind.IDENTITY: gettext_noop("Identity of the owner"),
    CheckKind.BUSINESS_REGISTRATION: gettext_noop("Business registration"),
    CheckKind.ADDRESS: gettext_noop("Address"),
    CheckKind.PHONE: gettext_noop("Phone number"),
    CheckKind.SITE_ANCHOR: gettext_noop("Approved location"),
}
SUBJECTS = {
    CheckStatus.APPROVED: gettext_noop("{check}: approved for {vendor}"),
    CheckStatus.WAIVED: gettext_noop("{check}: waived for {vendor}"),
    CheckStatus.REJECTED: gettext_noop("{check}: not approved for {vendor}"),
    CheckStatus.WITHDRAWN: gettext_noop("{check}: approval taken back for {vendor}"),
}
SENTENCES = {
    CheckStatus.APPROVED: gettext_noop("We have approved this check. It counts until {day}."),
    CheckStatus.WAIVED: gettext_noop("We have waived this check. That counts until {day}."),
    CheckStatus.REJECTED: gettext_noop("We could not approve this check."),
    CheckStatus.WITHDRAWN: gettext_noop("We have taken the approval of this check back."),
}


@words_of("check_expiring")
def check_expiring(*, check: VerificationCheck, days: int) -> Letter:
    """A check runs out in so many days at most."""
    until, vendor = _day(check.expires_at), check.vendor.name
    within = (
        _("This check runs out within a week, on {day}.") if days <= 7 else _("This check runs out within a month, on {day}.")
    )
    loss = _("That day {vendor} loses its verified badge and takes no new orders.")
    advice = _("Send new evidence before then: an approval that comes in time keeps the badge without a gap.")
    subject = say(_("{check}: runs out for {vendor} on {day}"), check=_what(check), vendor=vendor, day=until)
    return _letter(check, subject, say(within, day=until), loss, advice)


@words_of("check_expired")
def check_expired(*, check: VerificationCheck) -> Letter:
    """A check ran out."""
    subject = say(_("{check}: run out for {vendor}"), check=_what(check), vendor=check.vendor.name)
    loss = _("{vendor} is not shown as verified any more and takes no new orders.")
    advice = _("Send new evidence; the badge is back as soon as it is approved.")
    return _letter(check, subject, say(_("This check ran out on {day}."), day=_day(check.expires_at)), loss, advice)


@words_of("check_decided")
def check_decided(*, check: VerificationCheck, status: str) -> Letter:
    """What was decided, and why."""
    decided = CheckStatus(status)
    subject = say(_(SUBJECTS[decided]), check=_what(check), vendor=check.vendor.name)
    reason = REASON_WORDS.get(check.reason_code, "")
    why = " ".join(filter(None, (_(reason) if reason else "", given(check.reason) if check.reason else "")))
    return _letter(check, subject, say(_(SENTENCES[decided]), day=_day(check.expires_at)), "", why)


def _letter(check: VerificationCheck, subject: str, sentence: str, loss: str, advice: str) -> Letter:
    is_required = check.kind in REQUIRED_CHECKS
    told = [say(loss, vendor=check.vendor.name)] if loss and is_required else []
    return Letter(
        subject=subject,
        preview=sentence,
        heading=subject,
        blocks=(paragraph(sentence), *map(paragraph, told), *([soft(advice)] if advice else [])),
        action=Link(_("See your checks"), f"{settings.BASE_URL}/dashboard/{check.vendor.slug}/verification"),
        why=owned(check.vendor.name),
    )


def _what(check: VerificationCheck) -> str:
    return _(CHECK_WORDS[CheckKind(check.kind)])


def _day(when: datetime | None) -> str:
    return day(when) if when else ""
