"""accounts.services and the commands."""

import io

import pytest
from django.core.management import CommandError, call_command

from accounts.errors import TokenInvalid
from accounts.models import User
from accounts.services import NotAllowed, deactivate_user
from accounts.tokens import issue_tokens, rotate
from events.models import Event
from tests.accounts.conftest import Browser


def test_r13_deactivation_ends_tokens_and_is_written_down(customer: User, moderator: User) -> None:
    pair = issue_tokens(customer)
    deactivate_user(customer, by=moderator)
    User.objects.update(is_active=True)
    with pytest.raises(TokenInvalid):
        rotate(pair.refresh)
    assert Event.objects.filter(type="account.deactivated", subject=f"user:{customer.pk}").exists()


def test_only_staff_close_accounts(customer: User, vendor_owner: User) -> None:
    with pytest.raises(NotAllowed):
        deactivate_user(customer, by=vendor_owner)


def test_create_admin_makes_someone_who_can_sign_in(monkeypatch: pytest.MonkeyPatch, web: Browser) -> None:
    monkeypatch.setenv("ADMIN_PASSWORD", "a battery of horses")
    call_command("create_admin", email="Boss@Example.com", stdout=io.StringIO())
    user = User.objects.get()
    assert (user.email, user.is_staff, user.is_superuser) == ("boss@example.com", True, True)
    assert web.sign_in("boss@example.com", "a battery of horses").status_code == 200


def test_create_admin_reads_standard_input(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    monkeypatch.delenv("ADMIN_PASSWORD", raising=False)
    monkeypatch.setattr("sys.stdin", io.StringIO("a battery of horses\n"))
    call_command("create_admin", email="boss@example.com", stdout=io.StringIO())
    assert User.objects.get().check_password("a battery of horses")


@pytest.mark.parametrize("password", ["short", "boss@example.com"])
def test_create_admin_refuses_a_weak_password(monkeypatch: pytest.MonkeyPatch, db: None, password: str) -> None:
    monkeypatch.setenv("ADMIN_PASSWORD", password)
    with pytest.raises(CommandError):
        call_command("create_admin", email="boss@example.com")
    assert not User.objects.exists()


def test_create_admin_does_not_raise_somebody(monkeypatch: pytest.MonkeyPatch, customer: User) -> None:
    monkeypatch.setenv("ADMIN_PASSWORD", "a battery of horses")
    with pytest.raises(CommandError, match="already"):
        call_command("create_admin", email=customer.email)
