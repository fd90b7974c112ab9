"""What can be checked, where a check can be, how it was looked into, and why it ended: closed lists, in plain words."""

from django.db import models
from django.utils.translation import gettext_noop


class CheckKind(models.TextChoices):
    """What is checked about a vendor."""

    IDENTITY = "identity", "Identity of the owner"
    BUSINESS_REGISTRATION = "business_registration", "Business registration"
    ADDRESS = "address", "Address"
    PHONE = "phone", "Phone number"
    SITE_ANCHOR = "site_anchor", "Approved location"


#: The checks that must all stand for the badge. An approved location is more than the badge asks for.
REQUIRED_CHECKS = (CheckKind.IDENTITY, CheckKind.BUSINESS_REGISTRATION, CheckKind.ADDRESS, CheckKind.PHONE)


class CheckStatus(models.TextChoices):
    """Where a check is. Past `expires_at` nothing counts, whether the clock's job has turned it into `expired` yet or not."""

    SUBMITTED = "submitted", "Submitted"
    IN_REVIEW = "in_review", "Being looked at"
    APPROVED = "approved", "Approved"
    REJECTED = "rejected", "Not approved"
    WAIVED = "waived", "Waived"
    EXPIRED = "expired", "Expired"
    WITHDRAWN = "withdrawn", "Withdrawn"


#: Nobody has decided yet.
OPEN_STATUSES = (CheckStatus.SUBMITTED, CheckStatus.IN_REVIEW)
#: It counts for the badge, until it expires.
STANDING_STATUSES = (CheckStatus.APPROVED, CheckStatus.WAIVED)


class CheckMethod(models.TextChoices):
    """How it was looked into."""

    DOCUMENTS = "documents", "Documents"
    REGISTER = "register", "Company register"
    PHONE_CODE = "phone_code", "Code sent to the phone"
    PHONE_CALL = "phone_call", "Phone call"
    LETTER = "letter", "Letter to the address"
    VIDEO = "video", "Video call"
    VISIT = "visit", "Visit"


#: What decides by itself, without a person.
AUTOMATIC_METHODS = (CheckMethod.PHONE_CODE,)


class CheckReason(models.TextChoices):
    """Why a check was not approved, waived or taken back. What the vendor reads: REASON_WORDS."""

    UNREADABLE = "unreadable", "Cannot be read"
    INCOMPLETE = "incomplete", "A page or side is missing"
    WRONG_DOCUMENT = "wrong_document", "Not the document that is needed"
    OUT_OF_DATE = "out_of_date", "Too old, or run out"
    NAME_MISMATCH = "name_mismatch", "Another name than on the profile"
    ADDRESS_MISMATCH = "address_mismatch", "Another address than on the profile"
    NOT_IN_REGISTER = "not_in_register", "Not in the register, or not active"
    NOT_REACHED = "not_reached", "Could not be reached"
    NOT_THERE = "not_there", "Not found at this place"
    NOT_GENUINE = "not_genuine", "Does not seem genuine"
    NOT_APPLICABLE = "not_applicable", "Does not apply to this business"
    CHECKED_ELSEWHERE = "checked_elsewhere", "Checked in another way"
    NO_LONGER_TRUE = "no_longer_true", "Not true any more"
    OUR_MISTAKE = "our_mistake", "Our own mistake"
    OTHER = "other", "Another reason (in words)"


#: What the vendor's team reads: what was wrong, and what helps. In English; letters say it in the reader's language.
REASON_WORDS: dict[str, str] = {
    CheckReason.UNREADABLE: gettext_noop("The document cannot be read. Send a sharper picture, or the original PDF."),
    CheckReason.INCOMPLETE: gettext_noop("A page or a side is missing. Send all of it."),
    CheckReason.WRONG_DOCUMENT: gettext_noop("This document does not show what is asked for. See above which ones do."),
    CheckReason.OUT_OF_DATE: gettext_noop("The document is too old or has run out. Send a current one."),
    CheckReason.NAME_MISMATCH: gettext_noop("The name on it is not the one on your profile. Put one of them right."),
    CheckReason.ADDRESS_MISMATCH: gettext_noop("The address on it is not the one on your profile. Put one of them right."),
    CheckReason.NOT_IN_REGISTER: gettext_noop(
        "The company register does not know this number, or not as active. Look the number up again."
    ),
    CheckReason.NOT_REACHED: gettext_noop(
        "We could not reach you on the number given. See that it is right, and when you can be called."
    ),
    CheckReason.NOT_THERE: gettext_noop("The business was not found at this place. See that the place on the map is right."),
    CheckReason.NOT_GENUINE: gettext_noop(
        "The document does not seem to be genuine. Send the original as its issuer gave it to you."
    ),
    CheckReason.NOT_APPLICABLE: gettext_noop("This does not apply to your kind of business."),
    CheckReason.CHECKED_ELSEWHERE: gettext_noop("This was checked in another way."),
    CheckReason.NO_LONGER_TRUE: gettext_noop("What was shown is not true any more. Send what holds now."),
    CheckReason.OUR_MISTAKE: gettext_noop("The decision was our mistake."),
    CheckReason.OTHER: "",
}
REJECTION_REASONS = (
    CheckReason.UNREADABLE,
    CheckReason.INCOMPLETE,
    CheckReason.WRONG_DOCUMENT,
    CheckReason.OUT_OF_DATE,
    CheckReason.NAME_MISMATCH,
    CheckReason.ADDRESS_MISMATCH,
    CheckReason.NOT_IN_REGISTER,
    CheckReason.NOT_REACHED,
    CheckReason.NOT_THERE,
    CheckReason.NOT_GENUINE,
    CheckReason.OTHER,
)
WAIVER_REASONS = (CheckReason.NOT_APPLICABLE, CheckReason.CHECKED_ELSEWHERE, CheckReason.OTHER)
WITHDRAWAL_REASONS = (CheckReason.NO_LONGER_TRUE, CheckReason.NOT_GENUINE, CheckReason.OUR_MISTAKE, CheckReason.OTHER)
