"""The admin: its sign-in, people and API sign-ins."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client

from accounts.models import TokenFamily, User
from accounts.tokens import issue_tokens
from common.models import AuditEntry
from tests.desks import desk_of
from tests.factories import PASSWORD, UserFactory


@pytest.fixture
def desk(moderator: User) -> Client:
    """The moderator's browser."""
    return desk_of(moderator)


def _change(user: User) -> str:
    return f"/admin/accounts/user/{user.pk}/change/"


def test_anonymous_is_sent_to_the_website(client: Client, db: None) -> None:
    answer = client.get("/admin/accounts/user/", follow=False)
    assert answer.status_code == 302
    sign_in = client.get(answer["Location"])
    assert (sign_in.status_code, sign_in["Location"]) == (302, "/sign-in?next=%2Fadmin%2Faccounts%2Fuser%2F")


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "/\\evil.example", "/admin/../../x\r\nX: y"])
def test_it_sends_nobody_elsewhere(client: Client, db: None, target: str) -> None:
    assert "evil" not in client.get("/admin/login/", {"next": target})["Location"]


def test_r16_the_admin_has_no_password_form_of_its_own(client: Client, moderator: User) -> None:
    answer = client.post("/admin/login/", {"username": moderator.email, "password": PASSWORD})
    assert answer["Location"].startswith("/sign-in")
    assert client.get("/admin/").status_code == 302
    client = desk_of(moderator)
    assert client.get("/admin/password_change/")["Location"] == "/forgot-password"
    assert client.get("/forgot-password").status_code == 200


def test_a_customer_is_refused_without_a_circle(client: Client, customer: User) -> None:
    client.force_login(customer)
    assert client.get("/admin/", follow=True).status_code == 403


def test_people_are_listed_and_shown_without_their_password(desk: Client, customer: User) -> None:
    customer.set_password(PASSWORD)
    customer.save()
    assert desk.get("/admin/accounts/user/").status_code == 200
    page = desk.get(_change(customer)).content.decode()
    assert customer.email in page
    assert "argon2" not in page


def test_people_are_neither_added_nor_deleted(desk: Client, customer: User) -> None:
    assert desk.get("/admin/accounts/user/add/").status_code == 403
    assert desk.post(f"/admin/accounts/user/{customer.pk}/delete/", {"post": "yes"}).status_code == 403


def test_r13_closing_an_account_ends_its_tokens_and_leaves_an_audit_row(desk: Client, customer: User, moderator: User) -> None:
    issue_tokens(customer)
    assert desk.post(_change(customer), {"name": "Ada", "phone": ""}).status_code == 302
    customer.refresh_from_db()
    assert not customer.is_active
    assert TokenFamily.objects.get().revoke_reason == "deactivated"
    entry = AuditEntry.objects.get(object_type="accounts.user")
    assert (entry.actor, entry.action, entry.object_id) == (moderator, "change", str(customer.pk))


def test_only_a_superuser_hands_out_rights(customer: User) -> None:
    clerk = UserFactory.create(email="clerk@example.com", is_staff=True)
    clerk.user_permissions.set(Permission.objects.filter(content_type__app_label="accounts"))
    client = desk_of(clerk)
    client.post(_change(customer), {"name": "Ada", "phone": "", "is_active": "on", "is_staff": "on", "is_superuser": "on"})
    customer.refresh_from_db()
    assert (customer.name, customer.is_staff, customer.is_superuser) == ("Ada", False, False)


def test_a_clerk_cannot_close_the_account_of_staff(moderator: User) -> None:
    clerk = UserFactory.create(email="clerk@example.com", is_staff=True)
    clerk.user_permissions.set(Permission.objects.filter(content_type__app_label="accounts"))
    client = desk_of(clerk)
    client.post(_change(moderator), {"name": "x", "phone": ""})
    moderator.refresh_from_db()
    assert moderator.is_active


def test_an_api_sign_in_is_ended_with_an_audit_row(desk: Client, customer: User) -> None:
    issue_tokens(customer)
    family = TokenFamily.objects.get()
    desk.post("/admin/accounts/tokenfamily/", {"action": "revoke", "_selected_action": [str(family.pk)]})
    family.refresh_from_db()
    assert family.revoke_reason == "admin"
    assert AuditEntry.objects.get(action="revoke").object_id == str(family.pk)


def test_looking_is_not_ending(customer: User) -> None:
    clerk = UserFactory.create(email="clerk@example.com", is_staff=True)
    clerk.user_permissions.set(Permission.objects.filter(codename="view_tokenfamily"))
    issue_tokens(customer)
    client = desk_of(clerk)
    family = TokenFamily.objects.get()
    client.post("/admin/accounts/tokenfamily/", {"action": "revoke", "_selected_action": [str(family.pk)]})
    page = client.get(f"/admin/accounts/tokenfamily/{family.pk}/change/").content.decode()
    family.refresh_from_db()
    assert family.revoked_at is None
    assert family.current_jti not in page


def test_groups_and_emails_are_there(desk: Client) -> None:
    group = Group.objects.create(name="moderators")
    assert desk.get(f"/admin/auth/group/{group.pk}/change/").status_code == 200
    desk.post("/admin/auth/group/add/", {"name": "clerks"})
    assert AuditEntry.objects.get(object_type="auth.group").action == "add"
    assert desk.get("/admin/account/emailaddress/").status_code == 200
