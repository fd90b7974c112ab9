"""Setting shared tablets up, and ending them: /api/v1/vendors/{slug}/tablets/ and /api/v1/me/tablets/."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from accounts.models import SecurityEvent, User
from accounts.services import end_sign_ins, reset_second_factors
from accounts.sessions import Current, end_other_sign_ins
from accounts.tokens import issue_tokens
from tests.accounts.conftest import Browser
from tests.factories import MembershipFactory, UserFactory, platform_user
from tests.tablets import PIN, Tablet, give_pin
from tests.vendors.conftest import Recent
from tests.work import do_due_work
from vendors.models import Membership, MembershipRole, SharedTablet, Vendor
from vendors.permissions import NotAllowed
from vendors.services import MOST_TABLETS, change_member_role, end_lost_tablet, remove_member
from vendors.tablets import hash_of

PATH = "/api/v1/vendors/crumb-and-co/tablets/"
OWN = "/api/v1/me/tablets/"
BODY: dict[str, Any] = {"name": "Counter", "lock_minutes": 5}


def test_an_owner_makes_a_browser_a_tablet_and_is_signed_out_of_it(vendor_owner: User, recent: Recent) -> None:
    client = recent(vendor_owner)
    answer = client.post(PATH, BODY)
    assert answer.status_code == 201, answer.content
    cookie = answer.cookies[settings.TABLET_COOKIE_NAME]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Strict", "/")
    assert cookie.value not in answer.content.decode()
    assert SharedTablet.objects.get().token_hash == hash_of(cookie.value)
    assert client.get("/api/v1/me/").status_code == 401
    state = client.get("/api/v1/tablet/").json()
    assert (state["name"], state["vendor"]["slug"], state["acting"]) == ("Counter", "crumb-and-co", None)
    event = SecurityEvent.objects.get(kind="tablet.added")
    assert (event.user, event.data["vendor"]) == (vendor_owner, "crumb-and-co")


def test_those_in_charge_see_tablets_and_end_them(
    vendor: Vendor, vendor_owner: User, manager: User, vendor_staff: User, api: Callable[[User], APIClient]
) -> None:
    give_pin(vendor_staff, vendor)
    tablet = Tablet(vendor, vendor_owner)
    tablet.enter(vendor_staff)
    client = api(manager)
    [row] = client.get(PATH).json()["results"]
    assert (row["name"], row["device"], row["acting"]) == ("Counter", "Chrome on Android", vendor_staff.name)
    assert client.delete(f"{PATH}{row['id']}/").status_code == 204
    assert tablet.client.get("/api/v1/tablet/").json()["code"] == "not_a_tablet"
    assert tablet.client.get("/api/v1/orders/?vendor=crumb-and-co").status_code == 401
    ended = SecurityEvent.objects.get(kind="tablet.ended")
    assert (ended.user, ended.by) == (vendor_owner, manager)
    assert client.delete(f"{PATH}{row['id']}/").status_code == 404


def test_the_maker_finds_and_ends_it_among_their_devices(
    vendor: Vendor, vendor_owner: User, manager: User, api: Callable[[User], APIClient]
) -> None:
    tablet = Tablet(vendor, manager)
    assert [row["vendor"]["slug"] for row in api(manager).get(OWN).json()["results"]] == ["crumb-and-co"]
    assert api(vendor_owner).get(OWN).json()["results"] == []
    assert api(vendor_owner).delete(f"{OWN}{tablet.row.pk}/").status_code == 404
    assert api(manager).delete(f"{OWN}{tablet.row.pk}/").status_code == 204
    assert not SharedTablet.objects.exists()


def test_others_do_not(
    vendor: Vendor,
    vendor_owner: User,
    vendor_staff: User,
    stranger: User,
    recent: Recent,
    anonymous: APIClient,
) -> None:
    one = f"{PATH}{Tablet(vendor, vendor_owner).row.pk}/"
    for client, status in ((recent(vendor_staff), 403), (recent(stranger), 404), (anonymous, 401)):
        assert [client.get(PATH).status_code, client.post(PATH, BODY).status_code] == [status, status]
        assert client.delete(one).status_code == status
    assert [anonymous.get(OWN).status_code, anonymous.delete(f"{OWN}1/").status_code] == [401, 401]
    assert SharedTablet.objects.count() == 1


def test_a_tablet_of_another_vendor_is_not_found_below_ones_own(
    vendor: Vendor, other_vendor: Vendor, vendor_owner: User, stranger: User, api: Callable[[User], APIClient]
) -> None:
    theirs = Tablet(other_vendor, stranger)
    assert api(vendor_owner).delete(f"{PATH}{theirs.row.pk}/").status_code == 404


def test_an_old_sign_in_is_asked_again_and_a_program_is_no_tablet(
    vendor: Vendor, vendor_owner: User, api: Callable[[User], APIClient]
) -> None:
    answer = api(vendor_owner).post(PATH, BODY)
    assert (answer.status_code, answer.json()["code"]) == (401, "reauthentication_required")
    program = APIClient()
    program.credentials(HTTP_AUTHORIZATION=f"Bearer {issue_tokens(vendor_owner).access}")
    answer = program.post(PATH, BODY)
    assert (answer.status_code, answer.json()["code"]) == (409, "not_a_browser")


@pytest.mark.parametrize(("field", "value"), [("name", ""), ("name", "n" * 61), ("lock_minutes", 0), ("lock_minutes", 61)])
def test_bad_input_is_told_beside_its_field(vendor_owner: User, recent: Recent, field: str, value: object) -> None:
    answer = recent(vendor_owner).post(PATH, {**BODY, field: value})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, f"/{field}")


def test_a_counter_has_so_many_and_those_that_ran_out_do_not_count(vendor: Vendor, vendor_owner: User, recent: Recent) -> None:
    for _ in range(MOST_TABLETS):
        Tablet(vendor, vendor_owner)
    answer = recent(vendor_owner).post(PATH, BODY)
    assert (answer.status_code, answer.json()["code"]) == (409, "too_many_tablets")
    SharedTablet.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert recent(vendor_owner).post(PATH, BODY).status_code == 201


def test_the_list_costs_the_same_for_many(
    vendor: Vendor, vendor_owner: User, api: Callable[[User], APIClient], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(4):
        Tablet(vendor, vendor_owner)
    with django_assert_num_queries(5):  # vendor, membership, role, team, tablets
        assert len(api(vendor_owner).get(PATH).json()["results"]) == 4


def test_it_ends_with_its_makers_right_to_it(vendor: Vendor, vendor_owner: User, manager: User) -> None:
    tablet = Tablet(vendor, manager)
    change_member_role(Membership.objects.get(user=manager), by=vendor_owner, role=MembershipRole.STAFF)
    assert tablet.client.get("/api/v1/tablet/").status_code == 404
    other = MembershipFactory.create(vendor=vendor, role=MembershipRole.MANAGER)
    tablet = Tablet(vendor, other.user)
    remove_member(other, by=vendor_owner)
    assert tablet.client.get("/api/v1/tablet/").status_code == 404
    assert not SharedTablet.objects.exists()


@pytest.mark.parametrize("end", ["maker closed", "vendor suspended", "run out"])
def test_it_stands_for_nobody_while(vendor: Vendor, vendor_owner: User, vendor_staff: User, end: str) -> None:
    give_pin(vendor_staff, vendor)
    tablet = Tablet(vendor, vendor_owner)
    tablet.enter(vendor_staff)
    assert tablet.client.get("/api/v1/orders/?vendor=crumb-and-co").status_code == 200
    if end == "maker closed":
        User.objects.filter(pk=vendor_owner.pk).update(is_active=False)
    elif end == "vendor suspended":
        Vendor.objects.update(is_suspended=True)
    else:
        SharedTablet.objects.update(expires_at=timezone.now())
    assert tablet.client.get("/api/v1/tablet/").status_code == 404
    assert tablet.client.get("/api/v1/orders/?vendor=crumb-and-co").status_code == 401


@pytest.mark.parametrize("how", ["reset by mail", "support ends sign-ins", "support resets factors", "only signed out elsewhere"])
def test_r13_securing_an_account_ends_what_was_set_up_with_it(
    vendor: Vendor, vendor_owner: User, vendor_staff: User, manager: User, how: str
) -> None:
    """What an intruder set up at the counter outlives no reset; what came after it, and what others set up, stays."""
    give_pin(vendor_owner, vendor)
    give_pin(vendor_staff, vendor)
    planted, anothers = Tablet(vendor, vendor_owner), Tablet(vendor, manager)
    anothers.enter(vendor_owner)
    if how == "reset by mail":
        web = Browser()
        web.call("POST", "auth/password/request", {"email": vendor_owner.email})
        _, _, link = str(mail.outbox[-1].body).partition("/reset-password/")
        web.call("POST", "auth/password/reset", {"key": link.split()[0], "password": "another horse battery"})
    elif how == "support ends sign-ins":
        end_sign_ins(vendor_owner, by=platform_user("support"))
    elif how == "support resets factors":
        reset_second_factors(vendor_owner, by=UserFactory.create(is_superuser=True), reason="Lost the phone")
    else:
        issue_tokens(vendor_owner)
        end_other_sign_ins(vendor_owner, keep=Current(), request=None)
    own = Tablet(vendor, vendor_owner)
    do_due_work()
    stays = how == "only signed out elsewhere"
    assert SecurityEvent.objects.filter(kind__in=["password.reset", "session.others_ended", "factor.removed"]).exists()
    assert (planted.client.get("/api/v1/tablet/").status_code == 200) is stays
    assert (anothers.client.get("/api/v1/orders/?vendor=crumb-and-co").status_code == 200) is stays
    assert [own.client.get("/api/v1/tablet/").status_code, anothers.enter(vendor_staff).status_code] == [200, 200]
    assert anothers.enter(vendor_owner).status_code == (200 if stays else 404)


def test_whose_account_made_a_tablet_or_a_pin_is_told(vendor_owner: User, recent: Recent) -> None:
    recent(vendor_owner).put("/api/v1/vendors/crumb-and-co/pin/", {"pin": PIN})
    recent(vendor_owner).post(PATH, BODY)
    do_due_work()
    told = [(message.subject, message.to) for message in mail.outbox]
    assert told == [
        ("Your PIN for shared tablets was set", [vendor_owner.email]),
        ("A shared tablet was set up with your account", [vendor_owner.email]),
    ]


def test_the_platform_ends_a_lost_one_and_says_why(vendor: Vendor, vendor_owner: User) -> None:
    row = Tablet(vendor, vendor_owner).row
    with pytest.raises(NotAllowed):
        end_lost_tablet(row, by=vendor_owner, reason="Mine")
    end_lost_tablet(row, by=platform_user("admin"), reason="Stolen, says the owner")
    assert not SharedTablet.objects.exists()
    assert SecurityEvent.objects.get(kind="tablet.ended").data["reason"] == "Stolen, says the owner"
