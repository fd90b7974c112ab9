"""One town for every call: a vendor with its team, an order, and everybody who might try the handle."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.addresses import keep_address
from accounts.models import Address, RememberedDevice, User
from accounts.services import verify_email
from accounts.tokens import issue_tokens
from discovery.models import SavedSearch
from moderation.models import Statement
from moderation.services import decide_case, look_at
from notifications.inbox_models import InboxItem
from notifications.push_models import PushSubscription
from orders.models import Order
from orders.statuses import Status
from privacy.models import Export
from reviews.models import ModerationGround, ModerationKind, Review, ReviewPhoto
from reviews.responding import respond_to_review
from reviews.services import submit_review
from tests.browsers import Browser
from tests.factories import InboxItemFactory, ItemFactory, MembershipFactory, UserFactory, VendorFactory, platform_user
from tests.stories import completed_order, moved, placed_order
from tests.tablets import Tablet
from vendors.models import (
    CheckDocument,
    CheckKind,
    Invitation,
    Item,
    Membership,
    OwnershipOffer,
    SharedTablet,
    Vendor,
    VerificationCheck,
)
from vendors.scopes import KEY_SCOPES
from vendors.services import MadeKey, create_api_key, mint_token, offer_ownership
from webhooks.models import WebhookDelivery, WebhookEndpoint
from webhooks.replaying import send_test
from webhooks.signing import new_secret, sealed

TEAM = ("owner", "manager", "staff")
PLATFORM = ("support", "moderator", "verifier", "admin")
#: The owner's programs: the vendor's API key with every scope that keys get, and a token that may see its person's profile.
PROGRAMS = ("key", "limited")
#: Everybody who calls every operation. A new way of calling is one more name here, an entry in `World.people` or in
#: `sign_everybody_in`, and a column in the expectations.
CALLERS = ("anonymous", "stranger", "invited", "customer", "other_owner", *TEAM, *PLATFORM, *PROGRAMS)


@dataclass
class World:
    """The rows that calls name, and who calls."""

    vendor: Vendor
    other_vendor: Vendor
    item: Item
    off_sale: Item
    order: Order  # placed a moment ago
    delivered: Order  # ready for pickup: its customer can confirm the receipt
    completed: Order  # without a review
    review: Review
    statement: Statement  # about a review of the customer's that is hidden
    answered: Review
    photo: ReviewPhoto  # the customer's, which no review shows
    picked_up: Order  # of a vendor that rates pick-ups
    check: VerificationCheck
    document: CheckDocument
    invitation: Invitation
    token: str
    staff_member: Membership
    offer: OwnershipOffer
    device: RememberedDevice  # the customer's
    address: Address  # the customer's
    export: Export  # the customer's
    search: SavedSearch  # the customer's
    notification: InboxItem  # the customer's
    browser: PushSubscription  # the customer's
    key: MadeKey
    tablet: SharedTablet  # the owner's
    webhook: WebhookEndpoint
    delivery: WebhookDelivery  # of the webhook
    people: dict[str, User]
    tokens: dict[str, str] = field(default_factory=dict)

    def sign_everybody_in(self) -> None:
        """Give everybody a sign-in of this moment, so that nobody is asked again who they are."""
        self.tokens = {name: issue_tokens(user).access for name, user in self.people.items()}
        self.tokens["key"] = self.key.text
        self.tokens["limited"] = issue_tokens(self.people["owner"], scopes=["me.read"]).access

    def headers_of(self, caller: str) -> dict[str, str]:
        """Return how `caller` says who they are: by an access token, a key, or not at all."""
        return {"Authorization": f"Bearer {self.tokens[caller]}"} if caller in self.tokens else {}


def build_world() -> World:
    """Return a new town. Nobody of it existed before."""
    phone = "+441174960055"
    vendor, other_vendor = (VendorFactory.create(slug=slug, verified=True, phone=phone) for slug in ("crumb", "elsewhere"))
    people = {role: MembershipFactory.create(vendor=vendor, role=role).user for role in TEAM}
    people["other_owner"] = MembershipFactory.create(vendor=other_vendor, role="owner").user
    people |= {name: UserFactory.create(email=f"{name}@example.com") for name in ("stranger", "customer", "invited")}
    people |= {role: platform_user(role) for role in PLATFORM}
    for user in people.values():
        verify_email(user)
    items = [ItemFactory.create(vendor=vendor, stock=50), ItemFactory.create(vendor=vendor, is_available=False)]
    customer, owner = people["customer"], people["owner"]
    reviewed = completed_order(customer, items[0], owner)
    answered = submit_review(order=completed_order(customer, items[0], owner), by=customer, rating=5, body="Crisp.")
    respond_to_review(answered, by=owner, body="Thank you.")
    picked_up = completed_order(customer, items[0], owner)
    ready = moved(placed_order(customer, items[0]), owner, Status.ACCEPTED, Status.PREPARING, Status.READY_FOR_PICKUP)
    invitation = Invitation.objects.create(
        vendor=vendor, email="invited@example.com", role="staff", invited_by=owner, expires_at=timezone.now() + timedelta(days=7)
    )
    staff_member = Membership.objects.get(vendor=vendor, user=people["staff"])
    review = submit_review(order=reviewed, by=customer, rating=4, title="", body="Still warm.")
    statement = hidden_review(completed_order(customer, items[0], owner), by=people["moderator"])
    Vendor.objects.filter(pk=vendor.pk).update(rates_pickups=True)
    check = VerificationCheck.objects.create(vendor=vendor, kind=CheckKind.PHONE, submitted_by=owner)
    webhook = WebhookEndpoint.objects.create(vendor=vendor, url="https://hooks.example.com/in", secret=sealed(new_secret()))
    return World(
        webhook=webhook,
        delivery=send_test(webhook, by=owner),
        vendor=vendor,
        other_vendor=other_vendor,
        item=items[0],
        off_sale=items[1],
        order=placed_order(customer, items[0]),
        delivered=ready,
        completed=completed_order(customer, items[0], owner),
        statement=statement,
        review=review,
        answered=answered,
        photo=ReviewPhoto.objects.create(author=customer, sha256="0" * 64, width=1, height=1),
        picked_up=picked_up,
        check=check,
        document=document_of(check, owner),
        invitation=invitation,
        token=mint_token(invitation),
        staff_member=staff_member,
        device=RememberedDevice.objects.create(user=customer, key_hash="0" * 64, expires_at=timezone.now() + timedelta(days=30)),
        address=keep_address(by=customer, line1="1 Mill Street", city="Bath", postcode="BA1 1AA", country="GB"),
        export=Export.objects.create(user=customer),
        search=SavedSearch.objects.create(user=customer, name="Bread", query="search=bread"),
        notification=InboxItemFactory.create(user=customer),
        browser=Browser("https://push.example.com/send/ada").subscription_of(customer),
        key=create_api_key(vendor, by=owner, name="Till", scopes=KEY_SCOPES),
        tablet=Tablet(vendor, owner).row,
        offer=offer_ownership(vendor, by=owner, member_id=Membership.objects.get(vendor=vendor, user=people["manager"]).pk),
        people=people,
    )


def hidden_review(order: Order, *, by: User) -> Statement:
    """Have the order reviewed and the review hidden; return what its author is told."""
    review = submit_review(order=order, by=order.customer, rating=1, body="He lives next door.")
    action = decide_case(
        look_at(review, by=by),
        kind=ModerationKind.HIDE,
        by=by,
        ground=ModerationGround.PERSONAL_DATA,
        facts="It says where he lives.",
    )
    return Statement.objects.get(action=action)


def document_of(check: VerificationCheck, by: User) -> CheckDocument:
    """A clean document, whose file nobody opens."""
    facts = {"kind": "jpeg", "size": 9, "pages": 1, "salt": bytes(16), "digest": bytes(32), "scan": "clean"}
    return CheckDocument.objects.create(verification_check=check, position=1, uploaded_by=by, name="checks/x.jpg", **facts)


Body = Callable[[World], Any]
