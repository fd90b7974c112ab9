"""The first page of the admin: the platform's day, for those who may open its lists, in few queries."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from events.models import Delivery, DeliveryState
from tests.desks import desk_of
from tests.factories import ItemFactory, UserFactory, VendorFactory, platform_user
from tests.stories import placed_order
from vendors.models import CheckKind, Vendor, VerificationCheck


def lines(user: User) -> dict[str, str]:
    """What each line of the day says, by its title."""
    html = desk_of(user).get("/admin/").content.decode()
    found = re.findall(r'<span class="day-title">(.+?)</span>\s*<strong>(.+?)</strong>(.*?)</a>', html, re.DOTALL)
    return {title: re.sub(r"<.+?>|\s+", " ", f"{value} {rest}").strip() for title, value, rest in found}


def test_what_waits_is_told_with_its_age(customer: User, vendor: Vendor) -> None:
    admin = platform_user("admin")
    VerificationCheck.objects.create(
        vendor=VendorFactory.create(), kind=CheckKind.PHONE, submitted_at=timezone.now() - timedelta(days=3)
    )
    placed_order(customer, ItemFactory.create(vendor=vendor))
    told = lines(admin)
    assert told["Checks to decide"].startswith("1")
    assert "the oldest waits for 3 d" in told["Checks to decide"]
    assert "Look at it" in told["Checks to decide"]
    assert told["Orders today (UTC)"].startswith("1")
    assert told["Moderation"] == "0"
    assert "Deliveries given up" not in told


def test_what_was_given_up_is_an_incident(customer: User, vendor: Vendor) -> None:
    placed_order(customer, ItemFactory.create(vendor=vendor))
    Delivery.objects.update(state=DeliveryState.DEAD)
    admin = platform_user("admin")
    assert "Look at it" in lines(admin)["Deliveries given up"]
    html = desk_of(admin).get("/admin/").content.decode()
    assert 'href="/admin/events/delivery/?state__exact=dead"' in html
    assert desk_of(admin).get("/admin/events/delivery/?state__exact=dead").status_code == 200


@pytest.mark.parametrize("role", ["moderator", "verifier", "support", "admin"])
def test_every_line_opens_its_list(db: None, role: str) -> None:
    user = platform_user(role)
    html = desk_of(user).get("/admin/").content.decode()
    day = html.partition('<div class="day">')[2].partition("</section>\n</div>")[0]
    for link in set(re.findall(r'<li[^>]*>\s*<a href="(.+?)"', day)):
        assert desk_of(user).get(link).status_code == 200, link


def test_without_a_role_nothing_is_told(db: None) -> None:
    assert lines(UserFactory.create(is_staff=True)) == {}


@pytest.mark.parametrize("number", [1, 50])
def test_the_day_takes_as_many_queries_whatever_waits(customer: User, vendor: Vendor, number: int) -> None:
    item = ItemFactory.create(vendor=vendor, stock=None)
    for _ in range(number):
        placed_order(customer, item)
    desk = desk_of(platform_user("admin"))
    desk.get("/admin/")  # content types are loaded once
    with CaptureQueriesContext(connection) as queries:
        assert desk.get("/admin/").status_code == 200
    assert len(queries) <= 30
