"""POST …/members/, …/invitations/ and /invitations/{token}/."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import SecurityEvent, SecurityEventKind, User
from accounts.services import verify_email
from events.models import Event
from tests.factories import MembershipFactory, UserFactory
from tests.work import do_due_work
from vendors.models import Invitation, InvitationState, Membership, MembershipRole, Vendor
from vendors.services import change_member_role, remove_member
from vendors.services.invitations import MAX_OPEN, VALID_FOR, InvitationOver, accept_invitation, hash_of

Api = Callable[[User], APIClient]
TEAM = "/api/v1/vendors/crumb-and-co/members/"
OPEN = "/api/v1/vendors/crumb-and-co/invitations/"


@pytest.fixture
def invited(db: None) -> User:
    """Has an account whose e-mail is verified."""
    user = UserFactory.create(email="grace@example.com", name="Grace Hopper")
    verify_email(user)
    return user


@pytest.fixture
def invite(fresh: Api, vendor_owner: User) -> Callable[..., Invitation]:
    """`invite("a@example.com")` as the owner, through the API."""

    def post(email: str = "grace@example.com", role: str = "staff") -> Invitation:
        response = fresh(vendor_owner).post(TEAM, {"email": email, "role": role})
        assert response.status_code == 201, response.content
        return Invitation.objects.get(pk=response.json()["id"])

    return post


def link() -> str:
    """Do the due work; return the API's path of the link in the newest mail."""
    do_due_work()
    found = re.search(r"/invitations/([\w-]{43})$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found, mail.outbox[-1].body
    return f"/api/v1/invitations/{found[1]}/"


def body_of(response: Any) -> dict[str, Any]:
    return {**response.json(), "trace_id": ""}


def test_the_link_shows_the_invitation_before_accepting_and_works_once(
    invite: Callable[..., Invitation], api: Api, anonymous: APIClient, invited: User, vendor: Vendor, vendor_owner: User
) -> None:
    invite("Grace@Example.com", "manager")
    url = link()
    shown = anonymous.get(url).json()
    assert (shown["vendor"]["name"], shown["role"], shown["invited_by"]) == (vendor.name, "manager", vendor_owner.name)
    assert (shown["email_hint"], shown["is_yours"]) == ("g…@example.com", None)
    assert api(invited).get(url).json()["is_yours"]

    assert anonymous.post(url + "accept/").status_code == 401
    assert api(invited).post(url + "accept/").json()["role"] == "manager"
    assert Membership.objects.get(user=invited).vendor == vendor
    again = api(invited).post(url + "accept/")
    assert (again.status_code, again.json()["code"], again.json()["state"]) == (410, "invitation_over", "accepted")
    assert anonymous.get(url).status_code == 410


def test_the_database_and_the_events_do_not_hold_the_token(invite: Callable[..., Invitation]) -> None:
    invitation = invite()
    assert invitation.token_hash is None
    token = link().split("/")[-2]
    assert Invitation.objects.filter(pk=invitation.pk, token_hash=hash_of(token)).exists()
    assert not any(token in str(event.payload) or "grace" in str(event.payload) for event in Event.objects.all())


def test_r15_known_and_unknown_addresses_are_answered_alike(fresh: Api, vendor_owner: User, invited: User) -> None:
    client, answers = fresh(vendor_owner), []
    client.get(TEAM)
    for email in (invited.email, "nobody@example.com"):
        with CaptureQueriesContext(connection) as queries:
            response = client.post(TEAM, {"email": email, "role": "staff"})
        answers.append((response.status_code, sorted(response.json()), len(queries)))
    assert answers[0] == answers[1]
    do_due_work()
    assert len(mail.outbox) == 2


def test_only_the_invited_address_joins_and_the_refusal_does_not_tell_it_fully(
    invite: Callable[..., Invitation], api: Api, customer: User
) -> None:
    invite()
    verify_email(customer)
    refused = api(customer).post(link() + "accept/")
    assert (refused.status_code, refused.json()["code"]) == (403, "invited_another")
    assert "g…@example.com" in refused.json()["detail"]
    assert "grace" not in refused.content.decode()
    assert not Membership.objects.filter(user=customer).exists()


def test_an_unverified_address_is_not_enough(invite: Callable[..., Invitation], api: Api) -> None:
    invite()
    impostor = UserFactory.create(email="grace@example.com")
    assert api(impostor).post(link() + "accept/").json()["code"] == "invited_another"


def test_after_seven_days_it_is_over_until_sent_again(
    invite: Callable[..., Invitation], fresh: Api, anonymous: APIClient, vendor_owner: User
) -> None:
    invitation = invite()
    url = link()
    with time_machine.travel(timezone.now() + VALID_FOR + timedelta(minutes=1)):
        assert anonymous.get(url).json()["state"] == "expired"
        assert fresh(vendor_owner).get(OPEN).json()["results"][0]["is_expired"]
        assert not fresh(vendor_owner).post(f"{OPEN}{invitation.pk}/resend/").json()["is_expired"]


def test_sent_again_the_old_link_ends(
    invite: Callable[..., Invitation], fresh: Api, anonymous: APIClient, vendor_owner: User
) -> None:
    invitation = invite()
    old = link()
    assert fresh(vendor_owner).post(f"{OPEN}{invitation.pk}/resend/").status_code == 200
    assert anonymous.get(old).status_code == 404
    assert anonymous.get(link()).status_code == 200


def test_a_round_that_is_over_is_not_mailed(invite: Callable[..., Invitation], fresh: Api, vendor_owner: User) -> None:
    invitation = invite()
    fresh(vendor_owner).post(f"{OPEN}{invitation.pk}/resend/")
    do_due_work()
    assert len(mail.outbox) == 1


def test_taken_back_it_ends_at_once(
    invite: Callable[..., Invitation], api: Api, anonymous: APIClient, vendor_owner: User
) -> None:
    invitation = invite()
    url = link()
    assert api(vendor_owner).delete(f"{OPEN}{invitation.pk}/").status_code == 204
    assert anonymous.get(url).json()["state"] == "revoked"
    assert api(vendor_owner).get(OPEN).json()["results"] == []
    assert api(vendor_owner).delete(f"{OPEN}{invitation.pk}/").status_code == 404


def test_whoever_holds_the_link_may_decline(invite: Callable[..., Invitation], anonymous: APIClient) -> None:
    invite()
    url = link()
    assert anonymous.post(url + "decline/").status_code == 204
    assert anonymous.get(url).json()["state"] == "declined"
    assert anonymous.post(url + "decline/").status_code == 410


def test_managers_invite_staff_alone(fresh: Api, manager: User, vendor_staff: User) -> None:
    assert fresh(manager).post(TEAM, {"email": "a@example.com", "role": "staff"}).status_code == 201
    for role in ("manager", "owner"):
        assert fresh(manager).post(TEAM, {"email": "b@example.com", "role": role}).status_code == 403
    assert fresh(vendor_staff).post(TEAM, {"email": "c@example.com", "role": "staff"}).status_code == 403
    assert fresh(vendor_staff).get(OPEN).status_code == 403


def test_a_manager_neither_sends_again_nor_takes_back_what_an_owner_alone_gives(
    invite: Callable[..., Invitation], fresh: Api, manager: User
) -> None:
    invitation = invite(role="manager")
    assert [row["id"] for row in fresh(manager).get(OPEN).json()["results"]] == [invitation.pk]
    assert fresh(manager).post(f"{OPEN}{invitation.pk}/resend/").status_code == 403
    assert fresh(manager).delete(f"{OPEN}{invitation.pk}/").status_code == 403


def test_strangers_find_nothing(invite: Callable[..., Invitation], fresh: Api, anonymous: APIClient, stranger: User) -> None:
    invitation = invite()
    assert anonymous.get(OPEN).status_code == 401
    for method, url in (("get", OPEN), ("delete", f"{OPEN}{invitation.pk}/"), ("post", f"{OPEN}{invitation.pk}/resend/")):
        assert getattr(fresh(stranger), method)(url).status_code == 404
    assert anonymous.get("/api/v1/invitations/" + "x" * 43 + "/").status_code == 404
    assert Invitation.objects.get().state == InvitationState.OPEN


def test_another_vendors_invitation_is_not_reached_by_ones_own_path(
    invite: Callable[..., Invitation], fresh: Api, stranger: User
) -> None:
    invitation = invite()
    assert fresh(stranger).delete(f"/api/v1/vendors/elsewhere/invitations/{invitation.pk}/").status_code == 404


@pytest.mark.parametrize("body", [{"email": "no", "role": "staff"}, {"email": "a@example.com", "role": "king"}, {}])
def test_bad_input_is_refused(fresh: Api, vendor_owner: User, body: dict[str, str]) -> None:
    assert fresh(vendor_owner).post(TEAM, body).status_code == 400


def test_r18_inviting_asks_who_it_is(api: Api, vendor_owner: User) -> None:
    response = api(vendor_owner).post(TEAM, {"email": "a@example.com", "role": "staff"})
    assert (response.status_code, response.json()["code"]) == (401, "reauthentication_required")


def test_twice_and_present_are_conflicts(
    invite: Callable[..., Invitation], fresh: Api, vendor_owner: User, vendor_staff: User
) -> None:
    invite()
    twice = fresh(vendor_owner).post(TEAM, {"email": "GRACE@example.com", "role": "owner"})
    assert (twice.status_code, twice.json()["code"]) == (409, "already_invited")
    present = fresh(vendor_owner).post(TEAM, {"email": vendor_staff.email, "role": "owner"})
    assert (present.status_code, present.json()["code"]) == (409, "already_member")


def test_a_run_out_invitation_does_not_block_a_new_one(invite: Callable[..., Invitation]) -> None:
    invite()
    with time_machine.travel(timezone.now() + VALID_FOR + timedelta(minutes=1)):
        invite()
    assert sorted(Invitation.objects.values_list("state", flat=True)) == ["open", "revoked"]


def test_r29_no_mail_bombs_by_address_or_vendor(fresh: Api, vendor_owner: User, settings: Any) -> None:
    owner = fresh(vendor_owner)
    invitation = owner.post(TEAM, {"email": "grace@example.com", "role": "staff"}).json()
    again = [owner.post(f"{OPEN}{invitation['id']}/resend/") for _ in range(5)]
    assert [response.status_code for response in again] == [200] * 4 + [429]
    assert int(again[-1]["Retry-After"]) > 0
    sent = [owner.post(TEAM, {"email": f"p{n}@example.com", "role": "staff"}).status_code for n in range(26)]
    assert sent == [201] * 24 + [429] * 2


def test_a_team_has_only_so_many_open_ones(fresh: Api, vendor: Vendor, vendor_owner: User) -> None:
    until = timezone.now() + VALID_FOR
    Invitation.objects.bulk_create(
        Invitation(vendor=vendor, email=f"p{n}@example.com", role="staff", invited_by=vendor_owner, expires_at=until)
        for n in range(MAX_OPEN)
    )
    response = fresh(vendor_owner).post(TEAM, {"email": "one.more@example.com", "role": "staff"})
    assert (response.status_code, response.json()["code"]) == (409, "too_many_invitations")


def test_a_suspended_vendor_mails_nobody(fresh: Api, vendor: Vendor, vendor_owner: User) -> None:
    Vendor.objects.filter(pk=vendor.pk).update(is_suspended=True)
    assert fresh(vendor_owner).post(TEAM, {"email": "a@example.com", "role": "staff"}).json()["code"] == "vendor_suspended"


def test_who_loses_the_right_to_invite_loses_their_open_invitations(
    fresh: Api, anonymous: APIClient, vendor: Vendor, vendor_owner: User, manager: User
) -> None:
    fresh(manager).post(TEAM, {"email": "accomplice@example.com", "role": "staff"})
    url = link()
    remove_member(Membership.objects.get(user=manager), by=vendor_owner)
    assert anonymous.get(url).json()["state"] == "revoked"


def test_who_keeps_the_right_keeps_them(invite: Callable[..., Invitation], vendor: Vendor, vendor_owner: User) -> None:
    Membership.objects.create(vendor=vendor, user=UserFactory.create(), role=MembershipRole.OWNER)
    staff, manager = invite("s@example.com", "staff"), invite("m@example.com", "manager")
    change_member_role(Membership.objects.get(user=vendor_owner), by=vendor_owner, role=MembershipRole.MANAGER)
    states = dict(Invitation.objects.values_list("pk", "state"))
    assert (states[staff.pk], states[manager.pk]) == ("open", "revoked")


def test_the_record_of_both_says_so(invite: Callable[..., Invitation], api: Api, invited: User, vendor_owner: User) -> None:
    invite()
    api(invited).post(link() + "accept/")
    assert SecurityEvent.objects.get(kind=SecurityEventKind.MEMBER_INVITED, user=vendor_owner).by is None
    assert SecurityEvent.objects.get(kind=SecurityEventKind.MEMBER_INVITED, user=invited).by == vendor_owner
    assert SecurityEvent.objects.get(kind=SecurityEventKind.MEMBER_JOINED).user == invited


def test_a_closed_account_does_not_join(invite: Callable[..., Invitation], anonymous: APIClient, invited: User) -> None:
    invite()
    url = link()
    client = APIClient()
    client.force_login(invited, backend="allauth.account.auth_backends.AuthenticationBackend")
    User.objects.filter(pk=invited.pk).update(is_active=False)
    assert client.post(url + "accept/").status_code == 401


def test_queries_of_the_list_do_not_grow(api: Api, vendor: Vendor, vendor_owner: User, django_assert_num_queries: Any) -> None:
    until = timezone.now() + VALID_FOR
    for n in range(5):
        by = UserFactory.create()
        Invitation.objects.create(vendor=vendor, email=f"p{n}@example.com", role="staff", invited_by=by, expires_at=until)
    client = api(vendor_owner)
    with django_assert_num_queries(4):  # the vendor, is it a member, what may it, the page
        assert len(client.get(OPEN).json()["results"]) == 5


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("invitation_role_known", {"role": "king"}),
        ("invitation_state_known", {"state": "lost", "closed_at": timezone.now()}),
        ("invitation_email_lower", {"email": "A@example.com"}),
        ("invitation_closed_has_time", {"state": "revoked"}),
        ("invitation_accepted_by_somebody", {"state": "accepted", "closed_at": timezone.now()}),
        ("invitation_one_open", {"email": "twice@example.com"}),
    ],
)
def test_the_database_refuses(vendor: Vendor, vendor_owner: User, constraint: str, fields: dict[str, Any]) -> None:
    base = {"vendor": vendor, "role": "staff", "invited_by": vendor_owner, "expires_at": timezone.now()}
    Invitation.objects.create(**base, email="twice@example.com")
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Invitation.objects.create(**{**base, "email": "a@example.com", **fields})


