"""What the verifier's desk shows: the evidence of one check side by side, who is next, and the figures of the queue."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Count, Q
from django.utils import timezone

from accounts.models import User
from vendors.document_links import link_to
from vendors.models import (
    OPEN_STATUSES,
    STANDING_STATUSES,
    CheckDocument,
    CheckMove,
    CheckStatus,
    FormerMember,
    Invitation,
    Membership,
    RegisterAnswer,
    VerificationCheck,
)
from vendors.registers import name_match
from vendors.relatives import RELATIVE_FOR
from vendors.seen import mark_of, owners_of
from vendors.services.deciding import CLAIM_LASTS

FIGURES_OF = timedelta(days=30)
#: Documents follow a submission one by one, and nobody can add any while it is looked at.
HANDING_IN = timedelta(minutes=2)
MOVES_SHOWN = 50
VERIFIERS_SHOWN = 20
PAGES_SHOWN = 6


@dataclass(frozen=True)
class ShownDocument:
    """A document, and the link that opens it for this viewer; none where it may not be shown."""

    document: CheckDocument
    url: str

    @property
    def is_pdf(self) -> bool:
        """Say whether it is read page by page."""
        return self.document.name.endswith(".pdf")

    @property
    def pages(self) -> list[str]:
        """Return where its pictures are: of a PDF those of its first pages, the rest is in the file."""
        if not self.is_pdf:
            return [self.url]
        return [f"{self.url}?page={number}" for number in range(1, min(self.document.pages, PAGES_SHOWN) + 1)]


@dataclass(frozen=True)
class ShownAnswer:
    """What a register said, and how like its name is to the one on the profile now, in per cent."""

    answer: RegisterAnswer
    match: int


@dataclass(frozen=True)
class Evidence:
    """All that a verifier looks at to decide one check."""

    check: VerificationCheck
    owners: list[User]
    documents: list[ShownDocument]
    answers: list[ShownAnswer]
    moves: list[CheckMove]
    standing: VerificationCheck | None

    @property
    def mark(self) -> str:
        """Return what an approval of just this evidence is given with."""
        return mark_of(self.check.vendor, self.owners, [shown.document for shown in self.documents])


@dataclass(frozen=True)
class Figures:
    """How the queue does."""

    waiting: int
    in_review: int
    oldest_hours: int
    median_hours: int
    decided: int
    approved_percent: int | None
    median_decision_hours: int
    by_verifier: list[dict[str, Any]]
    by_day: list[dict[str, Any]]


def evidence_of(check: VerificationCheck, viewer: User) -> Evidence:
    """Return the evidence of a check, with links for `viewer`. Its vendor must come with it."""
    moves = CheckMove.objects.filter(verification_check__vendor=check.vendor_id).select_related("verification_check", "by")
    standing = VerificationCheck.objects.standing().filter(vendor=check.vendor_id, kind=check.kind, expires_at__gt=timezone.now())
    return Evidence(
        check=check,
        owners=owners_of(check.vendor_id),
        documents=[_shown(document, viewer) for document in check.documents.order_by("position")],
        answers=[ShownAnswer(row, name_match(row.name, check.vendor.name)) for row in check.register_answers.order_by("-pk")[:5]],
        moves=list(moves.order_by("-pk")[:MOVES_SHOWN]),
        standing=standing.exclude(pk=check.pk).first(),
    )


def next_waiting(verifier: User) -> VerificationCheck | None:
    """Return the oldest check that is handed in whole, that nobody looks at and that `verifier` may decide."""
    now = timezone.now()
    left = now - RELATIVE_FOR
    whole = Q(status=CheckStatus.SUBMITTED, submitted_at__lte=now - HANDING_IN)
    stale = Q(claimed_at__lte=now - CLAIM_LASTS)
    free = VerificationCheck.objects.waiting().filter(whole | stale | Q(claimed_by=verifier))
    own = (
        Q(vendor__in=Membership.objects.filter(user=verifier).values("vendor"))
        | Q(vendor__in=FormerMember.objects.filter(user=verifier, left_at__gt=left).values("vendor"))
        | Q(vendor__in=Invitation.objects.open().filter(email=verifier.email, expires_at__gt=now).values("vendor"))
        | Q(submitted_by=verifier)
    )
    return free.exclude(own).order_by("submitted_at", "pk").first()


def figures(at: datetime) -> Figures:
    """Return how the queue does now, and what was decided in the last 30 days."""
    waiting, in_review, oldest, median = _row(
        "SELECT count(*) FILTER (WHERE status = 'submitted'), count(*) FILTER (WHERE status = 'in_review'),"
        " max(%s - submitted_at), percentile_cont(0.5) WITHIN GROUP (ORDER BY %s - submitted_at)"
        " FROM vendors_verificationcheck WHERE status IN ('submitted', 'in_review')",
        [at, at],
    )
    (median_decision,) = _row(
        "SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY decided_at - submitted_at) FROM vendors_verificationcheck"
        " WHERE decided_at > %s AND decided_by_id IS NOT NULL",
        [at - FIGURES_OF],
    )
    decided = VerificationCheck.objects.filter(decided_at__gt=at - FIGURES_OF, decided_by__isnull=False)
    approved = Count("pk", filter=Q(status__in=STANDING_STATUSES) | Q(status=CheckStatus.EXPIRED))
    counts = decided.aggregate(all=Count("pk"), approved=approved)
    per = (
        decided.values("decided_by__email")
        .annotate(decided=Count("pk"), approved=approved)
        .order_by("-decided", "decided_by__email")
    )
    days = decided.values("decided_at__date").annotate(decided=Count("pk"), approved=approved).order_by("-decided_at__date")
    return Figures(
        waiting=waiting,
        in_review=in_review,
        oldest_hours=_hours(oldest),
        median_hours=_hours(median),
        decided=counts["all"],
        approved_percent=round(100 * counts["approved"] / counts["all"]) if counts["all"] else None,
        median_decision_hours=_hours(median_decision),
        by_verifier=[{"who": row["decided_by__email"], **_counted(row)} for row in per[:VERIFIERS_SHOWN]],
        by_day=[{"day": row["decided_at__date"], **_counted(row)} for row in days[:7]],
    )


def is_open(check: VerificationCheck) -> bool:
    """Say whether a check waits for a decision."""
    return check.status in OPEN_STATUSES


def _counted(row: Any) -> dict[str, int]:
    return {"decided": row["decided"], "approved_percent": round(100 * row["approved"] / row["decided"])}


def _shown(document: CheckDocument, viewer: User) -> ShownDocument:
    is_there = bool(document.name) and document.scan == "clean"
    return ShownDocument(document, link_to(document, viewer)[0] if is_there else "")


def _row(statement: str, values: list[Any]) -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        row: tuple[Any, ...] = cursor.fetchone()
    return row


def _hours(age: timedelta | None) -> int:
    return round(age.total_seconds() / 3600) if age else 0
