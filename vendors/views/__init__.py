"""HTTP: parse, one domain call, serialise."""

from vendors.views.api_keys import ApiKeyListView, ApiKeyRotateView, ApiKeyView
from vendors.views.catalogue import ItemListView, ItemView
from vendors.views.discovery import CategoryListView, VendorListView
from vendors.views.invitations import (
    InvitationAcceptView,
    InvitationDeclineView,
    InvitationLinkView,
    InvitationListView,
    InvitationResendView,
    InvitationView,
)
from vendors.views.map import MapStyleView, VendorMapView
from vendors.views.ownership import OwnershipAcceptView, OwnershipOfferView
from vendors.views.profile import CoverView, VendorView
from vendors.views.team import CheckListView, MemberListView, MemberView
from vendors.views.typed import PlaceListView, SuggestionListView

__all__ = [
    "ApiKeyListView",
    "ApiKeyRotateView",
    "ApiKeyView",
    "CategoryListView",
    "CheckListView",
    "CoverView",
    "InvitationAcceptView",
    "InvitationDeclineView",
    "InvitationLinkView",
    "InvitationListView",
    "InvitationResendView",
    "InvitationView",
    "ItemListView",
    "ItemView",
    "MapStyleView",
    "MemberListView",
    "MemberView",
    "OwnershipAcceptView",
    "OwnershipOfferView",
    "PlaceListView",
    "SuggestionListView",
    "VendorListView",
    "VendorMapView",
    "VendorView",
]
