"""HTTP: parse, one domain call, serialise."""

from vendors.views.api_keys import ApiKeyListView, ApiKeyRotateView, ApiKeyView
from vendors.views.catalogue import ItemListView, ItemView
from vendors.views.checks import CheckListView, CheckWithdrawView, DocumentListView, DocumentView
from vendors.views.discovery import CategoryListView, VendorListView
from vendors.views.invitations import (
    InvitationAcceptView,
    InvitationDeclineView,
    InvitationLinkView,
    InvitationListView,
    InvitationResendView,
    InvitationView,
)
from vendors.views.map import MapStyleView
from vendors.views.ownership import OwnershipAcceptView, OwnershipOfferView
from vendors.views.profile import CoverView, VendorView
from vendors.views.team import MemberListView, MemberView

__all__ = [
    "ApiKeyListView",
    "ApiKeyRotateView",
    "ApiKeyView",
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
    "OwnershipAcceptView",
    "OwnershipOfferView",
    "VendorListView",
    "VendorView",
]
