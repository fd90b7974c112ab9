"""Vendors, their teams, what they sell, and the checks behind the badge."""

from vendors.models.api_keys import ApiKey
from vendors.models.badges import BadgeChange, BadgeMove, Verification
from vendors.models.check_words import (
    AUTOMATIC_METHODS,
    OPEN_STATUSES,
    REJECTION_REASONS,
    REQUIRED_CHECKS,
    STANDING_STATUSES,
    WAIVER_REASONS,
    WITHDRAWAL_REASONS,
    CheckKind,
    CheckMethod,
    CheckReason,
    CheckStatus,
)
from vendors.models.checks import CheckMove, CheckWarning, VerificationCheck
from vendors.models.documents import CheckDocument, DocumentKind, RegisterAnswer, ScanState
from vendors.models.tablets import MOST_WRONG_PINS, SharedTablet, StaffPin
from vendors.models.team import FormerMember, Invitation, InvitationState, Membership, MembershipRole, OfferState, OwnershipOffer
from vendors.models.vendor import SEARCH_VERSION, Category, Item, OpeningHours, SpecialDay, Vendor
from vendors.models.words import Place, PlaceKind, ScoreMark, SearchWord

__all__ = [
    "AUTOMATIC_METHODS",
    "MOST_WRONG_PINS",
    "OPEN_STATUSES",
    "REJECTION_REASONS",
    "REQUIRED_CHECKS",
    "SEARCH_VERSION",
    "STANDING_STATUSES",
    "WAIVER_REASONS",
    "WITHDRAWAL_REASONS",
    "ApiKey",
    "BadgeChange",
    "BadgeMove",
    "Category",
    "CheckDocument",
    "CheckKind",
    "CheckMethod",
    "CheckMove",
    "CheckReason",
    "CheckStatus",
    "CheckWarning",
    "DocumentKind",
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
    "RegisterAnswer",
    "ScanState",
    "ScoreMark",
    "SearchWord",
    "SharedTablet",
    "SpecialDay",
    "StaffPin",
    "Vendor",
    "Verification",
    "VerificationCheck",
]
