"""Cases, statements of reasons, appeals, signals of foul play, and figures."""

from moderation.models.cases import TOP_PRIORITY, Case, CaseQuerySet, CaseSource, CaseState, SourceKind
from moderation.models.figures import Measure, MonthlyFigure, TombstoneCount
from moderation.models.signals import Fingerprint, Signal
from moderation.models.statements import MAX_APPEAL, MAX_FACTS, Appeal, Outcome, Statement, StatementQuerySet

__all__ = [
    "MAX_APPEAL",
    "MAX_FACTS",
    "TOP_PRIORITY",
    "Appeal",
    "Case",
    "CaseQuerySet",
    "CaseSource",
    "CaseState",
    "Fingerprint",
    "Measure",
    "MonthlyFigure",
    "Outcome",
    "Signal",
    "SourceKind",
    "Statement",
    "StatementQuerySet",
    "TombstoneCount",
]
