"""A shop with everything in it, for callers who try everything on it."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.addresses import keep_address
from accounts.models import Address, RememberedDevice, User
from discovery.models import SavedSearch
from moderation.models import Statement
from notifications.inbox_models import InboxItem
from notifications.push_models import PushSubscription
from orders.models import Order
from orders.services import advance_order
from orders.statuses import Status
from reviews.models import Review
from reviews.services import submit_review
from tests.access.world import document_of, hidden_review
from tests.browsers import Browser
from tests.factories import InboxItemFactory
from tests.orders.conftest import order
from tests.stories import completed_order
from tests.tablets import Tablet
from vendors.models import ApiKey, CheckDocument, CheckKind, Invitation, Item, SharedTablet, Vendor
from vendors.scopes import KEY_SCOPES
from vendors.services import create_api_key, mint_token, submit_check
from webhooks.models import WebhookDelivery, WebhookEndpoint
from webhooks.replaying import send_test
from webhooks.signing import new_secret, sealed

__all__ = ["order"]


@dataclass
class Shop:
    """What there is, and who knows it."""

    vendor: Vendor
    item: Item
    order: Order
    review: Review
    owner: User
    customer: User
    staff: User
    invitation: Invitation
    token: str  # of the invitation's link
    key: ApiKey
    tablet: SharedTablet
    device: RememberedDevice  # the owner's
    address: Address  # the owner's
    statement: Statement  # about another review of the customer's, which is hidden
    document: CheckDocument
    search: SavedSearch  # the owner's
    notification: InboxItem  # the owner's
    browser: PushSubscription  # the owner's
    webhook: WebhookEndpoint
    delivery: WebhookDelivery  # of the webhook

    def ids(self) -> dict[str, object]:
        """Return values for path parameters, by their names."""
        return {"slug": self.vendor.slug, "uid": self.order.uid, "sequence": 1}


@pytest.fixture
def shop(
    vendor: Vendor, item: Item, order: Order, vendor_owner: User, vendor_staff: User, customer: User, moderator: User
) -> Shop:
    """A bakery with a loaf, a picked-up order and its review."""
    for status in (Status.ACCEPTED, Status.PREPARING, Status.READY_FOR_PICKUP, Status.COMPLETED):
        order = advance_order(order, to=status, by=vendor_staff).order
    review = submit_review(order=order, by=customer, rating=5, title="Crust", body="Still warm when I came.")
    week = timezone.now() + timedelta(days=7)
    invitation = Invitation.objects.create(
        vendor=vendor, email="invited@example.com", role="staff", invited_by=vendor_owner, expires_at=week
    )
    webhook = WebhookEndpoint.objects.create(vendor=vendor, url="https://hooks.example.com/in", secret=sealed(new_secret()))
    return Shop(
        vendor, item, order, review, vendor_owner, customer, vendor_staff, invitation,
        token=mint_token(invitation),
        key=create_api_key(vendor, by=vendor_owner, name="Till", scopes=KEY_SCOPES).key,
        tablet=Tablet(vendor, vendor_owner).row,
        device=RememberedDevice.objects.create(user=vendor_owner, key_hash="0" * 64, expires_at=week),
        address=keep_address(by=vendor_owner, line1="1 Mill Street", city="Bath", postcode="BA1 1AA", country="GB"),
        statement=hidden_review(completed_order(customer, item, vendor_staff), by=moderator),
        document=document_of(submit_check(vendor, by=vendor_owner, kind=CheckKind.ADDRESS, evidence="Bill"), vendor_owner),
        search=SavedSearch.objects.create(user=vendor_owner, name="Bread", query="search=bread"),
        notification=InboxItemFactory.create(user=vendor_owner),
        browser=Browser("https://push.example.com/send/owner").subscription_of(vendor_owner),
        webhook=webhook,
        delivery=send_test(webhook, by=vendor_owner),
    )  # fmt: skip
