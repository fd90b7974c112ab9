"""Every change of a vendor's state, by verb."""

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
    DeciderNotAllowed,
    ReasonRequired,
    decide_check,
    reinstate_vendor,
    submit_check,
    suspend_vendor,
    withdraw_check,
)
from vendors.services.items import add_item, update_item
from vendors.services.pictures import BadPicture, set_cover
from vendors.services.profile import create_vendor, set_hours, set_place, update_vendor
from vendors.services.search import refresh_search
from vendors.services.team import LastOwner, add_member, change_member_role, remove_member

__all__ = [
    "BadPicture",
    "CheckAlreadyOpen",
    "CheckNotOpen",
    "DeciderNotAllowed",
    "KeyEnded",
    "LastOwner",
    "MadeKey",
    "ReasonRequired",
    "TooManyKeys",
    "add_item",
    "add_member",
    "change_member_role",
    "create_api_key",
    "create_vendor",
    "decide_check",
    "refresh_search",
    "reinstate_vendor",
    "remove_member",
    "revoke_api_key",
    "revoke_leaked_key",
    "rotate_api_key",
    "set_cover",
    "set_hours",
    "set_place",
    "submit_check",
    "suspend_vendor",
    "update_item",
    "update_vendor",
    "withdraw_check",
]
