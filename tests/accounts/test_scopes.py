"""accounts.scopes: what a limited token opens, and that everything else is closed to it."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import jwt
import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from rest_framework.test import APIClient
from rest_framework.views import APIView

from accounts.errors import TokenInvalid
from accounts.models import SecurityEvent, TokenFamily, User
from accounts.scopes import OWN_SCOPES, PUBLIC, known_scopes, scopes_of, with_brought
from accounts.tokens import issue_tokens, rotate
from tests.factories import PASSWORD, ItemFactory, MembershipFactory
from tests.stories import placed_order
from vendors.models import Item, MembershipRole, Vendor
from vendors.permissions import Permission
from vendors.scopes import KEY_SCOPES, VENDOR_SCOPES
from vendors.services import create_api_key

SignIn = Callable[..., Any]
FILLED = {
    "slug": "crumb-and-co", "uid": "a" * 22, "pk": "1", "id": "1", "token": "t" * 43, "sign_in_id": "browser-1",
    "device_id": "00000000-0000-0000-0000-000000000007", "sequence": "0", "document_id": "1",
    "delivery_id": "1",
}  # fmt: skip
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


def _caller(user: User, *scopes: str) -> APIClient:
    return _with_bearer(issue_tokens(user, scopes=scopes).access)


def _with_bearer(token: str) -> APIClient:
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {token}")
    return client


def _views() -> Iterator[tuple[str, type[APIView]]]:
    """Every view of the API, by the name of its class and its path."""

    def walk(patterns: list[Any], path: str) -> Iterator[tuple[str, type[APIView]]]:
        for each in patterns:
            here = path + str(each.pattern)
            if isinstance(each, URLResolver):
                yield from walk(each.url_patterns, here)
            elif isinstance(each, URLPattern):
                view: Any = getattr(each.callback, "view_class", object)
                if issubclass(view, APIView):
                    yield here, view

    yield from walk(get_resolver().url_patterns, "/")


VIEWS = sorted(((path, view) for path, view in _views() if path.startswith("/api/v1/")), key=lambda pair: pair[0])
#: What only a sign-in without limits may do. A new operation is here or declares its scopes: decide it, never leave it out.
UNLIMITED_ONLY = {
    # The account itself: who signs in, how, from where, and its end.
    *(("SignInsView", method) for method in ("GET", "DELETE")),
    ("SignInView", "DELETE"),
    *(("DevicesView", method) for method in ("GET", "POST")),
    ("DeviceView", "DELETE"),
    ("SecurityEventsView", "GET"),
    *(("EmailChangeView", method) for method in ("GET", "POST", "DELETE")),
    ("EmailChangeConfirmView", "POST"),
    ("PhoneCodeView", "POST"),
    ("PhoneConfirmationView", "POST"),
    *(("AddressListView", method) for method in ("GET", "POST")),
    *(("AddressView", method) for method in ("PATCH", "DELETE")),
    *(("ExportList", method) for method in ("GET", "POST")),
    ("ExportDownload", "GET"),
    *(("DeletionView", method) for method in ("GET", "POST", "DELETE")),
    # What one keeps of one's searching.
    ("FavouriteListView", "GET"),
    ("FavouriteSlugsView", "GET"),
    *(("FavouriteView", method) for method in ("PUT", "DELETE")),
    *(("SavedSearchListView", method) for method in ("GET", "POST")),
    ("SavedSearchView", "DELETE"),
    # What one was told, and where.
    ("NotificationList", "GET"),
    ("UnreadView", "GET"),
    ("NotificationReadView", "POST"),
    ("NotificationsReadView", "POST"),
    *(("PushView", method) for method in ("GET", "POST")),
    ("PushSubscriptionView", "DELETE"),
    # What one is told.
    *(("PreferencesView", method) for method in ("GET", "PUT")),
    # Who owns a business, and what acts for it.
    ("InvitationAcceptView", "POST"),
    *(("OwnershipOfferView", method) for method in ("GET", "POST", "DELETE")),
    ("OwnershipAcceptView", "POST"),
    ("VendorListView", "POST"),  # opening a business
    ("ApiKeyListView", "GET"),
    ("ApiKeyListView", "POST"),
    ("ApiKeyView", "DELETE"),
    ("ApiKeyRotateView", "POST"),
    # Which devices the counter shares, and one's own PIN there.
    *(("TabletListView", method) for method in ("GET", "POST")),
    ("TabletView", "DELETE"),
    ("OwnTabletListView", "GET"),
    ("OwnTabletView", "DELETE"),
    *(("PinView", method) for method in ("GET", "PUT", "DELETE")),
    # Where what happens is told.
    ("WebhookEndpointList", "POST"),
    *(("WebhookEndpointDetail", method) for method in ("PATCH", "DELETE")),
    ("WebhookEndpointRotate", "POST"),
}


def _operations() -> Iterator[tuple[str, type[APIView], str]]:
    for path, view in VIEWS:
        for method in METHODS:
            if hasattr(view, method.lower()) and view.authentication_classes and "auth/token" not in path:
                yield path, view, method


def test_every_operation_declares_scopes_that_exist_or_is_named_as_closed() -> None:
    closed = {(view.__name__, method) for _, view, method in _operations() if not scopes_of(view, method)}
    assert closed == UNLIMITED_ONLY
    named = {scope for _, view, method in _operations() for scope in scopes_of(view, method)} - {PUBLIC}
    assert named <= known_scopes().keys()


@pytest.mark.parametrize(("path", "view", "method"), [each for each in _operations() if PUBLIC not in scopes_of(*each[1:])])
def test_an_operation_is_closed_without_its_scope_before_anything_is_looked_up(
    customer: User, path: str, view: type[APIView], method: str
) -> None:
    wanted = set(scopes_of(view, method))
    others = [name for name, scope in known_scopes().items() if not ({name} | scope.brings) & wanted]
    answer = _caller(customer, *others).generic(method, _filled(path))
    assert (answer.status_code, answer.json()["code"]) == (403, "insufficient_scope")
    assert 'error="insufficient_scope"' in answer["WWW-Authenticate"]
    assert all(scope in answer["WWW-Authenticate"] for scope in wanted)


@pytest.mark.parametrize(
    ("path", "view", "method"),
    [each for each in _operations() if not {PUBLIC, *KEY_SCOPES} & set(scopes_of(*each[1:]))],
)
def test_a_key_with_every_scope_that_keys_get_reaches_nothing_else(
    vendor: Vendor, vendor_owner: User, path: str, view: type[APIView], method: str
) -> None:
    key = create_api_key(vendor, by=vendor_owner, name="All", scopes=KEY_SCOPES)
    answer = _with_bearer(key.text).generic(method, _filled(path))
    assert (answer.status_code, answer.json()["code"]) == (403, "insufficient_scope"), view


def test_a_declared_scope_opens_the_view_and_the_rights_of_the_person_decide(customer: User, vendor: Vendor) -> None:
    changes = {"tagline": "Mine now"}
    answer = _caller(customer, "profile.change").patch(f"/api/v1/vendors/{vendor.slug}/", changes)
    assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")


def test_what_everybody_may_read_a_limited_token_may_read_too(customer: User, vendor: Vendor) -> None:
    client = _caller(customer, "reviews.write")
    assert client.get(f"/api/v1/vendors/{vendor.slug}/").status_code == 200
    assert client.head(f"/api/v1/vendors/{vendor.slug}/").status_code == 200


def test_an_unlimited_token_reaches_what_it_did_before(vendor_owner: User, vendor: Vendor) -> None:
    for scopes in ((), ("*",), ("*", "me.read")):
        client = _caller(vendor_owner, *(scopes or ("*",)))
        assert client.get(f"/api/v1/vendors/{vendor.slug}/api-keys/").status_code == 200
        assert client.get("/api/v1/me/").json()["permissions"]


def test_the_claim_the_row_and_the_refreshed_token_hold_the_same_scopes(customer: User) -> None:
    pair = issue_tokens(customer, scopes=["orders.place", "me.read"])
    family = TokenFamily.objects.get()
    assert family.scopes == ["me.read", "orders.own.read", "orders.place"]
    for token in (pair.access, pair.refresh, rotate(pair.refresh).access):
        assert jwt.decode(token, options={"verify_signature": False})["scope"] == "me.read orders.own.read orders.place"


def test_a_refresh_widens_nothing_whatever_is_asked_for(grace: User, anonymous: APIClient) -> None:
    given = anonymous.post("/api/v1/auth/token/", {"email": grace.email, "password": PASSWORD, "scopes": ["me.read"]})
    again = anonymous.post("/api/v1/auth/token/refresh/", {"refresh": given.json()["refresh"], "scopes": ["*"]}).json()
    client = _with_bearer(again["access"])
    assert client.get("/api/v1/me/").status_code == 200
    assert client.patch("/api/v1/me/", {"name": "Eve"}).status_code == 403


@pytest.mark.parametrize(
    "scopes", [[], ["everything"], ["orders.view", "keys.change"], "me.read", [None], [["me.read"]], ["public"]]
)
def test_scopes_outside_of_the_list_are_bad_input(grace: User, anonymous: APIClient, scopes: Any) -> None:
    answer = anonymous.post("/api/v1/auth/token/", {"email": grace.email, "password": PASSWORD, "scopes": scopes})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["pointer"].startswith("/scopes")
    assert not TokenFamily.objects.exists()


def test_a_sign_in_without_scopes_is_for_everything(grace: User, sign_in: SignIn) -> None:
    access = sign_in(grace.email).json()["access"]
    assert jwt.decode(access, options={"verify_signature": False})["scope"] == "*"


def test_a_limited_token_sees_its_side_of_the_orders_alone(
    vendor_owner: User, customer: User, item: Item, other_vendor: Vendor
) -> None:
    came_in, placed = placed_order(customer, item), placed_order(vendor_owner, ItemFactory.create(vendor=other_vendor))
    seen = {
        scope: {row["uid"] for row in _caller(vendor_owner, scope).get("/api/v1/orders/").json()["results"]}
        for scope in ("orders.view", "orders.own.read", "*")
    }
    assert seen == {"orders.view": {came_in.uid}, "orders.own.read": {placed.uid}, "*": {came_in.uid, placed.uid}}


def test_moves_are_offered_only_to_who_can_make_them(vendor_owner: User, customer: User, item: Item) -> None:
    order = placed_order(customer, item)
    moves = [
        _caller(vendor_owner, scope).get(f"/api/v1/orders/{order.uid}/").json()["allowed_transitions"]
        for scope in ("orders.view", "orders.advance")
    ]
    assert moves[0] == []
    assert moves[1]


def test_me_tells_the_permissions_of_the_call_not_of_the_person(vendor: Vendor) -> None:
    owner = MembershipFactory.create(vendor=vendor, role=MembershipRole.OWNER, user__is_superuser=True).user
    told = _caller(owner, "me.read", "orders.view").get("/api/v1/me/").json()["permissions"]
    assert told == [f"vendor:{vendor.slug}:orders.view"]


def test_names_are_permissions_of_vendors_or_a_persons_own_and_never_both() -> None:
    assert not OWN_SCOPES.keys() & set(Permission)
    assert VENDOR_SCOPES.keys() <= set(Permission)
    assert set(KEY_SCOPES) <= VENDOR_SCOPES.keys()
    assert not {scope for scope in known_scopes() if scope.startswith("keys.")}
    assert with_brought(with_brought(known_scopes())) == sorted(known_scopes())


def test_issue_and_end_are_on_record(customer: User) -> None:
    first = issue_tokens(customer, scopes=["me.read"])
    rotate(rotate(first.refresh).refresh)
    with pytest.raises(TokenInvalid):
        rotate(first.refresh)
    issued, reused = SecurityEvent.objects.order_by("pk")
    assert (issued.kind, issued.user, issued.data["scopes"]) == ("token.issued", customer, ["me.read"])
    assert (reused.kind, reused.data["families"]) == ("token.reused", [issued.data["family"]])


def _filled(path: str) -> str:
    return re.sub(r"<\w+:(\w+)>", lambda part: FILLED[part[1]], path)
