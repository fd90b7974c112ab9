"""What of sign-ins is past its time."""

from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef
from django.utils import timezone

from accounts.models import EmailChange, RememberedDevice
from common.pruning import delete_first

EMAIL_CHANGES_KEPT = timedelta(days=90)


def prune_sign_ins() -> int:
    """Delete sessions that have run out, with their entry in the list, forgotten devices and old changes of e-mail."""
    now = timezone.now()
    session = Session.objects.filter(session_key=OuterRef("session_key"))
    # A session's row is made by its first call, a moment after the entry.
    orphans = UserSession.objects.filter(~Exists(session), last_seen_at__lt=now - timedelta(hours=1))
    return (
        delete_first(Session.objects.filter(expire_date__lt=now).order_by("expire_date"))
        + delete_first(orphans.order_by("pk"))
        + delete_first(RememberedDevice.objects.filter(expires_at__lt=now).order_by("pk"))
        + delete_first(EmailChange.objects.filter(asked_at__lt=now - EMAIL_CHANGES_KEPT).order_by("pk"))
    )
