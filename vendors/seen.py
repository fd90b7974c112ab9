"""What a verifier has before their eyes, as a mark: an approval is of that, and of nothing that came in its place since."""

import hashlib
import json
from collections.abc import Iterable

from accounts.models import User
from vendors.checked_fields import checked_values
from vendors.models import CheckDocument, Membership, Vendor, VerificationCheck


def owners_of(vendor_id: int) -> list[User]:
    """Return the vendor's owners, who joined first first."""
    owners = Membership.objects.owners().filter(vendor=vendor_id).select_related("user").order_by("pk")
    return [one.user for one in owners]


def mark_of(vendor: Vendor, owners: Iterable[User], documents: Iterable[CheckDocument]) -> str:
    """Return the SHA-256 over what was checked of the profile, the place on the map, the owners and the documents."""
    seen = [
        checked_values(vendor),
        [vendor.latitude, vendor.longitude],
        [[owner.pk, owner.name] for owner in owners],
        sorted(document.pk for document in documents),
    ]
    return hashlib.sha256(json.dumps(seen).encode()).hexdigest()


def mark_now(check: VerificationCheck, vendor: Vendor) -> str:
    """Return the mark of what is there now; `vendor` is the check's, as it is locked."""
    return mark_of(vendor, owners_of(vendor.pk), check.documents.all())
