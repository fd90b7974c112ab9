"""Who may call what: one row for each operation of the API, one status for each caller.

A new operation without a row fails the build, and so does a row whose operation is gone. Refused are 401 (who are you?), 404
(whatever it is, it is not yours to know of) and, for what everybody can see, 403.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from uuid import UUID

from notifications.models import Channel
from notifications.unsubscribing import token_for
from tests.access.world import CALLERS, PROGRAMS, TEAM, World
from tests.browsers import Browser

Value = Callable[[World], Any]
NO_SLUG, NO_UID, NO_ID, NO_TOKEN = "no-such-vendor", "x" * 22, 10**9, "x" * 43
NO_UUID = UUID(int=7)
NUMBERS = count()  # of phones: each gets so many SMS an hour


@dataclass(frozen=True)
class Operation:
    """How an operation is called, and what each caller gets.

    Attributes:
        expect: a status for each caller.
        path: what stands in the path, by parameter.
        body: what is sent, complete and right, so that who may call it succeeds.
        absent: a value of the path that names nothing: who is told 404 about the real one must read the same about this one.
        form: sent as a form with files instead of JSON.
    """

    expect: Mapping[str, int]
    path: Mapping[str, Value] = field(default_factory=dict)
    body: Value | None = None
    absent: Mapping[str, Any] = field(default_factory=dict)
    form: bool = False


def everybody(status: int) -> dict[str, int]:
    """Expect one answer for all."""
    return dict.fromkeys(CALLERS, status)


def signed_in(status: int, **others: int) -> dict[str, int]:
    """Expect one answer for all who are signed in, but for `others`; programs are closed out where nothing else is said."""
    return everybody(status) | dict.fromkeys(PROGRAMS, 403) | {"anonymous": 401} | others


def team(owner: int, manager: int, staff: int, *, others: int = 404, **more: int) -> dict[str, int]:
    """Expect an answer for each role of the vendor; everybody else is a stranger."""
    return signed_in(others) | dict(zip(TEAM, (owner, manager, staff), strict=True)) | more


def order_of(name: str) -> dict[str, Value]:
    """Name an order of the customer's in the path."""
    return {"uid": lambda world: getattr(world, name).uid}


SLUG: dict[str, Value] = {"slug": lambda world: world.vendor.slug}
ITEM = SLUG | {"id": lambda world: world.item.pk}
MEMBER = SLUG | {"id": lambda world: world.staff_member.pk}
CHECK = SLUG | {"id": lambda world: world.check.pk}
DOCUMENT = CHECK | {"document_id": lambda world: world.document.pk}
INVITATION = SLUG | {"id": lambda world: world.invitation.pk}
KEY = SLUG | {"id": lambda world: world.key.key.pk}
TABLET = SLUG | {"id": lambda world: world.tablet.pk}
WEBHOOK: dict[str, Value] = {"id": lambda world: world.webhook.pk}
DELIVERY = WEBHOOK | {"delivery_id": lambda world: world.delivery.pk}
SIGN_IN: dict[str, Value] = {"sign_in_id": lambda world: f"api_client-{world.people['customer'].token_families.get().pk}"}
SAVED_ADDRESS: dict[str, Value] = {"id": lambda world: world.address.pk}
DEVICE: dict[str, Value] = {"device_id": lambda world: world.device.pk}
EXPORT: dict[str, Value] = {"uid": lambda world: world.export.uid}
REVIEW: dict[str, Value] = {"id": lambda world: world.review.pk}
STATEMENT: dict[str, Value] = {"id": lambda world: world.statement.pk}
ANSWERED: dict[str, Value] = {"id": lambda world: world.answered.pk}
LINK: dict[str, Value] = {"token": lambda world: world.token}
NO_VENDOR, NO_ORDER, NO_ROW = {"slug": NO_SLUG}, {"uid": NO_UID}, {"id": NO_ID}
ADDRESS = {"line1": "1 Mill Street", "city": "Bath", "postcode": "BA1 1AA", "country": "GB"}
#: The tiny PNG that a cover can be.
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63606060000000040001f61738550000000049454e44ae426082"
)


