"""Vendors, their teams, what they sell, and the checks behind the badge."""

from vendors.models.api_keys import ApiKey
from vendors.models.checks import REQUIRED_CHECKS, BadgeChange, BadgeMove, CheckKind, CheckStatus, Verification, VerificationCheck
from vendors.models.team import FormerMember, Invitation, InvitationState, Membership, MembershipRole, OfferState, OwnershipOffer
from vendors.models.vendor import SEARCH_VERSION, Category, Item, OpeningHours, SpecialDay, Vendor
from vendors.models.words import Place, PlaceKind, SearchWord

__all__ = [
    "REQUIRED_CHECKS",
    "SEARCH_VERSION",
    "ApiKey",
    "BadgeChange",
    "BadgeMove",
    "Category",
    "CheckKind",
    "CheckStatus",
    "FormerMember",
    "Invitation",
    "InvitationState",
    "Item",
    "Membership",
    "MembershipRole",
    "OfferState",
    "OpeningHours",
    "OwnershipOffer",
    "Place",
    "PlaceKind",
    "SearchWord",
    "SpecialDay",
    "Vendor",
    "Verification",
    "VerificationCheck",
]
