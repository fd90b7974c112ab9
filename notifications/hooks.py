"""What a mail provider tells later: that a mail came back, or that its reader called it spam.

The provider posts to /hooks/mail/<provider>/tracking/ with the name and password of MAIL_HOOK_SECRET. django-anymail checks them
and reads each provider's own form; without a secret the address does not exist.
"""

import functools
import re
from typing import Any

import structlog
from anymail.signals import AnymailTrackingEvent, EventType, RejectReason, tracking
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.csrf import csrf_exempt

from notifications.blocking import block_address
from notifications.models import BlockReason

#: A mail that came back for one of these reasons may arrive tomorrow, or says nothing of the address.
PASSING = {RejectReason.TIMED_OUT, RejectReason.BLOCKED, RejectReason.SPAM, RejectReason.OTHER}
#: Of the receiving server (RFC 3463): for now, or the mailbox is full or closed for a while.
PASSING_CODE = re.compile(r"\b(4\.\d{1,3}\.\d{1,3}|5\.2\.[12])\b")
log = structlog.get_logger(__name__)


def connect() -> None:
    """Start listening; a second call changes nothing."""
    tracking.connect(take_event, dispatch_uid="notifications.take_event")


def take_event(event: AnymailTrackingEvent, **_: Any) -> None:
    """Block an address whose mail came back for good, or was called spam."""
    log.info("mail_tracking", kind=event.event_type, reason=event.reject_reason, provider_id=event.message_id)
    words = str(event.description or event.mta_response or "")
    if event.event_type == EventType.COMPLAINED:
        block_address(event.recipient or "", reason=BlockReason.COMPLAINT, words=words)
    elif event.event_type == EventType.BOUNCED and not _may_pass(event):
        block_address(event.recipient or "", reason=BlockReason.BOUNCE, words=words)


def _may_pass(event: AnymailTrackingEvent) -> bool:
    return event.reject_reason in PASSING or bool(PASSING_CODE.search(str(event.mta_response or "")))


@csrf_exempt
def answer(request: HttpRequest, provider: str) -> HttpResponse:
    """Hand a call to the view of its provider."""
    view = _views().get(f"{provider}/tracking/") if settings.ANYMAIL.get("WEBHOOK_SECRET") else None
    if view is None:
        raise Http404
    told: HttpResponse = view(request)
    return told


@functools.cache
def _views() -> dict[str, Any]:
    """Return every provider's view, by the path that django-anymail gives it."""
    from anymail import urls  # noqa: PLC0415 - with it come the libraries of every provider

    return {str(each.pattern): each.callback for each in urls.urlpatterns if isinstance(each, URLPattern)}


urlpatterns = [path("hooks/mail/<str:provider>/tracking/", answer, name="mail-hook")]
