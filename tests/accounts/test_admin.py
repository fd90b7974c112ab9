"""The admin: its sign-in, people and API sign-ins."""

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.utils import timezone

from accounts.models import SecurityEvent, SecurityEventKind, TokenFamily, User
from accounts.tokens import issue_tokens
from common.models import AuditEntry
from tests.desks import desk_of
from tests.factories import PASSWORD, UserFactory, platform_user


@pytest.fixture
def desk(moderator: User) -> Client:
    """The moderator's browser."""
    return desk_of(moderator)


@pytest.fixture
def web_customer(customer: User) -> Client:
    """The customer's browser, signed in as the website does it."""
    client = Client()
    client.force_login(customer, backend="allauth.account.auth_backends.AuthenticationBackend")
    UserSession.objects.create(user=customer, session_key=client.session.session_key, ip="127.0.0.1", user_agent="Firefox")
    return client


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
    admin = desk_of(platform_user("admin"))
    form = {"name": "Ada", "phone": "", "is_active": "on", "is_staff": "on", "is_superuser": "on"}
    assert admin.post(_change(customer), form).status_code == 302
    customer.refresh_from_db()
    assert (customer.name, customer.is_staff, customer.is_superuser) == ("Ada", False, False)


def test_handing_out_rights_is_on_the_persons_record(desk: Client, customer: User, moderator: User) -> None:
    support = Group.objects.get(name="support")
    desk.post(_change(customer), {"name": "Ada", "phone": "", "is_active": "on", "is_staff": "on", "groups": [support.pk]})
    event = SecurityEvent.objects.get(kind=SecurityEventKind.RIGHTS_CHANGED)
    assert (event.user, event.by) == (customer, moderator)
    assert event.data == {"is_staff": True, "is_superuser": False, "groups": ["support"]}


def test_an_admin_cannot_close_the_account_of_staff(moderator: User) -> None:
    desk_of(platform_user("admin")).post(_change(moderator), {"name": "x", "phone": ""})
    moderator.refresh_from_db()
    assert moderator.is_active


@pytest.mark.parametrize(("role", "may"), [("support", True), ("moderator", False), ("verifier", False)])
def test_support_ends_every_sign_in_of_a_person(web_customer: Client, customer: User, role: str, may: bool) -> None:
    issue_tokens(customer)
    clerk = desk_of(platform_user(role))
    clerk.post("/admin/accounts/user/", {"action": "end_sign_ins", "_selected_action": [str(customer.pk)]})
    assert (web_customer.get("/api/v1/me/").status_code == 401) is may
    assert (TokenFamily.objects.get().revoked_at is not None) is may
    assert AuditEntry.objects.filter(action="end_sign_ins").exists() is may


def test_support_does_not_end_the_sign_ins_of_staff(moderator: User) -> None:
    issue_tokens(moderator)
    clerk = desk_of(platform_user("support"))
    clerk.post("/admin/accounts/user/", {"action": "end_sign_ins", "_selected_action": [str(moderator.pk)]})
    assert TokenFamily.objects.get().revoked_at is None


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
    group = Group.objects.get(name="moderator")
    assert desk.get(f"/admin/auth/group/{group.pk}/change/").status_code == 200
    assert desk.post("/admin/auth/group/add/", {"name": "clerks"}).status_code == 403
    assert desk.post(f"/admin/auth/group/{group.pk}/change/", {"name": "clerks"}).status_code == 403
    assert desk.get("/admin/account/emailaddress/").status_code == 200


@pytest.mark.parametrize("lookup", ["password__startswith=argon2", "is_superuser__exact=1", "token_families__current_jti=x"])
def test_lists_take_no_filter_that_they_do_not_offer(db: None, lookup: str) -> None:
    assert desk_of(platform_user("support")).get(f"/admin/accounts/user/?{lookup}").status_code == 400


def test_lists_take_the_filters_that_they_offer(db: None) -> None:
    desk = desk_of(platform_user("support"))
    assert desk.get("/admin/accounts/user/?is_staff__exact=1&is_active__exact=1").status_code == 200


def test_nobody_changes_where_somebodys_codes_go(customer: User) -> None:
    User.objects.filter(pk=customer.pk).update(phone="+447400123456", phone_verified_at=timezone.now())
    form = {"name": "Ada King", "phone": "+447400999999", "is_active": "on"}
    assert desk_of(platform_user("admin")).post(_change(customer), form).status_code == 302
    customer.refresh_from_db()
    assert (customer.name, customer.phone) == ("Ada King", "+447400123456")


def test_support_ends_no_api_sign_in_of_a_superuser(moderator: User) -> None:
    issue_tokens(moderator)
    family = TokenFamily.objects.get()
    answer = desk_of(platform_user("support")).post(
        "/admin/accounts/tokenfamily/", {"action": "revoke", "_selected_action": [str(family.pk)]}, follow=True
    )
    assert "does not reach that far" in answer.content.decode()
    family.refresh_from_db()
    assert family.revoked_at is None
