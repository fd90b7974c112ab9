"""HTTP: parse, one domain call, serialise."""

from vendors.views.api_keys import ApiKeyListView, ApiKeyRotateView, ApiKeyView
from vendors.views.badges import BadgeView, OnboardingView
from vendors.views.catalogue import ItemListView, ItemView
from vendors.views.checks import CheckListView, CheckWithdrawView, DocumentListView, DocumentView
from vendors.views.counter import PauseView, SoldOutView
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
from vendors.views.phone_check import VendorPhoneCodeView, VendorPhoneConfirmView
from vendors.views.profile import CoverView, VendorView
from vendors.views.tablet import TabletActingView, TabletStateView
from vendors.views.tablets import OwnTabletListView, OwnTabletView, PinView, TabletListView, TabletView
from vendors.views.team import MemberListView, MemberView
from vendors.views.typed import PlaceListView, SuggestionListView

__all__ = [
    "ApiKeyListView",
    "ApiKeyRotateView",
    "ApiKeyView",
    "BadgeView",
    "CategoryListView",
    "CheckListView",
    "CheckWithdrawView",
    "CoverView",
    "DocumentListView",
    "DocumentView",
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
    "OnboardingView",
    "OwnTabletListView",
    "OwnTabletView",
    "OwnershipAcceptView",
    "OwnershipOfferView",
    "PauseView",
    "PinView",
    "PlaceListView",
    "SoldOutView",
    "SuggestionListView",
    "TabletActingView",
    "TabletListView",
    "TabletStateView",
    "TabletView",
    "VendorListView",
    "VendorMapView",
    "VendorPhoneCodeView",
    "VendorPhoneConfirmView",
    "VendorView",
]
