"""The demo's inbox: mail and SMS that were kept instead of sent, for the person who tries the product out."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from csp.constants import NONE, SELF
from csp.decorators import csp_replace
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST, require_safe

from notifications.blocking import block_address
from notifications.demo import demo_codes, seconds_left
from notifications.mail import BACKEND
from notifications.models import BlockedAddress, BlockReason, InboxMail, InboxSms

PAGE_SIZE = 25
SMS_SHOWN = 10
MAX_ADDRESS = 254
P = ParamSpec("P")

#: A mail brings its own styles and no scripts; it is shown only inside of our own page, sandboxed.
MAIL_POLICY = {
    "default-src": [NONE],
    "style-src": ["'unsafe-inline'"],
    "style-src-attr": ["'unsafe-inline'"],
    "img-src": ["data:"],
    "script-src": [NONE],
    "connect-src": [NONE],
    "form-action": [NONE],
    "frame-ancestors": [SELF],
}


def local_only(view: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
    """Answer 404 unless mail is kept in the inbox: it shows everybody's."""

    @wraps(view)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not (settings.IS_LOCAL and settings.EMAIL_BACKEND == BACKEND):
            raise Http404
        return view(*args, **kwargs)

    return wrapper


@require_safe
@never_cache
@local_only
def inbox(request: HttpRequest) -> HttpResponse:
    """List mails and SMS, newest first, and the demo accounts' codes; `?to=` keeps what went to one address or number."""
    to = request.GET.get("to", "").replace("\x00", "").strip()[:MAX_ADDRESS]
    mails = InboxMail.objects.filter(to__icontains=to) if to else InboxMail.objects.all()
    page = Paginator(mails.only("to", "subject", "sent_at", "text"), PAGE_SIZE).get_page(request.GET.get("page"))
    messages = InboxSms.objects.filter(to__icontains=to) if to else InboxSms.objects.all()
    context = {"page": page, "to": to, "sms": messages[:SMS_SHOWN], "codes": demo_codes(), "seconds_left": seconds_left()}
    return render(request, "notifications/inbox/list.html", context)


@require_safe
@never_cache
@local_only
def inbox_mail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one mail."""
    mail = get_object_or_404(InboxMail, pk=pk)
    blocked = BlockedAddress.objects.filter(address__in=mail.to.lower().split(", "))
    return render(request, "notifications/inbox/mail.html", {"mail": mail, "blocked": blocked, "reasons": BlockReason})


@require_POST
@local_only
def return_mail(request: HttpRequest, pk: int, reason: str) -> HttpResponse:
    """Do as a provider does whose mail came back (`bounce`) or was called spam (`complaint`): block the addresses."""
    if reason not in BlockReason.values:
        raise Http404
    mail = get_object_or_404(InboxMail, pk=pk)
    for address in mail.to.split(", "):
        block_address(address, reason=BlockReason(reason), words="Simulated in the demo's inbox.")
    return redirect("inbox-mail", pk=pk)


@require_safe
@never_cache
@xframe_options_sameorigin
@csp_replace(MAIL_POLICY)  # type: ignore[arg-type] # its type knows of no path arguments
@local_only
def inbox_html(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer with a mail's HTML part, for the sandboxed frame."""
    return HttpResponse(get_object_or_404(InboxMail.objects.exclude(html=""), pk=pk).html)
