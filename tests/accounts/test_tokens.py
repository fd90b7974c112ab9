"""accounts.tokens: families, rotation, revocation."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import jwt
import pytest
import time_machine
from django.core import mail
from django.db import connection, transaction
from django.db.utils import IntegrityError
from django.utils import timezone

from accounts.errors import TokenInvalid
from accounts.models import RevokeReason, TokenFamily, User
from accounts.tokens import GRACE, issue_tokens, revoke_all, revoke_by_token, revoke_family, rotate
from events.models import Event
from tests.work import do_due_work

LATER = GRACE + timedelta(seconds=1)


def test_a_pair_names_owner_and_family_and_is_kept_nowhere(customer: User) -> None:
    pair = issue_tokens(customer, user_agent="till\x00 5")
    family = TokenFamily.objects.get()
    refresh = _read(pair.refresh)
    assert (refresh["sub"], refresh["sid"], refresh["jti"]) == (str(customer.pk), str(family.pk), family.current_jti)
    assert {"iss", "aud", "exp", "iat"} <= refresh.keys()
    assert family.user_agent == "till 5"
    kept = [str(getattr(family, field.attname)) for field in TokenFamily._meta.concrete_fields]
    assert not any(pair.refresh in value or pair.access in value for value in kept)


def test_rotation_gives_a_new_pair_of_the_same_family(customer: User) -> None:
    first = issue_tokens(customer)
    second = rotate(first.refresh)
    assert second.refresh != first.refresh
    assert _read(second.refresh)["sid"] == _read(first.refresh)["sid"]
    assert rotate(second.refresh)


def test_r12_the_previous_token_within_the_grace_is_refused_and_the_family_lives(customer: User) -> None:
    first = issue_tokens(customer)
    second = rotate(first.refresh)
    with pytest.raises(TokenInvalid):
        rotate(first.refresh)
    assert rotate(second.refresh)


def test_r12_a_replay_after_the_grace_ends_that_family_only(customer: User) -> None:
    stolen, other_device = issue_tokens(customer), issue_tokens(customer)
    second = rotate(stolen.refresh)
    with time_machine.travel(timezone.now() + LATER, tick=False), pytest.raises(TokenInvalid):
        rotate(stolen.refresh)
    with pytest.raises(TokenInvalid):
        rotate(second.refresh)
    assert rotate(other_device.refresh)
    assert [family.revoke_reason for family in TokenFamily.objects.exclude(revoked_at=None)] == [RevokeReason.REUSE]


def test_r12_an_older_token_ends_the_family_at_once(customer: User) -> None:
    first = issue_tokens(customer)
    third = rotate(rotate(first.refresh).refresh)
    with pytest.raises(TokenInvalid):
        rotate(first.refresh)
    with pytest.raises(TokenInvalid):
        rotate(third.refresh)


def test_r12_a_replay_writes_an_event_and_mails_the_owner(customer: User, mailoutbox: list[mail.EmailMessage]) -> None:
    first = issue_tokens(customer)
    rotate(rotate(first.refresh).refresh)
    with pytest.raises(TokenInvalid):
        rotate(first.refresh)
    event = Event.objects.get(type="account.tokens_revoked")
    assert event.payload["reason"] == "reuse"
    do_due_work()
    assert mailoutbox[0].to == [customer.email]


def test_an_ordinary_sign_out_mails_nobody(customer: User, mailoutbox: list[mail.EmailMessage]) -> None:
    revoke_by_token(issue_tokens(customer).refresh)
    do_due_work()
    assert mailoutbox == []


@pytest.mark.django_db(transaction=True)
def test_r11_of_parallel_refreshes_exactly_one_wins() -> None:
    user = User.objects.create_user("race@example.com")
    refresh = issue_tokens(user).refresh
    with ThreadPoolExecutor(6) as pool:
        for _ in range(12):
            won = [pair for pair in pool.map(_try_rotate, [refresh] * 6) if pair]
            assert len(won) == 1
            refresh = won[0]
    assert TokenFamily.objects.get().revoked_at is None


def _try_rotate(refresh: str) -> str | None:
    try:
        return rotate(refresh).refresh
    except TokenInvalid:
        return None
    finally:
        connection.close()


def test_revoking_twice_keeps_the_first_reason(customer: User) -> None:
    issue_tokens(customer)
    family = TokenFamily.objects.get()
    assert revoke_family(family, reason=RevokeReason.SIGNED_OUT)
    assert not revoke_family(family, reason=RevokeReason.ADMIN)
    family.refresh_from_db()
    assert family.revoke_reason == RevokeReason.SIGNED_OUT


def test_revoke_all_ends_every_sign_in_of_that_user_alone(customer: User, moderator: User) -> None:
    pairs = [issue_tokens(customer), issue_tokens(customer)]
    others = issue_tokens(moderator)
    assert revoke_all(customer, reason=RevokeReason.PASSWORD) == 2
    for pair in pairs:
        with pytest.raises(TokenInvalid):
            rotate(pair.refresh)
    assert rotate(others.refresh)


def test_a_deactivated_user_refreshes_nothing(customer: User) -> None:
    pair = issue_tokens(customer)
    User.objects.filter(pk=customer.pk).update(is_active=False)
    with pytest.raises(TokenInvalid):
        rotate(pair.refresh)


def test_an_expired_refresh_token_is_refused(customer: User) -> None:
    pair = issue_tokens(customer)
    with time_machine.travel(timezone.now() + timedelta(days=15)), pytest.raises(TokenInvalid):
        rotate(pair.refresh)


def test_an_access_token_refreshes_nothing(customer: User) -> None:
    with pytest.raises(TokenInvalid):
        rotate(issue_tokens(customer).access)


@pytest.mark.parametrize(("name", "value"), [("sub", "x"), ("sid", "x"), ("sub", None), ("sid", None)])
def test_claims_that_are_no_ids_are_refused(customer: User, settings: Any, name: str, value: str | None) -> None:
    payload = {**_read(issue_tokens(customer).refresh), name: value}
    payload = {key: each for key, each in payload.items() if each is not None}
    with pytest.raises(TokenInvalid):
        rotate(jwt.encode(payload, settings.SIMPLE_JWT["SIGNING_KEY"], algorithm="HS256"))


def test_a_token_worth_nothing_revokes_nothing(customer: User) -> None:
    issue_tokens(customer)
    revoke_by_token("no token")
    assert TokenFamily.objects.get().revoked_at is None


@pytest.mark.parametrize("bad", [{"revoke_reason": "bored"}, {"revoke_reason": "reuse"}, {"revoked_at": timezone.now()}])
def test_the_database_refuses_half_a_revocation(customer: User, bad: dict[str, Any]) -> None:
    issue_tokens(customer)
    with pytest.raises(IntegrityError), transaction.atomic():
        TokenFamily.objects.update(**bad)


def _read(token: str) -> dict[str, Any]:
    claims: dict[str, Any] = jwt.decode(token, options={"verify_signature": False})
    return claims
