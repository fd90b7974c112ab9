"""Following an order by mail: asking, confirming, stopping."""

from django.db import transaction
from django.utils import timezone

from common.errors import DomainError
from common.throttling import count
from events.services import record
from following.codes import is_code
from following.event_types import FOLLOW_ASKED
from following.models import WRONG_CODES, Follow
from orders.models import Order
from orders.statuses import FINAL

MOST_FOLLOWERS = 20


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


class CodeWrong(DomainError):
    """It is not the code, it is too old, or there were too many wrong ones. Which of them is nobody's business."""

    status = 400
    code = "code_wrong"
    title = "This code does not work"


@transaction.atomic
def ask_to_follow(order: Order, *, email: str, language: str) -> None:
    """Send a code to `email`, which asks to be told of `order`. Whether it follows already is told to nobody but its reader.

    Nor is it told that an address was sent as many codes as it gets in a day: then it is sent no more. Raises OrderOver,
    TooManyFollowers.
    """
    email = email.lower()
    row = Order.objects.select_for_update(no_key=True).get(pk=order.pk)  # counted under lock
    _refuse_closed(row)
    others = Follow.objects.filter(order=row).exclude(email=email)
    if others.count() >= MOST_FOLLOWERS:
        raise TooManyFollowers(f"An order has up to {MOST_FOLLOWERS} followers by mail.")
    if count("follow_address", email):
        return
    asked = {"language": language, "wrong_codes": 0, "asked_at": timezone.now()}
    follow, _ = Follow.objects.update_or_create(order=row, email=email, defaults=asked)
    record(FOLLOW_ASKED, subject=row.uid, payload={"follow": follow.pk})


def confirm_follow(order: Order, *, email: str, code: str) -> Follow:
    """Have `email` told of `order` from now on; safe to repeat while the code holds. Raises CodeWrong, OrderOver."""
    _refuse_closed(order)
    follow = _confirmed(order, email.lower(), code)
    if follow is None:  # raised out here: the wrong code stays counted
        raise CodeWrong("Look at the newest mail, or ask for another code.")
    return follow


def stop_following(token: str) -> None:
    """Send nothing more to the address that this token belongs to; safe to repeat, and silent about tokens that are none."""
    Follow.objects.filter(token=token).delete()


@transaction.atomic
def _confirmed(order: Order, email: str, code: str) -> Follow | None:
    follow = Follow.objects.select_for_update().filter(order=order, email=email).first()
    if follow is None:
        return None
    if is_code(follow, code, at=timezone.now()):
        follow.confirmed_at = follow.confirmed_at or timezone.now()
        follow.save(update_fields=["confirmed_at"])
        return follow
    follow.wrong_codes = min(follow.wrong_codes + 1, WRONG_CODES)
    follow.save(update_fields=["wrong_codes"])
    return None


def _refuse_closed(order: Order) -> None:
    if order.status in FINAL:
        raise OrderOver("Nothing more will follow, so there is nothing to be told of.")
