"""Tokens of API clients: one family for each sign-in, refreshed by rotation, revocable at once.

Why not simplejwt's own rotation or allauth's: docs/adr/0005-sessions-and-tokens.md.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, NamedTuple, cast
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from rest_framework_simplejwt.exceptions import TokenError
from rest_framework_simplejwt.tokens import Token

from accounts.errors import TokenInvalid
from accounts.event_types import TOKENS_REVOKED
from accounts.models import RevokeReason, SecurityEventKind, TokenFamily, User
from accounts.scopes import EVERYTHING, with_brought
from accounts.security import printable, record_security_event
from accounts.signing import RefreshToken
from events.services import record

# A client whose answer was lost, or whose two tabs refresh at once, is no thief: within this time after a rotation
# the previous token is refused without ending the family.
GRACE = timedelta(seconds=10)
USER_AGENT_KEPT = 120


class TokenPair(NamedTuple):
    """What a client gets: an access token for minutes, a refresh token that works once."""

    access: str
    refresh: str


class Claims(NamedTuple):
    """Whose token it is, and of which family."""

    user_id: int
    family_id: UUID


@transaction.atomic
def issue_tokens(
    user: User, *, scopes: Sequence[str] = (EVERYTHING,), user_agent: str = "", request: HttpRequest | None = None
) -> TokenPair:
    """Start a family for `user` and return its first pair. The caller has made sure of who it is.

    Args:
        user: whose tokens they are.
        scopes: what they are for, known names; what comes with them is added. Never widened later.
        user_agent: the client's own words.
        request: where it came from, for the record.
    """
    token = RefreshToken()
    family = TokenFamily.objects.create(
        user=user,
        current_jti=token["jti"],
        user_agent=printable(user_agent)[:USER_AGENT_KEPT],
        scopes=[EVERYTHING] if EVERYTHING in scopes else with_brought(scopes),
    )
    record_security_event(
        SecurityEventKind.TOKENS_ISSUED, user=user, request=request, family=str(family.pk), scopes=family.scopes
    )
    return _pair(token, family)


def rotate(refresh: str, *, request: HttpRequest | None = None) -> TokenPair:
    """Exchange a refresh token for a new pair; of any number of parallel calls with one token, exactly one succeeds.

    A token that comes back later than GRACE after its rotation was copied: its family is revoked, others stay.

    Raises:
        TokenInvalid: for every other reason too, without telling which.
    """
    given = _verified(refresh)
    with transaction.atomic():
        family = _locked_family(given)
        pair = _rotated(family, given, request) if family else None
    # Outside of the transaction, since a revocation has to stay.
    if pair is None:
        raise TokenInvalid
    return pair


def revoke_by_token(refresh: str, *, request: HttpRequest | None = None) -> None:
    """End the family that `refresh` belongs to, whichever of its tokens it is. A token that is worth nothing is ignored."""
    try:
        claims = claims_of(_verified(refresh))
    except TokenInvalid:
        return
    for family in TokenFamily.objects.filter(pk=claims.family_id, user_id=claims.user_id).select_related("user"):
        revoke_family(family, reason=RevokeReason.SIGNED_OUT, request=request)


@transaction.atomic
def revoke_family(
    family: TokenFamily, *, reason: RevokeReason, by: User | None = None, request: HttpRequest | None = None
) -> bool:
    """End one sign-in: its tokens fail from the next call on. Return False where it was over already.

    `by` is who ended it, where it was not its person; `request` is where that came from, for the record.
    """
    ended = TokenFamily.objects.filter(pk=family.pk, revoked_at=None).update(revoked_at=timezone.now(), revoke_reason=reason)
    if ended:
        _record_end(family.user, reason, [family.pk], by=by, request=request)
    return bool(ended)


@transaction.atomic
def revoke_all(user: User, *, reason: RevokeReason, by: User | None = None, request: HttpRequest | None = None) -> int:
    """End every API sign-in of `user`; return how many there were. `by` and `request` as in revoke_family."""
    alive = TokenFamily.objects.filter(user=user, revoked_at=None).select_for_update(of=("self",)).order_by("pk")
    families = list(alive.values_list("pk", flat=True))
    TokenFamily.objects.filter(pk__in=families).update(revoked_at=timezone.now(), revoke_reason=reason)
    if families:
        _record_end(user, reason, families, by=by, request=request)
    return len(families)


def claims_of(token: Token) -> Claims:
    """Return the owner and the family named in a verified token.

    Raises:
        TokenInvalid: when they are missing or are no ids.
    """
    try:
        return Claims(user_id=int(token["sub"]), family_id=UUID(token["sid"]))
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise TokenInvalid from error


def _verified(refresh: str) -> Token:
    try:
        return RefreshToken(cast("Any", refresh))  # its signature names only Token, its code takes the encoded form
    except TokenError as error:
        raise TokenInvalid from error


def _locked_family(token: Token) -> TokenFamily | None:
    claims = claims_of(token)
    families = TokenFamily.objects.select_for_update(of=("self",)).select_related("user")
    return families.filter(pk=claims.family_id, user_id=claims.user_id, revoked_at=None, user__is_active=True).first()


def _rotated(family: TokenFamily, given: Token, request: HttpRequest | None) -> TokenPair | None:
    now = timezone.now()
    if given["jti"] == family.current_jti:
        token = RefreshToken()
        family.previous_jti, family.current_jti = family.current_jti, token["jti"]
        family.rotated_at = family.last_used_at = now
        family.save(update_fields=["previous_jti", "current_jti", "rotated_at", "last_used_at"])
        return _pair(token, family)
    in_grace = given["jti"] == family.previous_jti and family.rotated_at is not None and now - family.rotated_at < GRACE
    if not in_grace:
        revoke_family(family, reason=RevokeReason.REUSE, request=request)
    return None


def _pair(token: RefreshToken, family: TokenFamily) -> TokenPair:
    # The row decides; the claim (RFC 8693, RFC 9068) tells the client what it has.
    token["sub"], token["sid"], token["scope"] = str(family.user_id), str(family.pk), " ".join(family.scopes)
    return TokenPair(access=str(token.access_token), refresh=str(token))


def _record_end(user: User, reason: RevokeReason, families: list[UUID], *, by: User | None, request: HttpRequest | None) -> None:
    ended = [str(pk) for pk in families]
    kind = SecurityEventKind.TOKEN_REUSED if reason == RevokeReason.REUSE else SecurityEventKind.TOKENS_REVOKED
    record_security_event(kind, user=user, request=request, by=by, reason=reason.value, families=ended)
    record(TOKENS_REVOKED, subject=f"user:{user.pk}", payload={"user": user.pk, "reason": reason.value, "families": ended})
