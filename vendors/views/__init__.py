"""HTTP: parse, one domain call, serialise."""

from vendors.views.catalogue import ItemListView, ItemView
from vendors.views.discovery import CategoryListView, VendorListView
from vendors.views.profile import CoverView, VendorView
from vendors.views.team import CheckListView, MemberListView, MemberView

__all__ = [
    "CategoryListView",
    "CheckListView",
    "CoverView",
    "ItemListView",
    "ItemView",
    "MemberListView",
    "MemberView",
    "VendorListView",
    "VendorView",
]