def an_order(world: World) -> Any:
    contact = {"name": "Ada", "phone": "+441174960000", "email": "ada@example.com"}
    lines = [{"item": world.item.pk, "quantity": 1}]
    return {"vendor": world.vendor.slug, "items": lines, "fulfilment": "pickup", "contact": contact, "note": ""}


def some_preferences(_: World) -> Any:
    return {"language": "de", "timezone": "Europe/Berlin", "quiet_hours": None, "digest": "off", "choices": []}


def unsubscribe_token(world: World) -> str:
    return token_for(world.people["customer"], "status_changed", Channel.MAIL)


OPERATIONS: dict[str, Operation] = {
    # Anyone may ask; the empty body shows that the door is open and the lock behind it works.
    "token_create": Operation(everybody(400), body=lambda _: {}),
    "token_refresh": Operation(everybody(400), body=lambda _: {}),
    "token_revoke": Operation(everybody(400), body=lambda _: {}),
    "me_retrieve": Operation(signed_in(200, limited=200)),
    "me_update": Operation(signed_in(200), body=lambda _: {"name": "New Name"}),
    # One's own account, each for oneself: what belongs to the customer is unknown to all others.
    "me_sessions_list": Operation(signed_in(200)),
    "me_sessions_end": Operation(signed_in(404, customer=204), SIGN_IN, absent={"sign_in_id": f"api_client-{NO_UUID}"}),
    "me_sessions_end_others": Operation(signed_in(200)),
    "me_devices_list": Operation(signed_in(200)),
    "me_devices_remember": Operation(signed_in(201), body=lambda _: {}),
    "me_devices_forget": Operation(signed_in(404, customer=204), DEVICE, absent={"device_id": NO_UUID}),
    "me_security_events_list": Operation(signed_in(200)),
    "me_email_change_retrieve": Operation(signed_in(404)),  # none waits
    "me_email_change_ask": Operation(signed_in(201), body=lambda _: {"email": "another@example.com"}),
    "me_email_change_confirm": Operation(signed_in(404), body=lambda _: {"which": "old", "code": "ABCD-EFGH"}),
    "me_email_change_cancel": Operation(signed_in(404)),
    "me_phone_code_create": Operation(signed_in(202), body=lambda _: {"phone": f"+4474001{next(NUMBERS):05}"}),
    "me_phone_confirm": Operation(signed_in(400), body=lambda _: {"code": "123456"}),
    "me_exports_list": Operation(signed_in(200)),
    "export_create": Operation(signed_in(202, customer=409), body=lambda _: {}),  # the customer's is being made
    "export_download": Operation(signed_in(404, customer=409), EXPORT, absent=NO_ORDER),
    "deletion_retrieve": Operation(signed_in(200)),
    "deletion_create": Operation(signed_in(400, stranger=202), body=lambda _: {"email": "stranger@example.com"}),
    "deletion_cancel": Operation(signed_in(409)),  # nothing is scheduled
    "me_addresses_list": Operation(signed_in(200)),
    "me_addresses_create": Operation(signed_in(201), body=lambda _: ADDRESS),
    "me_addresses_update": Operation(
        signed_in(404, customer=200), SAVED_ADDRESS, body=lambda _: {"label": "Home"}, absent=NO_ROW
    ),
    "me_addresses_destroy": Operation(signed_in(404, customer=204), SAVED_ADDRESS, absent=NO_ROW),
    "me_favourites_list": Operation(signed_in(200)),
    "me_favourite_slugs_retrieve": Operation(signed_in(200)),
    "me_favourites_add": Operation(signed_in(204), SLUG),
    "me_favourites_remove": Operation(signed_in(204), SLUG),
    "me_searches_list": Operation(signed_in(200)),
    "me_searches_create": Operation(signed_in(201), body=lambda _: {"name": "Bread", "query": "search=bread"}),
    "me_searches_destroy": Operation(signed_in(404, customer=204), {"id": lambda world: world.search.pk}, absent=NO_ROW),
    "me_notifications_list": Operation(signed_in(200)),
    "me_notifications_unread": Operation(signed_in(200)),
    "me_notifications_read_up_to": Operation(signed_in(200), body=lambda _: {"up_to": 1}),
    "me_notifications_read": Operation(signed_in(404, customer=200), {"id": lambda world: world.notification.pk}, absent=NO_ROW),
    "me_push_retrieve": Operation(signed_in(200)),
    "me_push_create": Operation(signed_in(201), body=lambda _: Browser("https://push.example.com/send/new").body),
    "me_push_destroy": Operation(signed_in(404, customer=204), {"id": lambda world: world.browser.pk}, absent=NO_ROW),
    # What everybody reads.
    "categories_list": Operation(everybody(200)),
    "map_style_retrieve": Operation(everybody(200)),
    "places_list": Operation(everybody(200)),
    "vendors_suggest": Operation(everybody(200)),
    "vendors_map": Operation(everybody(400)),  # it wants to know which part
    "ledger_retrieve": Operation(everybody(200)),
    "vendors_list": Operation(everybody(200)),
    "vendors_retrieve": Operation(everybody(200), SLUG),
    "vendors_reviews_retrieve": Operation(everybody(200), SLUG),
    "vendors_badge_list": Operation(everybody(200), SLUG),
    "items_list": Operation(everybody(200), SLUG),
    "items_retrieve": Operation(
        team(200, 200, 200, anonymous=404, key=200, limited=404), SLUG | {"id": lambda world: world.off_sale.pk}, absent=NO_ROW
    ),
    # The link of an order is the key to its page; its steps are not sealed here.
    "tracking_retrieve": Operation(everybody(200), order_of("order"), absent=NO_ORDER),
    "tracking_follow": Operation(everybody(202), order_of("order"), lambda _: {"email": "bob@example.com"}, absent=NO_ORDER),
    # The door is open; what is wanted behind it is the code from the mail.
    "tracking_follow_confirm": Operation(
        everybody(400), order_of("order"), lambda _: {"email": "bob@example.com", "code": "000000"}, absent=NO_ORDER
    ),
    # No push is sent from here.
    "tracking_follow_browser": Operation(
        everybody(409), order_of("order"), lambda _: Browser("https://push.example.com/send/follower").body, absent=NO_ORDER
    ),
    "tracking_follow_ways": Operation(everybody(200)),
    "tracking_follow_stop": Operation(everybody(204), body=lambda _: {"token": "x" * 22}),
    "tracking_proof_retrieve": Operation(everybody(409), order_of("order"), absent=NO_ORDER),
    "tracking_entries_.tlog_proof_retrieve": Operation(
        everybody(409), order_of("order") | {"sequence": lambda _: 0}, absent=NO_ORDER
    ),
    # A vendor's own doing. Its profile is public, so a stranger's try is 403.
    "vendors_create": Operation(
        signed_in(201), body=lambda world: {"name": "New", "category": world.vendor.category.slug, "address": ADDRESS}
    ),
    "vendors_update": Operation(team(200, 200, 403, others=403, key=200), SLUG, body=lambda _: {"tagline": "Bread"}),
    "vendors_cover_update": Operation(team(200, 200, 403, others=403, key=200), SLUG, body=lambda _: {"cover": PIXEL}, form=True),
    "items_create": Operation(team(201, 201, 403, others=403, key=201), SLUG, body=lambda _: {"name": "Bun", "price": "1.20"}),
    "vendors_pause_update": Operation(team(200, 200, 200, others=403, key=200), SLUG, body=lambda _: {"until": None}),
    "vendors_pause_destroy": Operation(team(200, 200, 200, others=403, key=200), SLUG),
    "items_sold_out_update": Operation(team(200, 200, 200, others=403, key=200), ITEM),
    "items_sold_out_destroy": Operation(team(200, 200, 200, others=403, key=200), ITEM),
    # The team alone; it wants to know which days.
    "vendors_figures_retrieve": Operation(team(400, 400, 400, key=400), SLUG, absent=NO_VENDOR),
    "vendors_figures_file": Operation(team(400, 400, 400, key=400), SLUG, absent=NO_VENDOR),
    "items_update": Operation(team(200, 200, 403, others=403, key=200), ITEM, body=lambda _: {"name": "Bun"}),
    # What only a team sees.
    "checks_list": Operation(team(200, 200, 403, key=200), SLUG, absent=NO_VENDOR),
    "checks_create": Operation(
        team(201, 201, 403), SLUG, body=lambda _: {"check": "identity", "evidence": "Passport"}, absent=NO_VENDOR
    ),
    "checks_withdraw": Operation(team(200, 200, 403), CHECK, absent=NO_ROW),
    "checks_phone_code_create": Operation(team(202, 202, 403), SLUG, absent=NO_VENDOR),
    "checks_phone_confirm": Operation(team(400, 400, 403), SLUG, body=lambda _: {"code": "123456"}, absent=NO_VENDOR),
    "check_documents_create": Operation(team(201, 201, 403), CHECK, body=lambda _: {"file": PIXEL}, absent=NO_ROW, form=True),
    "check_documents_retrieve": Operation(team(200, 200, 403, key=200), DOCUMENT, absent={"document_id": NO_ID}),
    "check_documents_destroy": Operation(team(204, 204, 403), DOCUMENT, absent={"document_id": NO_ID}),
    "vendors_onboarding_retrieve": Operation(team(200, 200, 403, key=200), SLUG, absent=NO_VENDOR),
    "api_keys_list": Operation(team(200, 200, 403), SLUG, absent=NO_VENDOR),
    "api_keys_create": Operation(
        team(201, 403, 403), SLUG, body=lambda _: {"name": "Scales", "scopes": ["orders.view"]}, absent=NO_VENDOR
    ),
    "api_keys_rotate": Operation(team(200, 403, 403), KEY, absent=NO_ROW),
    "api_keys_destroy": Operation(team(204, 403, 403), KEY, absent=NO_ROW),
    "tablets_list": Operation(team(200, 200, 403), SLUG, absent=NO_VENDOR),
    "tablets_create": Operation(team(409, 409, 403), SLUG, body=lambda _: {"name": "Counter"}, absent=NO_VENDOR),  # no browsers
    "tablets_destroy": Operation(team(204, 204, 403), TABLET, absent=NO_ROW),
    "me_tablets_list": Operation(signed_in(200)),  # each sees those they set up
    "me_tablets_destroy": Operation(team(204, 404, 404), {"id": lambda world: world.tablet.pk}, absent=NO_ROW),
    "pin_retrieve": Operation(team(200, 200, 200), SLUG, absent=NO_VENDOR),
    "pin_update": Operation(team(200, 200, 200), SLUG, body=lambda _: {"pin": "4071"}, absent=NO_VENDOR),
    "pin_destroy": Operation(team(204, 204, 204), SLUG, absent=NO_VENDOR),
    "tablet_retrieve": Operation(everybody(404)),  # the browser's cookie is the caller, and none of these has it
    "tablet_acting_update": Operation(everybody(404), body=lambda _: {"person": 1, "pin": "4071"}),
    "tablet_acting_create": Operation(everybody(404), body=lambda _: {"person": 1}),
    "tablet_acting_destroy": Operation(everybody(404)),
    "webhook_event_types_list": Operation(everybody(200)),
    "webhook_endpoints_list": Operation(signed_in(200, key=200)),  # each sees their own vendors'
    "webhook_endpoints_create": Operation(
        team(400, 400, 403), body=lambda world: {"vendor": world.vendor.slug, "url": "https://127.0.0.1/"}
    ),
    "webhook_endpoints_retrieve": Operation(team(200, 200, 403, key=200), WEBHOOK, absent=NO_ROW),
    "webhook_endpoints_partial_update": Operation(
        team(200, 200, 403), WEBHOOK, body=lambda _: {"description": "Stock"}, absent=NO_ROW
    ),
    "webhook_endpoints_destroy": Operation(team(204, 204, 403), WEBHOOK, absent=NO_ROW),
    "webhook_endpoints_rotate": Operation(team(200, 200, 403), WEBHOOK, absent=NO_ROW),
    "webhook_endpoints_test": Operation(team(202, 202, 403, key=202), WEBHOOK, absent=NO_ROW),
    "webhook_endpoints_replay": Operation(
        team(200, 200, 403, key=200), WEBHOOK, body=lambda _: {"since": "2026-01-01T00:00:00Z"}, absent=NO_ROW
    ),
    "webhook_deliveries_list": Operation(team(200, 200, 403, key=200), WEBHOOK, absent=NO_ROW),
    "webhook_deliveries_retrieve": Operation(team(200, 200, 403, key=200), DELIVERY, absent={"delivery_id": NO_ID}),
    "webhook_deliveries_replay": Operation(team(202, 202, 403, key=202), DELIVERY, absent={"delivery_id": NO_ID}),
    "members_list": Operation(team(200, 200, 200), SLUG, absent=NO_VENDOR),
    "members_create": Operation(
        team(201, 201, 403), SLUG, body=lambda _: {"email": "new@example.com", "role": "staff"}, absent=NO_VENDOR
    ),
    "members_update": Operation(team(200, 403, 403), MEMBER, body=lambda _: {"role": "manager"}, absent=NO_ROW),
    "members_destroy": Operation(team(204, 403, 204), MEMBER, absent=NO_ROW),  # the staff themself leaves
    "invitations_list": Operation(team(200, 200, 403), SLUG, absent=NO_VENDOR),
    "invitations_destroy": Operation(team(204, 204, 403), INVITATION, absent=NO_ROW),
    "invitations_resend": Operation(team(200, 200, 403), INVITATION, absent=NO_ROW),
    "ownership_offer_retrieve": Operation(team(200, 200, 200), SLUG, absent=NO_VENDOR),
    "ownership_offer_create": Operation(  # one stands already
        team(409, 403, 403), SLUG, body=lambda world: {"member": world.staff_member.pk}, absent=NO_VENDOR
    ),
    "ownership_offer_destroy": Operation(team(204, 204, 404), SLUG, absent=NO_VENDOR),
    "ownership_offer_accept": Operation(team(404, 200, 404), SLUG, absent=NO_VENDOR),
    # The link of an invitation is the key to reading and declining it; joining is for the invited.
    "invitation_link_retrieve": Operation(everybody(200), LINK),
    "invitation_link_decline": Operation(everybody(204), LINK),
    "invitation_link_accept": Operation(signed_in(403, invited=200), LINK),
    # What one is told, for each to set; the link of a message is the key to stopping it.
    "me_notification_preferences_retrieve": Operation(signed_in(200)),
    "me_notification_preferences_update": Operation(signed_in(200), body=some_preferences),
    "unsubscribe_retrieve": Operation(everybody(400)),
    "unsubscribe_create": Operation(everybody(200), body=lambda world: {"token": unsubscribe_token(world)}),
    "basket_retrieve": Operation(everybody(400)),  # it wants to know which items
    # Orders: their customer's and their vendor's, nobody else's. The platform reads them in its admin.
    "orders_list": Operation(signed_in(200, key=200)),
    "orders_create": Operation(signed_in(201), body=an_order),
    "orders_retrieve": Operation(team(200, 200, 200, customer=200, key=200), order_of("order"), absent=NO_ORDER),
    "orders_review_retrieve": Operation(signed_in(404, customer=200), order_of("order"), absent=NO_ORDER),
    "order_status_update": Operation(
        team(200, 200, 200, customer=403, key=200), order_of("order"), body=lambda _: {"status": "accepted"}, absent=NO_ORDER
    ),
    "order_status_replace": Operation(
        team(200, 200, 200, customer=403, key=200), order_of("order"), body=lambda _: {"status": "accepted"}, absent=NO_ORDER
    ),
    "order_moves_table": Operation(signed_in(200, key=200)),
    # Each order has its own answer inside; tests/orders/test_bulk.py asks for those of strangers.
    "order_moves_create": Operation(
        signed_in(200, key=200),
        body=lambda world: {"status": "accepted", "orders": [{"order": world.order.uid, "expected_sequence": 0}]},
    ),
    "orders_cancel_create": Operation(
        team(403, 403, 403, customer=200), order_of("order"), body=lambda _: {"reason": "Too late"}, absent=NO_ORDER
    ),
    "orders_confirm_receipt_create": Operation(
        team(403, 403, 403, customer=200), order_of("delivered"), body=lambda _: {}, absent=NO_ORDER
    ),
    # Reviews are public; writing one takes the order, answering one the vendor, reporting one an account.
    "reviews_create": Operation(
        signed_in(403, customer=201), body=lambda world: {"order": world.completed.uid, "rating": 5, "body": "Good."}
    ),
    "reviews_response_create": Operation(team(201, 201, 403, others=403, key=201), REVIEW, body=lambda _: {"body": "Thank you."}),
    "reviews_retrieve": Operation(everybody(200), REVIEW),
    "reviews_versions_retrieve": Operation(everybody(200), REVIEW),
    "reviews_partial_update": Operation(signed_in(404, customer=200), REVIEW, body=lambda _: {"rating": 3}, absent=NO_ROW),
    "reviews_destroy": Operation(signed_in(404, customer=200), REVIEW, absent=NO_ROW),
    "reviews_helpful_update": Operation(signed_in(200, customer=403) | dict.fromkeys(TEAM, 403), REVIEW),
    "reviews_helpful_destroy": Operation(signed_in(200), REVIEW),
    "reviews_photos_create": Operation(signed_in(201), body=lambda _: {"photo": PIXEL}, form=True),
    "reviews_photos_destroy": Operation(signed_in(404, customer=204), {"uid": lambda world: world.photo.uid}, absent=NO_ORDER),
    "reviews_response_partial_update": Operation(
        team(200, 200, 403, others=403, key=200), ANSWERED, body=lambda _: {"body": "Thank you again."}
    ),
    "reviews_response_destroy": Operation(team(200, 200, 403, others=403, key=200), ANSWERED),
    "reviews_response_versions_retrieve": Operation(everybody(200), ANSWERED),
    # How a pick-up went is between the vendor and the customer, who reads it once it is revealed.
    "pickup_rating_retrieve": Operation(team(200, 200, 200, customer=200, key=200), order_of("picked_up"), absent=NO_ORDER),
    "pickup_rating_create": Operation(
        team(201, 201, 201, customer=403, key=201), order_of("picked_up"), body=lambda _: {"rating": 5}, absent=NO_ORDER
    ),
    "reviews_report_create": Operation(signed_in(201), REVIEW, body=lambda _: {"reason": "spam"}),
    # Decisions about one's own reviews; the figures are everybody's.
    "moderation_statements_list": Operation(signed_in(200)),
    "moderation_statements_retrieve": Operation(signed_in(404, customer=200), STATEMENT, absent=NO_ROW),
    "statement_appeal": Operation(
        signed_in(404, customer=201), STATEMENT, body=lambda _: {"words": "He told everybody himself."}, absent=NO_ROW
    ),
    "transparency": Operation(everybody(200)),
    "transparency_table": Operation(everybody(200)),
}
