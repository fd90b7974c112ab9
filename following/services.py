"""Following an order without an account: asking, confirming, stopping."""

from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from common.errors import DomainError
from common.throttling import count
from events.services import record
from following.codes import HOLDS, is_code
from following.event_types import FOLLOW_ASKED
from following.models import WRONG_CODES, Follow
from notifications.channels import provides
from notifications.models import Channel, Message
from notifications.push_models import PushSubscription
from notifications.subscribing import Browser, keep_nobodys
from orders.models import Order
from orders.statuses import FINAL

MOST_FOLLOWERS = 20
MOST_NUMBERS = 3  # each message to one costs money
MOST_BROWSERS = 8  # beyond it the one that asked first gives way: any number of them is made up in a moment
MOST_ASKING = 40  # who have not confirmed yet; beyond it the one who has waited longest gives way


#: What was, or is to be, sent to these follows.
_MESSAGES = """
SELECT m.id FROM following_follow f
JOIN orders_order o ON o.id = f.order_id
JOIN events_event e ON e.subject = o.uid
JOIN notifications_message m ON m.event_uid = e.uid AND m.kind IN ('follow_code', 'order_followed')
WHERE f.id = ANY (%s) AND m.recipient = coalesce(nullif(f.email, ''), nullif(f.phone, ''), 'browser:' || f.browser_id)
"""


class OrderOver(DomainError):
    """An order that is over brings no news."""

    status = 409
    code = "order_over"
    title = "This order is closed"


class TooManyFollowers(DomainError):
    """The order has as many followers as it can have."""

    status = 409
    code = "too_many_followers"
    title = "As many are told of this order as there can be"


class NotOffered(DomainError):
    """This site does not send by that channel."""

    status = 409
    code = "not_offered"
    title = "Messages are not sent that way here"


class CodeWrong(DomainError):
    """It is not the code, it is too old, or there were too many wrong ones. Which of them is nobody's business."""

    status = 400
    code = "code_wrong"
    title = "This code does not work"


@dataclass(frozen=True)
class Place:
    """Where a code goes, and then each step: an e-mail address or a number (E.164), never both."""

    email: str = ""
    phone: str = ""

    @property
    def columns(self) -> dict[str, Any]:
        """Return it as a row has it."""
        return {"email": self.email.lower(), "phone": self.phone}


@transaction.atomic
def ask_to_follow(order: Order, place: Place, *, language: str) -> None:
    """Send a code to `place`, which asks to be told of `order`. Whether it follows already is told to nobody but its reader.

    Nor is it told that a place was sent as many codes as it gets in a day: then it is sent no more. Raises OrderOver, NotOffered,
    and where an order has as many numbers as it can have, whichever they are, TooManyFollowers.
    """
    if place.phone and not provides(Channel.SMS):
        raise NotOffered("No SMS is sent from here. Use an e-mail address.")
    row = _locked(order)
    others = Follow.objects.filter(order=row).exclude(**place.columns)
    waiting = Q(confirmed_at__isnull=False) | Q(asked_at__gt=timezone.now() - HOLDS)
    if place.phone and others.filter(waiting).exclude(phone="").count() >= MOST_NUMBERS:
        raise TooManyFollowers(f"As many numbers are told of this order, or were asked, as there can be: {MOST_NUMBERS}.")
    if count("follow_number", place.phone) if place.phone else count("follow_address", place.email.lower()):
        return
    asking = others.filter(confirmed_at=None, phone="").order_by("-asked_at")
    Follow.objects.filter(pk__in=list(asking.values_list("pk", flat=True)[MOST_ASKING - 1 :])).delete()
    asked: dict[str, Any] = {"language": language, "wrong_codes": 0, "asked_at": timezone.now()}
    follow, _ = Follow.objects.update_or_create(defaults=asked, order=row, **place.columns)
    record(FOLLOW_ASKED, subject=row.uid, payload={"follow": follow.pk})


@transaction.atomic
def follow_by_push(order: Order, browser: Browser, *, language: str) -> Follow:
    """Have a browser told of `order` from now on; safe to repeat. Raises OrderOver, NotOffered, Invalid."""
    if not provides(Channel.PUSH):
        raise NotOffered("No browser is told from here. Use an e-mail address.")
    row = _locked(order)
    now = timezone.now()
    defaults = {"language": language, "asked_at": now, "confirmed_at": now}
    follow, _ = Follow.objects.update_or_create(order=row, browser=keep_nobodys(browser), defaults=defaults)
    others = Follow.objects.filter(order=row, browser__isnull=False).exclude(pk=follow.pk).order_by("-asked_at")
    forget_follows(Q(pk__in=list(others.values_list("pk", flat=True)[MOST_BROWSERS - 1 :])))
    return follow


def confirm_follow(order: Order, place: Place, *, code: str) -> Follow:
    """Have `place` told of `order` from now on; safe to repeat while the code holds.

    Raises CodeWrong, OrderOver, and to who has the right code TooManyFollowers.
    """
    follow = _confirmed(order, place, code)
    if follow is None:  # raised out here: the wrong code stays counted
        raise CodeWrong("Look at the newest message, or ask for another code.")
    return follow


def stop_following(token: str) -> None:
    """Send nothing more to whom this token belongs to; safe to repeat, and silent about tokens that are none."""
    forget_follows(Q(token=token))


@transaction.atomic
def forget_follows(which: Q) -> int:
    """Delete follows with what was sent to them, and the browsers that were kept for them alone; return how many."""
    follows = list(Follow.objects.select_for_update(of=("self",)).filter(which).values_list("pk", "browser"))
    if not follows:
        return 0
    keys = [key for key, _ in follows]
    with connection.cursor() as cursor:
        cursor.execute(_MESSAGES, [keys])
        Message.objects.filter(pk__in=[row[0] for row in cursor.fetchall()]).delete()
    Follow.objects.filter(pk__in=keys).delete()
    # Locked before it is asked who still needs them: somebody may be adding one.
    nobodys = PushSubscription.objects.select_for_update().filter(pk__in=[key for _, key in follows if key], user=None)
    PushSubscription.objects.filter(pk__in=list(nobodys.values_list("pk", flat=True)), follows=None).delete()
    return len(keys)


@transaction.atomic
def _confirmed(order: Order, place: Place, code: str) -> Follow | None:
    row = _locked(order)
    follow = Follow.objects.select_for_update().filter(order=row, browser=None, **place.columns).first()
    if follow is None:
        return None
    if is_code(follow, code, at=timezone.now()):
        _refuse_more(row, Q(pk=follow.pk))
        follow.confirmed_at = follow.confirmed_at or timezone.now()
        follow.save(update_fields=["confirmed_at"])
        return follow
    follow.wrong_codes = min(follow.wrong_codes + 1, WRONG_CODES)
    follow.save(update_fields=["wrong_codes"])
    return None


def _locked(order: Order) -> Order:
    """Return the order, locked: its followers are counted. Raises OrderOver."""
    row = Order.objects.select_for_update(no_key=True).get(pk=order.pk)
    if row.status in FINAL:
        raise OrderOver("Nothing more will follow, so there is nothing to be told of.")
    return row


def _refuse_more(order: Order, me: Q) -> None:
    """Raise TooManyFollowers where an order, which is locked, tells as many addresses and numbers beside `me`."""
    told = Follow.objects.filter(order=order, confirmed_at__isnull=False, browser=None)
    if told.exclude(me).count() >= MOST_FOLLOWERS:
        raise TooManyFollowers(
            f"There are {MOST_FOLLOWERS} already. The order's page shows each step to everybody with its link."
        )
