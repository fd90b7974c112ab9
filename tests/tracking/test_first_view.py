"""GET /track/{uid}: what stands there before any script runs, and the picture beside a link."""

import html as htmllib
import io
import json
import re
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from PIL import Image
from pytest_django.fixtures import Settings

from accounts.models import User
from orders.models import Fulfilment, Order, new_uid
from orders.services import advance_order, cancel_order
from orders.statuses import Status
from tests.stories import moved, placed_order, time_passes
from tracking.pictures import MAX_LINES, SIZE, Shown, draw
from vendors.models import Item, OpeningHours, SpecialDay, Vendor

SHELL = """<!doctype html><html><head><meta property="csp-nonce" content="__CSP_NONCE__">
<!--head--><title>TrustTrack</title><!--/head--></head><body><div id="root"><!--view--></div><!--snapshot--></body></html>"""
ADDRESS = {"line1": "12 Secret Street", "city": "Bristol", "postcode": "BS1 1AA", "country": "GB"}


@pytest.fixture(autouse=True)
def _built_web_app(tmp_path: Path, settings: Settings) -> None:
    (tmp_path / "track.html").write_text(SHELL)
    settings.FRONTEND_DIST = tmp_path
    cache.clear()


def page_of(client: Client, order: Order) -> str:
    answer = client.get(order.tracking_path)
    assert answer.status_code == 200
    return answer.content.decode()


