"""Vendors, their teams, what they sell, and the checks behind the badge."""

from vendors.models.api_keys import ApiKey
from vendors.models.checks import REQUIRED_CHECKS, BadgeChange, BadgeMove, CheckKind, CheckStatus, Verification, VerificationCheck
from vendors.models.team import FormerMember, Invitation, InvitationState, Membership, MembershipRole, OfferState, OwnershipOffer
from vendors.models.vendor import Category, CategoryTally, Item, OpeningHours, Vendor

__all__ = [
    "REQUIRED_CHECKS",
    "ApiKey",
    "BadgeChange",
    "BadgeMove",
    "Category",
    "CategoryTally",
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
    "Vendor",
    "Verification",
    "VerificationCheck",
]