def test_the_page_is_private_and_names_no_referrer(client: APIClient, db: None) -> None:
    page = client.get("/invitations/" + "x" * 43)
    assert (page.status_code, page["Referrer-Policy"], page["Cache-Control"]) == (200, "no-referrer", "no-store")
    assert "noindex" in page["X-Robots-Tag"]


def test_a_second_vendor_may_invite_the_same_address(invite: Callable[..., Invitation], fresh: Api, stranger: User) -> None:
    invite()
    url = "/api/v1/vendors/elsewhere/members/"
    assert fresh(stranger).post(url, {"email": "grace@example.com", "role": "staff"}).status_code == 201
    assert Vendor.objects.filter(invitations__state="open").count() == 2


def test_an_account_that_was_closed_leaves_no_way_back_in(
    invite: Callable[..., Invitation], fresh: Api, invited: User, vendor_owner: User
) -> None:
    invitation = invite()
    verify_email(invited)
    User.objects.filter(pk=vendor_owner.pk).update(is_active=False)
    with pytest.raises(InvitationOver):
        accept_invitation(invitation, by=invited)
    assert not Membership.objects.filter(user=invited).exists()


def test_r29_another_vendor_is_no_way_around_the_limit(fresh: Api, vendor_owner: User) -> None:
    second = MembershipFactory.create(user=vendor_owner, role=MembershipRole.OWNER).vendor
    owner = fresh(vendor_owner)
    paths = [TEAM, f"/api/v1/vendors/{second.slug}/members/"]
    sent = [owner.post(paths[n % 2], {"email": f"p{n}@example.com", "role": "staff"}).status_code for n in range(32)]
    assert sent == [201] * 30 + [429] * 2
