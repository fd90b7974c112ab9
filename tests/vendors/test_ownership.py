"""…/ownership-offer/ and …/ownership-offer/accept/."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import SecurityEvent, SecurityEventKind, User
from tests.work import do_due_work
from vendors.models import Membership, OfferState, OwnershipOffer, Vendor
from vendors.services import offer_ownership, remove_member

Api = Callable[[User], APIClient]
URL = "/api/v1/vendors/crumb-and-co/ownership-offer/"


def id_of(user: User) -> int:
    return Membership.objects.get(user=user).pk


def role_of(user: User) -> str:
    return Membership.objects.get(user=user).role


@pytest.fixture
def offer(vendor: Vendor, vendor_owner: User, vendor_staff: User) -> OwnershipOffer:
    """The owner offers the vendor to the staff."""
    return offer_ownership(vendor, by=vendor_owner, member_id=id_of(vendor_staff))


def test_offered_accepted_and_the_old_owner_is_a_manager(fresh: Api, vendor_owner: User, vendor_staff: User) -> None:
    offered = fresh(vendor_owner).post(URL, {"member": id_of(vendor_staff)})
    assert (offered.status_code, offered.json()["offered_to"]["email"], offered.json()["is_yours"]) == (
        201,
        vendor_staff.email,
        False,
    )
    assert fresh(vendor_staff).get(URL).json()["offer"]["is_yours"]
    assert role_of(vendor_owner) == "owner"

    assert fresh(vendor_staff).post(URL + "accept/").json()["role"] == "owner"
    assert (role_of(vendor_owner), role_of(vendor_staff)) == ("manager", "owner")
    assert fresh(vendor_owner).get(URL).json() == {"offer": None}


def test_both_are_mailed_and_both_records_say_so(
    fresh: Api, offer: OwnershipOffer, vendor_owner: User, vendor_staff: User
) -> None:
    do_due_work()
    assert [(message.to, "/dashboard/crumb-and-co/team" in str(message.body)) for message in mail.outbox] == [
        ([vendor_staff.email], True)
    ]
    mail.outbox.clear()
    fresh(vendor_staff).post(URL + "accept/")
    do_due_work()
    told = sorted(message.to[0] for message in mail.outbox if message.subject == "Crumb & Co has a new owner")
    assert told == sorted([vendor_owner.email, vendor_staff.email])
    kept = SecurityEvent.objects.filter(kind=SecurityEventKind.OWNERSHIP_TRANSFERRED)
    assert {event.user for event in kept} == {vendor_owner, vendor_staff}


@pytest.mark.parametrize(("method", "path", "who"), [("post", "", "vendor_owner"), ("post", "accept/", "vendor_staff")])
def test_r18_both_are_asked_who_they_are(
    api: Api, request: pytest.FixtureRequest, offer: OwnershipOffer, vendor_staff: User, method: str, path: str, who: str
) -> None:
    response = api(request.getfixturevalue(who)).post(URL + path, {"member": id_of(vendor_staff)})
    assert (response.status_code, response.json()["code"]) == (401, "reauthentication_required")


def test_only_owners_offer_and_only_to_others_of_the_team(
    fresh: Api, manager: User, vendor_staff: User, vendor_owner: User, stranger: User, anonymous: APIClient
) -> None:
    assert anonymous.post(URL, {"member": 1}).status_code == 401
    assert fresh(stranger).post(URL, {"member": id_of(vendor_staff)}).status_code == 404
    for user in (manager, vendor_staff):
        assert fresh(user).post(URL, {"member": id_of(vendor_staff)}).status_code == 403
    for member in (id_of(vendor_owner), id_of(stranger), 10**9):
        assert fresh(vendor_owner).post(URL, {"member": member}).status_code == 400
    assert fresh(vendor_owner).post(URL, {"member": "x"}).status_code == 400


def test_nobody_else_accepts_or_sees_it(
    fresh: Api, offer: OwnershipOffer, manager: User, stranger: User, vendor_owner: User
) -> None:
    for user in (manager, vendor_owner):
        assert fresh(user).post(URL + "accept/").status_code == 404
    assert fresh(stranger).post(URL + "accept/").status_code == 404
    assert fresh(manager).get(URL).json() == {"offer": None}
    assert fresh(manager).delete(URL).status_code == 404
    assert role_of(vendor_owner) == "owner"


@pytest.mark.parametrize(("who", "state"), [("vendor_owner", OfferState.WITHDRAWN), ("vendor_staff", OfferState.DECLINED)])
def test_withdrawn_or_declined_it_is_over(
    fresh: Api, request: pytest.FixtureRequest, offer: OwnershipOffer, vendor_staff: User, who: str, state: str
) -> None:
    assert fresh(request.getfixturevalue(who)).delete(URL).status_code == 204
    offer.refresh_from_db()
    assert offer.state == state
    assert fresh(vendor_staff).post(URL + "accept/").status_code == 404


def test_one_at_a_time_until_seven_days_are_over(
    fresh: Api, offer: OwnershipOffer, vendor_owner: User, vendor_staff: User, manager: User
) -> None:
    assert fresh(vendor_owner).post(URL, {"member": id_of(manager)}).json()["code"] == "offer_open"
    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1)):
        assert fresh(vendor_staff).post(URL + "accept/").status_code == 404
        assert fresh(vendor_owner).post(URL, {"member": id_of(manager)}).status_code == 201


@pytest.mark.parametrize("gone", ["vendor_staff", "vendor_owner"])
def test_it_ends_with_either_of_the_two(
    fresh: Api,
    request: pytest.FixtureRequest,
    offer: OwnershipOffer,
    vendor: Vendor,
    manager: User,
    gone: str,
    vendor_staff: User,
) -> None:
    Membership.objects.filter(user=manager).update(role="owner")
    remove_member(Membership.objects.get(user=request.getfixturevalue(gone)), by=manager)
    offer.refresh_from_db()
    assert offer.state == OfferState.WITHDRAWN
    assert fresh(vendor_staff).post(URL + "accept/").status_code == 404


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("offer_state_known", {"state": "lost", "closed_at": timezone.now()}),
        ("offer_closed_has_time", {"state": "accepted"}),
        ("offer_to_another", {"to_self": True}),
        ("offer_one_open", {}),
    ],
)
def test_the_database_refuses(offer: OwnershipOffer, vendor_staff: User, constraint: str, fields: dict[str, Any]) -> None:
    to = offer.offered_by if fields.pop("to_self", False) else vendor_staff
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        OwnershipOffer.objects.create(
            vendor=offer.vendor, offered_by=offer.offered_by, offered_to=to, expires_at=offer.expires_at, **fields
        )


def test_the_offer_of_a_closed_account_is_none(fresh: Api, offer: OwnershipOffer, vendor_owner: User, vendor_staff: User) -> None:
    User.objects.filter(pk=vendor_owner.pk).update(is_active=False)
    assert fresh(vendor_staff).post(URL + "accept/").json()["code"] == "offer_over"
    assert role_of(vendor_staff) == "staff"