def text_of(page: str) -> str:
    body = page.partition("<body>")[2].partition("<script")[0]
    return " ".join(htmllib.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def snapshot_of(page: str) -> Any:
    found = re.search(r'<script type="application/json" id="snapshot"[^>]*>(.*?)</script>', page)
    assert found
    return json.loads(found[1])


def test_status_and_timeline_stand_there_without_a_script(client: Client, order: Order, vendor_staff: User) -> None:
    advance_order(order, to=Status.ACCEPTED, by=vendor_staff, note="Ten minutes")
    text = text_of(page_of(client, order))
    assert "Crumb & Co accepted the order" in text
    assert "Crumb & Co accepted your order" in text
    assert "Order placed with Crumb & Co" in text
    assert "Ten minutes" in text
    assert "Accepted , now" in text
    assert "Recorded, being sealed" in text


def test_it_is_made_of_the_answer_that_the_api_gives(client: Client, order: Order) -> None:
    page = page_of(client, order)
    assert snapshot_of(page) == client.get(f"/api/v1/tracking/{order.uid}/").json()


def test_it_costs_two_queries(client: Client, order: Order, vendor: Vendor, django_assert_num_queries: Any) -> None:
    OpeningHours.objects.create(vendor=vendor, weekday=0, opens=time(8), closes=time(18))
    page_of(client, order)
    with django_assert_num_queries(2):  # the order with vendor, badge and hours; its entries
        page_of(client, order)


def test_r04_it_holds_nothing_personal(client: Client, customer: User, item: Item) -> None:
    item.vendor.offers_delivery = True
    order = placed_order(customer, item, fulfilment=Fulfilment.DELIVERY, address=ADDRESS, note="Ring twice")
    cancel_order(order, by=customer, reason="My doctor says no bread")
    page = page_of(client, order)
    for secret in ("Ada", "Lovelace", "example.com", "4174960000", "Secret", "BS1 1AA", "Ring twice", "doctor"):
        assert secret not in page


def test_a_promise_and_whether_it_was_kept(client: Client, order: Order, vendor_staff: User) -> None:
    promised = timezone.now() + timedelta(minutes=10)
    advance_order(order, to=Status.ACCEPTED, by=vendor_staff, estimated_ready_at=promised)
    assert "Ready about" in text_of(page_of(client, order))
    moved(order, vendor_staff, Status.PREPARING, Status.READY_FOR_PICKUP)
    assert "Ready 10 minutes before promised" in text_of(page_of(client, order))


def test_what_happens_by_itself_is_known_before(client: Client, order: Order, vendor_staff: User) -> None:
    text = text_of(page_of(client, order))
    assert re.search(r"If Crumb & Co has not answered by .+ \(in .+\), we will offer the customer to cancel\.", text)
    time_passes()
    text = text_of(page_of(client, order))
    assert "Crumb & Co has not answered. Since" in text
    moved(order, vendor_staff, Status.ACCEPTED, Status.PREPARING, Status.READY_FOR_PICKUP)
    assert "If it has not been picked up by" in text_of(page_of(client, order))


def test_the_vendors_day(client: Client, order: Order, vendor: Vendor) -> None:
    assert "today" not in text_of(page_of(client, order))
    for weekday in range(7):
        OpeningHours.objects.create(vendor=vendor, weekday=weekday, opens=time(8), closes=time(18))
    page = page_of(client, order)
    assert "Open today 08:00 to 18:00" in text_of(page)
    assert len(snapshot_of(page)["vendor"]["hours"]) == 7
    SpecialDay.objects.create(vendor=vendor, day=snapshot_of(page)["vendor"]["hours"][0]["day"])
    assert "Closed today" in text_of(page_of(client, order))


def test_words_of_others_stay_words(client: Client, order: Order, vendor: Vendor, vendor_staff: User) -> None:
    Vendor.objects.filter(pk=vendor.pk).update(name="</script><img src=x> __CSP_NONCE__")
    page = page_of(client, order)
    assert "<img" not in page
    assert page.count("</script>") == 1
    assert "__CSP_NONCE__" in page
    assert snapshot_of(page)["vendor"]["name"] == "</script><img src=x> __CSP_NONCE__"


def test_r10_a_wrong_link_is_404_and_guessing_is_limited(client: Client, order: Order) -> None:
    with time_machine.travel(datetime(2026, 11, 1, 12, tzinfo=UTC), tick=False):  # within one window
        answers = [client.get(f"/track/{new_uid()}") for _ in range(31)]
        answers.append(client.get(f"/track/{new_uid()}/preview.png"))
    assert {answer.status_code for answer in answers[:30]} == {404}
    assert "Order not found" in answers[0].content.decode()
    assert answers[30].status_code == 429
    assert int(answers[30]["Retry-After"]) >= 1
    assert answers[31].status_code == 429
    assert client.get(order.tracking_path).status_code == 200


def test_the_page_that_a_browser_keeps_is_nobodys(client: Client, db: None, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        answer = client.get("/followed")
    assert answer.status_code == 200
    assert "Orders you follow" in answer.content.decode()
    assert answer["X-Robots-Tag"] == "noindex, nofollow"


WAYS = {
    Status.PLACED: (), Status.ACCEPTED: (Status.ACCEPTED,), Status.PREPARING: (Status.ACCEPTED, Status.PREPARING),
    Status.READY_FOR_PICKUP: (Status.ACCEPTED, Status.PREPARING, Status.READY_FOR_PICKUP),
    Status.OUT_FOR_DELIVERY: (Status.ACCEPTED, Status.PREPARING, Status.OUT_FOR_DELIVERY),
    Status.DELIVERED: (Status.ACCEPTED, Status.PREPARING, Status.OUT_FOR_DELIVERY, Status.DELIVERED),
    Status.COMPLETED: (Status.ACCEPTED, Status.PREPARING, Status.READY_FOR_PICKUP, Status.COMPLETED),
}  # fmt: skip


@pytest.mark.parametrize("status", list(Status))
def test_a_link_shows_a_picture_of_every_status(client: Client, order: Order, vendor_staff: User, status: Status) -> None:
    if status in WAYS:
        moved(order, vendor_staff, *WAYS[status])
    else:
        advance_order(order, to=status, by=vendor_staff, reason="Out of flour")
    page = page_of(client, order)
    found = re.search(r'property="og:image" content="[^"]*(/track/[^"]+)"', page)
    assert found
    assert f'property="og:image:width" content="{SIZE[0]}"' in page
    assert f'property="og:image:alt" content="Order {order.reference} from Crumb &amp; Co:' in page
    answer = client.get(found[1])
    assert answer["Content-Type"] == "image/png"
    with Image.open(io.BytesIO(answer.content)) as picture:
        assert picture.size == SIZE
    assert len(answer.content) < 100_000
    assert client.get(found[1], headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_a_picture_changes_with_the_order_and_with_nothing_else(order: Order) -> None:
    shown = Shown("K7M2QX", "Crumb & Co", "On its way", "out_for_delivery", is_delivery=True)
    assert shown.etag != shown._replace(headline="Delivered", status="delivered").etag
    assert draw(shown) == draw(shown._replace())


def test_a_name_that_the_font_cannot_write_is_left_to_the_words(client: Client, order: Order, vendor: Vendor) -> None:
    Vendor.objects.filter(pk=vendor.pk).update(name="مخبز")
    shown = Shown.of(client.get(f"/api/v1/tracking/{order.uid}/").json())
    assert (shown.vendor, shown.headline) == ("The business", "Waiting for The business to accept")
    assert "مخبز" in page_of(client, order)


def test_names_of_any_length_fit() -> None:
    for name in ("W" * 120, "a " * 60, "x"):
        picture = draw(Shown("K7M2QX", name, f"{name} is preparing the order", "preparing", is_delivery=False))
        assert Image.open(io.BytesIO(picture)).size == SIZE
    assert MAX_LINES == 3
