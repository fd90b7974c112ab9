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
from vendors.services.checks import (
    CheckAlreadyOpen,
    CheckNotOpen,
    ReasonRequired,
    decide_check,
    reinstate_vendor,
    submit_check,
    suspend_vendor,
    withdraw_check,
)
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
from vendors.services.items import add_item, update_item
from vendors.services.ownership import OfferOpen, OfferOver, accept_ownership, end_offer, offer_ownership, open_offer
from vendors.services.pictures import BadPicture, set_cover
from vendors.services.profile import create_vendor, set_hours, set_place, set_special_days, update_vendor
from vendors.services.search import refresh_search, refresh_stale
from vendors.services.team import AlreadyMember, LastOwner, change_member_role, remove_member
from vendors.services.vocabulary import count_words

__all__ = [
    "AlreadyInvited",
    "AlreadyMember",
    "BadPicture",
    "CheckAlreadyOpen",
    "CheckNotOpen",
    "DeciderNotAllowed",
    "InvitationOver",
    "InvitedAnother",
    "KeyEnded",
    "LastOwner",
    "MadeKey",
    "OfferOpen",
    "OfferOver",
    "ReasonRequired",
    "TooManyKeys",
    "TooManyOpen",
    "VendorSuspended",
    "accept_invitation",
    "accept_ownership",
    "add_item",
    "change_member_role",
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
    "masked",
    "mint_token",
    "note_invited",
    "offer_ownership",
    "open_offer",
    "refresh_search",
    "refresh_stale",
    "reinstate_vendor",
    "remove_member",
    "resend_invitation",
    "revoke_api_key",
    "revoke_invitation",
    "revoke_leaked_key",
    "rotate_api_key",
    "set_cover",
    "set_hours",
    "set_place",
    "set_special_days",
    "submit_check",
    "suspend_vendor",
    "update_item",
    "update_vendor",
    "withdraw_check",
]
