"""From a name to a verified badge: which steps there are, which are done, what is missing, and why it is asked for."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from vendors.models import REQUIRED_CHECKS, STANDING_STATUSES, CheckKind, CheckStatus, Vendor, VerificationCheck
from vendors.models.check_words import REASON_WORDS
from vendors.verification import status_now

#: From here on, the checklist asks for new evidence.
SOON = timedelta(days=30)


@dataclass(frozen=True)
class Ask:
    """What a check asks for, in the words of the checklist."""

    asks: str
    why: str
    accepts: tuple[str, ...]


ASKS: dict[CheckKind, Ask] = {
    CheckKind.IDENTITY: Ask(
        "A photo of the owner's passport, driving licence or identity card: every side, in colour, with all four corners.",
        "Customers buy from somebody who can be found. Only our verifiers see the document.",
        ("Passport (the page with the photo)", "Driving licence (both sides)", "Identity card (both sides)"),
    ),
    CheckKind.BUSINESS_REGISTRATION: Ask(
        "Your company's number in the register, or the document that shows that you trade.",
        "It shows that the business exists and that its name is yours to use.",
        ("Company number", "Certificate of incorporation", "Letter about your registration for tax (the last 12 months)"),
    ),
    CheckKind.ADDRESS: Ask(
        "A letter or a contract with the name of the business and the address on your profile.",
        "It shows that there is a door behind the shop, and somebody who opens it.",
        ("Business rates or utility bill (the last 3 months)", "Lease of the premises", "Bank letter (the last 3 months)"),
    ),
    CheckKind.PHONE: Ask(
        "The code that we send to the phone number on your profile.",
        "Customers must reach you when an order goes wrong.",
        (),
    ),
    CheckKind.SITE_ANCHOR: Ask(
        "A photo of the front with its sign, for the place that you are on the map.",
        "It shows that you are where the map says. The badge does not need it; customers see that it was checked.",
        ("Photo of the front with the sign", "Photo of the inside from the door"),
    ),
}


@dataclass(frozen=True)
class CheckStep:
    """One check on the checklist: where it is, and what is missing for the badge (nothing: it counts)."""

    check: CheckKind
    is_required: bool
    status: str
    check_id: int | None
    expires_at: datetime | None
    missing: str

    @property
    def ask(self) -> Ask:
        """Return what is asked for."""
        return ASKS[self.check]


@dataclass(frozen=True)
class Step:
    """One step of the way."""

    step: str
    label: str
    is_done: bool
    missing: str


@dataclass(frozen=True)
class Onboarding:
    """The whole way of a vendor."""

    steps: list[Step]
    checks: list[CheckStep]
    is_verified: bool
    verified_until: datetime | None

    @property
    def next_step(self) -> str | None:
        """Return the first step that is not done."""
        return next((step.step for step in self.steps if not step.is_done), None)


def onboarding_of(vendor: Vendor) -> Onboarding:
    """Return how far the vendor is. It must come with its verification (`with_verification()`)."""
    checks = check_steps(vendor)
    required = [check for check in checks if check.is_required]
    handed_in = all(not check.missing or check.status in (CheckStatus.SUBMITTED, CheckStatus.IN_REVIEW) for check in required)
    is_on_map = vendor.latitude is not None
    steps = [
        _step("profile", "Profile", not _profile_gaps(vendor), _profile_gaps(vendor)),
        _step("place", "Place", is_on_map and bool(vendor.line1), "Say where customers find you."),
        _step("hours", "Opening hours", vendor.hours.exists(), "Say when you are open."),
        _step("items", "First items", vendor.items.exists(), "Add at least one thing that you sell."),
        _step("checks", "Checks", handed_in, "Hand in what is missing for the badge."),
    ]
    return Onboarding(steps, checks, vendor.is_verified, vendor.verified_until)


def check_steps(vendor: Vendor) -> list[CheckStep]:
    """Return each check with where it is now."""
    rows = sorted(vendor.checks.all(), key=lambda check: (check.submitted_at, check.pk))
    return [_check_step(kind, [row for row in rows if row.kind == kind]) for kind in CheckKind]


def _step(step: str, label: str, is_done: bool, missing: str) -> Step:
    return Step(step, label, is_done, "" if is_done else missing)


def _profile_gaps(vendor: Vendor) -> str:
    gaps = {"a phone number": vendor.phone, "a line about what you do": vendor.tagline or vendor.description}
    missing = [words for words, value in gaps.items() if not value]
    return f"Add {' and '.join(missing)}." if missing else ""


def _check_step(kind: CheckKind, rows: list[VerificationCheck]) -> CheckStep:
    now = timezone.now()
    decided = sorted((row for row in rows if row.decided_at), key=lambda row: (row.decided_at, row.pk))
    waiting = next((row for row in rows if row.status in (CheckStatus.SUBMITTED, CheckStatus.IN_REVIEW)), None)
    standing = decided[-1] if decided and status_now(decided[-1], now) in STANDING_STATUSES else None
    shown = standing or waiting or (decided[-1] if decided else None)
    newest = waiting or shown
    status = str(status_now(shown, now)) if shown else "missing"
    return CheckStep(
        check=kind,
        is_required=kind in REQUIRED_CHECKS,
        status=status,
        check_id=newest.pk if newest else None,
        expires_at=standing.expires_at if standing else None,
        missing="" if standing else _missing(status, shown),
    )


def _missing(status: str, shown: VerificationCheck | None) -> str:
    if status == CheckStatus.SUBMITTED:
        return "Handed in. A verifier looks at it next, the oldest first."
    if status == CheckStatus.IN_REVIEW:
        return "A verifier is looking at it."
    if status == CheckStatus.EXPIRED:
        return "It has run out. Hand in new evidence."
    if shown is not None and status in (CheckStatus.REJECTED, CheckStatus.WITHDRAWN) and shown.decided_at:
        return " ".join(filter(None, (REASON_WORDS.get(shown.reason_code, ""), shown.reason))) or "It was not approved."
    return "Not handed in yet."
