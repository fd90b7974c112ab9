"""Links that open one document for one person, for five minutes: the only way to a file."""

from datetime import datetime, timedelta
from typing import Any

from django.core import signing
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.permissions import PlatformPermission, has_platform_permission
from vendors.models import CheckDocument
from vendors.permissions import Permission, has_permission, is_member
from vendors.relatives import is_relative

LASTS = timedelta(minutes=5)
_SALT = "vendors.documents"


def link_to(document: CheckDocument, viewer: User) -> tuple[str, datetime]:
    """Return the path that shows `document` to `viewer` and to nobody else, and when it stops working."""
    token = signing.dumps({"document": document.pk, "viewer": viewer.pk}, salt=_SALT)
    return reverse("document-file", args=[token]), timezone.now() + LASTS


def read_link(token: str, viewer: Any) -> CheckDocument | None:
    """Return the document that the link opens for `viewer`; None where it is made up, over, somebody else's, or shows nothing."""
    try:
        named = signing.loads(token, salt=_SALT, max_age=LASTS)
    except signing.BadSignature:
        return None
    if not viewer.is_authenticated or named["viewer"] != viewer.pk:
        return None
    return CheckDocument.objects.shown().select_related("verification_check__vendor").filter(pk=named["document"]).first()


def sees_as_team(viewer: User, document: CheckDocument) -> bool:
    """Say whether the viewer's role in the vendor shows them its checks. Asked anew each time: a lost role counts at once."""
    vendor = document.verification_check.vendor
    return is_member(viewer, vendor) and has_permission(viewer, vendor, Permission.CHECKS_VIEW)


def sees_as_platform(viewer: User, document: CheckDocument) -> bool:
    """Say whether the viewer decides checks and has no part in the vendor."""
    vendor = document.verification_check.vendor_id
    return has_platform_permission(viewer, PlatformPermission.DECIDE_CHECKS) and not is_relative(viewer, vendor)
