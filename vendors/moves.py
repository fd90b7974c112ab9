"""Which moves a check can make. The database holds to the same table (migration 0009)."""

from vendors.models import CheckStatus

#: From, to. Who may make which is asked by the services.
ALLOWED_MOVES = frozenset(
    {
        *((waiting, CheckStatus.APPROVED) for waiting in (CheckStatus.SUBMITTED, CheckStatus.IN_REVIEW)),
        *((waiting, CheckStatus.REJECTED) for waiting in (CheckStatus.SUBMITTED, CheckStatus.IN_REVIEW)),
        *((waiting, CheckStatus.WAIVED) for waiting in (CheckStatus.SUBMITTED, CheckStatus.IN_REVIEW)),
        *((waiting, CheckStatus.WITHDRAWN) for waiting in (CheckStatus.SUBMITTED, CheckStatus.IN_REVIEW)),
        (CheckStatus.SUBMITTED, CheckStatus.IN_REVIEW),
        (CheckStatus.IN_REVIEW, CheckStatus.SUBMITTED),
        *((stands, CheckStatus.EXPIRED) for stands in (CheckStatus.APPROVED, CheckStatus.WAIVED)),
        *((stands, CheckStatus.WITHDRAWN) for stands in (CheckStatus.APPROVED, CheckStatus.WAIVED)),
    }
)
