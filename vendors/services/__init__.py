"""Every change of a vendor's state, by verb."""

from vendors.relatives import DeciderNotAllowed
from vendors.services.api_keys import (
    KeyEnded,
    MadeKey,
    TooManyKeys,
    create_api_key,
    revoke_api_key,
    revoke_leaked_key,
    rotate_api_key,
)
from vendors.services.checks import CheckAlreadyOpen, CheckNotOpen, PlaceNeeded, submit_check, withdraw_submission
from vendors.services.deciding import (
    CheckClaimed,
    EvidenceChanged,
    PlaceLeft,
    ReasonRequired,
    claim_check,
    decide_check,
    release_check,
    waive_check,
    withdraw_check,
)
from vendors.services.documents import CheckNotWaiting, TooManyDocuments, add_document, remove_document
from vendors.services.ending import ChecksWouldEnd
from vendors.services.gazetteer import count_listed
from vendors.services.invitations import (
    AlreadyInvited,
    InvitationOver,
    InvitedAnother,
    TooManyOpen,
    VendorSuspended,
    accept_invitation,
    decline_invitation,
    find_open_invitation,
    invite,
    is_invited,
    masked,
    mint_token,
    note_invited,
    resend_invitation,
    revoke_invitation,
)
from vendors.services.items import add_item, mark_back, mark_sold_out, update_item
from vendors.services.ownership import OfferOpen, OfferOver, accept_ownership, end_offer, offer_ownership, open_offer
from vendors.services.pausing import pause_orders, resume_orders
from vendors.services.phones import PhoneNeeded, confirm_vendor_phone, send_vendor_code
from vendors.services.pictures import BadPicture, set_cover
from vendors.services.profile import create_vendor, set_hours, set_place, set_special_days, update_vendor
from vendors.services.search import refresh_search, refresh_stale
from vendors.services.suspending import reinstate_vendor, suspend_vendor
from vendors.services.team import AlreadyMember, LastOwner, change_member_role, remove_member
from vendors.services.vocabulary import count_words

__all__ = [
    "AlreadyInvited",
    "AlreadyMember",
    "BadPicture",
    "CheckAlreadyOpen",
    "CheckClaimed",
    "CheckNotOpen",
    "CheckNotWaiting",
    "ChecksWouldEnd",
    "DeciderNotAllowed",
    "EvidenceChanged",
    "InvitationOver",
    "InvitedAnother",
    "KeyEnded",
    "LastOwner",
    "MadeKey",
    "OfferOpen",
    "OfferOver",
    "PhoneNeeded",
    "PlaceLeft",
    "PlaceNeeded",
    "ReasonRequired",
    "TooManyDocuments",
    "TooManyKeys",
    "TooManyOpen",
    "VendorSuspended",
    "accept_invitation",
    "accept_ownership",
    "add_document",
    "add_item",
    "change_member_role",
    "claim_check",
    "confirm_vendor_phone",
    "count_listed",
    "count_words",
    "create_api_key",
    "create_vendor",
    "decide_check",
    "decline_invitation",
    "end_offer",
    "find_open_invitation",
    "invite",
    "is_invited",
    "mark_back",
    "mark_sold_out",
    "masked",
    "mint_token",
    "note_invited",
    "offer_ownership",
    "open_offer",
    "pause_orders",
    "refresh_search",
    "refresh_stale",
    "reinstate_vendor",
    "release_check",
    "remove_document",
    "remove_member",
    "resend_invitation",
    "resume_orders",
    "revoke_api_key",
    "revoke_invitation",
    "revoke_leaked_key",
    "rotate_api_key",
    "send_vendor_code",
    "set_cover",
    "set_hours",
    "set_place",
    "set_special_days",
    "submit_check",
    "suspend_vendor",
    "update_item",
    "update_vendor",
    "waive_check",
    "withdraw_check",
    "withdraw_submission",
]
