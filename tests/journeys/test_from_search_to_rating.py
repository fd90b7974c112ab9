"""One loaf from search to rating, across the apps, by the API alone."""

from collections.abc import Callable

import pytest
from rest_framework.test import APIClient

from accounts.models import User
from vendors.models import Vendor
from vendors.rating import rating_json
from vendors.services import refresh_search

Api = Callable[[User], APIClient]
WAY = ["accepted", "preparing", "out_for_delivery", "delivered"]
ADDRESS = {"line1": "1 Corn Street", "city": "Bristol", "postcode": "BS1 1HT"}


@pytest.mark.usefixtures("item")
def test_found_ordered_delivered_reviewed_and_seen(
    anonymous: APIClient, api: Api, customer: User, vendor_staff: User, vendor: Vendor
) -> None:
    refresh_search([vendor])
    reader, buyer, counter = anonymous, api(customer), api(vendor_staff)

    (found,) = reader.get("/api/v1/vendors/", {"search": "sourdough", "is_verified": "true"}).json()["results"]
    profile_url = f"/api/v1/vendors/{found['slug']}/"
    (loaf,) = reader.get(f"{profile_url}items/").json()["results"]
    body = {
        "vendor": found["slug"],
        "items": [{"item": loaf["id"], "quantity": 2}],
        "fulfilment": "delivery",
        "contact": {"name": "Ada Lovelace", "email": "ada@example.com"},
        "address": ADDRESS,
    }
    placed = buyer.post("/api/v1/orders/", body).json()
    order_url = f"/api/v1/orders/{placed['uid']}/"
    assert placed["total"] == {"amount": "7.00", "currency": "GBP"}
    assert [row["uid"] for row in counter.get("/api/v1/orders/", {"role": "vendor"}).json()["results"]] == [placed["uid"]]

    for sequence, status in enumerate(WAY):
        moved = counter.patch(f"{order_url}status/", {"status": status, "expected_sequence": sequence})
        assert (moved.status_code, moved.json()["sequence"]) == (200, sequence + 1)
        assert buyer.get(f"{order_url}review/").json()["reason"] == "order_not_completed"
    assert buyer.post(f"{order_url}confirm-receipt/", {}).json()["status"] == "completed"
    told = [entry["status"] for entry in reader.get(f"/api/v1/tracking/{placed['uid']}/").json()["entries"]]
    assert told == ["placed", *WAY, "completed"]

    assert buyer.get(f"{order_url}review/").json()["allowed"] is True
    review = buyer.post("/api/v1/reviews/", {"order": placed["uid"], "rating": 4, "body": "Still warm."})
    assert review.status_code == 201, review.content
    (shown,) = reader.get(f"{profile_url}reviews/").json()["results"]
    assert (shown["id"], shown["author"], shown["rating"]) == (review.json()["id"], "Ada L.", 4)
    assert reader.get(profile_url).json()["rating"] == rating_json(total=4, count=1)
    (found_again,) = reader.get("/api/v1/vendors/", {"search": "sourdough", "min_rating": "3"}).json()["results"]
    assert found_again["rating"] == rating_json(total=4, count=1)
