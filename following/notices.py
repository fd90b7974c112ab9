"""What followers without an account are told: the code, and then each step of their order."""

from collections.abc import Iterator

from django.conf import settings

from events.models import Event
from following.codes import code_of
from following.event_types import FOLLOW_ASKED
from following.models import Follow
from notifications.models import Channel
from notifications.notices import Facts, Group, Notice, Outsider, Recipient, add_notice
from notifications.notices_orders import ORDER_STEP, entry_facts
from orders.event_types import ORDER_STATUS_CHANGED

BY_CODE = frozenset({Channel.MAIL, Channel.SMS})
EVERY_WAY = BY_CODE | {Channel.PUSH}


def stop_page(follow: Follow) -> str:
    """Return the page on which it is stopped; the token stands where no server and no log sees it."""
    return f"{settings.BASE_URL}{follow.order.tracking_path}#stop={follow.token}"


def stop_url(follow: Follow) -> str:
    """Return where one POST stops it (RFC 8058)."""
    return f"{settings.BASE_URL}/f/{follow.token}/"


def _asked(event: Event) -> Follow | None:
    return Follow.objects.select_related("order__vendor").filter(pk=event.payload["follow"]).first()


def _asker(event: Event) -> Iterator[Recipient]:
    if follow := _asked(event):
        yield _at(follow)


def _code(event: Event, recipient: Recipient) -> Facts | None:
    follow = _asked(event)
    return {"order": follow.order, "code": code_of(follow)} if follow else None


def _asker_reads(event: Event, recipient: Recipient) -> Outsider:
    follow = _asked(event)
    return Outsider(follow.language if follow else "")


def _following(event: Event) -> Iterator[Recipient]:
    yield from map(_at, Follow.objects.filter(order__uid=event.subject, confirmed_at__isnull=False).order_by("pk"))


def _at(follow: Follow) -> Recipient:
    return Recipient(email=follow.email, phone=follow.phone, browser=follow.browser_id)


def _confirmed(event: Event, recipient: Recipient) -> Follow | None:
    confirmed = Follow.objects.select_related("order__vendor").filter(order__uid=event.subject, confirmed_at__isnull=False)
    return confirmed.filter(email=recipient.email, phone=recipient.phone, browser=recipient.browser).first()


def _moved(event: Event, recipient: Recipient) -> Facts | None:
    """Return the entry; nothing for who stopped it meanwhile, and of an order that was erased."""
    if _confirmed(event, recipient) is None:
        return None
    return entry_facts(event, lambda order: order.history.get(sequence=event.sequence or 0))


def _follower_reads(event: Event, recipient: Recipient) -> Outsider:
    follow = _confirmed(event, recipient)
    return Outsider(follow.language, stop_page(follow), stop_url(follow)) if follow else Outsider("")


FOLLOW_CODE = add_notice(
    Notice(
        "follow_code",
        (FOLLOW_ASKED,),
        "Code to follow an order",
        "Somebody asked that this address or number be told of an order.",
        Group.ORDERS,
        audience=_asker,
        facts=_code,
        on=BY_CODE,
        offered=BY_CODE,
        required=True,  # somebody waits for it, and a second one does no harm
        outsider=_asker_reads,
    )
)
ORDER_FOLLOWED = add_notice(
    Notice(
        "order_followed",
        (ORDER_STATUS_CHANGED,),
        "An order that is followed",
        "Each step of an order, for who follows it without an account.",
        Group.ORDERS,
        audience=_following,
        facts=_moved,
        on=EVERY_WAY,
        offered=EVERY_WAY,
        outsider=_follower_reads,
        topic=ORDER_STEP,
    )
)
