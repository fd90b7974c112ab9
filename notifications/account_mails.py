"""The words of mails about an account's security, from the templates that allauth's own mails stand beside."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from accounts.factors import SECURITY_PAGE
from notifications.models import BlockReason
from notifications.rendering import Mail


def composer(kind: str) -> Callable[..., Mail]:
    """Return what composes the mails of a kind."""
    if kind == "address_blocked":
        return _address_blocked

    def compose(**facts: Any) -> Mail:
        url = f"{settings.BASE_URL}{SECURITY_PAGE}"
        context = {"base_url": settings.BASE_URL, "security_url": url, **facts}
        part = f"account/email/{kind}"
        subject, text, html = (
            render_to_string(f"{part}_{name}", context) for name in ("subject.txt", "message.txt", "message.html")
        )
        return Mail(subject=subject.strip(), text=text, html=html, url=url)

    return compose


def _address_blocked(*, reason: BlockReason, at: datetime) -> Mail:
    subject = f"We send nothing more to your e-mail address: {reason.label.lower()}"
    text = (
        f"Since {at:%d %B %Y} our mail to you stops. Give us an address that receives it, on the security page of your account."
    )
    return Mail(subject=subject, text=text, html="", url=f"{settings.BASE_URL}{SECURITY_PAGE}")
