"""What happens to vendors, their checks, teams and keys."""

from events.catalogue import Field, declare

_VENDOR = Field(str, "The vendor's slug.")
_CHECK = {
    "vendor": _VENDOR,
    "check": Field(int, "The check's row.", internal=True),
    "kind": Field(str, "What is checked, for instance `business_registration`."),
}
_KEY = {
    "vendor": _VENDOR,
    "key": Field(int, "The key's row.", internal=True),
    "by": Field(int, "Who did it; null for a command.", internal=True, optional=True),
}
_OFFER = {"offer": Field(int, "The offer's row.", internal=True)}
_STANDING = {"vendor": _VENDOR, "vendor_key": Field(int, "The vendor's row.", internal=True)}

CHECK_SUBMITTED = declare("vendor.check_submitted", "Evidence for a check was handed in.", _CHECK, webhook=True)
CHECK_WITHDRAWN = declare("vendor.check_withdrawn", "The vendor took evidence back before it was judged.", _CHECK, webhook=True)
CHECK_DECIDED = declare(
    "vendor.check_decided",
    "A check was approved, waived, rejected, or its approval taken back.",
    {**_CHECK, "status": Field(str, "What it is now: `approved`, `waived`, `rejected` or `withdrawn`.")},
    webhook=True,
)
CHECK_EXPIRING = declare(
    "vendor.check_expiring",
    "A check runs out soon.",
    {**_CHECK, "days": Field(int, "Within how many days at most.")},
    webhook=True,
)
CHECK_EXPIRED = declare("vendor.check_expired", "A check ran out.", _CHECK, webhook=True)
BADGE_CHANGED = declare(
    "vendor.badge_changed",
    "The verified badge was granted, renewed, withdrawn or ran out; the public log says it too (`vendor:<slug>/badge`).",
    {
        "vendor": _VENDOR,
        "move": Field(str, "`grant`, `renew`, `withdraw` or `expire`."),
        "until": Field(str, "Until when the badge stands or stood (RFC 3339)."),
        "check": Field(str, "The kind of check that was the cause, where there was one.", optional=True),
    },
    webhook=True,
)
VENDOR_SUSPENDED = declare("vendor.suspended", "The platform suspended the vendor.", _STANDING, version=2, webhook=True)
VENDOR_REINSTATED = declare("vendor.reinstated", "The platform ended a suspension.", _STANDING, version=2, webhook=True)
MEMBER_INVITED = declare(
    "member.invited",
    "Somebody was invited to the vendor's team.",
    {
        "vendor": _VENDOR,
        "role": Field(str, "`owner`, `manager` or `staff`."),
        "invitation": Field(int, "The invitation's row.", internal=True),
        "round": Field(int, "How often it was sent: an older link is void.", internal=True),
    },
    webhook=True,
)
MEMBER_CHANGED = declare(
    "vendor.member_changed",
    "Somebody joined or left the vendor's team, or has another role.",
    {
        **_STANDING,
        "user": Field(int, "Who.", internal=True),
        "role": Field(str, "The role now; null where the membership ended.", optional=True),
    },
    version=2,
    webhook=True,
)
OWNERSHIP_OFFERED = declare("vendor.ownership_offered", "An owner offered the vendor to somebody of the team.", _OFFER)
OWNERSHIP_TRANSFERRED = declare("vendor.ownership_transferred", "The vendor has another owner.", _OFFER)
API_KEY_CREATED = declare("vendor.api_key_created", "An API key was made.", _KEY, version=2, webhook=True)
API_KEY_ROTATED = declare("vendor.api_key_rotated", "An API key has a new secret.", _KEY, version=2, webhook=True)
API_KEY_REVOKED = declare("vendor.api_key_revoked", "An API key was revoked.", _KEY, version=2, webhook=True)
