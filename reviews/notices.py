"""What is told of reviews to the customers who write them."""

from collections.abc import Callable

from events.models import Event
from notifications.composing import please_review, review_answered
from notifications.notices import Facts, Group, Notice, Recipient, add_notice
from notifications.notices_orders import AT_ONCE, customer, entry_facts, order_of
from notifications.rendering import compose_with
from orders.erasure import ERASED_EMAIL
from orders.models import Order, OrderStatusHistory
from orders.statuses import Status
from reviews.event_types import REVIEW_INVITED, REVIEW_RESPONDED


def _completion(order: Order) -> OrderStatusHistory:
    return order.history.filter(status=Status.COMPLETED).latest("sequence")


def _facts_of(entry_of: Callable[[Order], OrderStatusHistory]) -> Callable[[Event, Recipient], Facts | None]:
    return lambda event, _: entry_facts(event, entry_of)


def _answered(event: Event, _: Recipient) -> Facts | None:
    order = order_of(event)
    return None if order.contact_email == ERASED_EMAIL else {"order": order}


PLEASE_REVIEW = add_notice(
    Notice(
        "please_review",
        (REVIEW_INVITED,),
        "How was it?",
        "A day after an order is completed: the question what it was like.",
        Group.REVIEWS,
        audience=customer,
        facts=_facts_of(_completion),
    )
)
REVIEW_ANSWERED = add_notice(
    Notice(
        "review_answered",
        (REVIEW_RESPONDED,),
        "Answers to my reviews",
        "The business answered a review of yours.",
        Group.REVIEWS,
        audience=customer,
        facts=_answered,
        on=AT_ONCE,
    )
)
compose_with("please_review", please_review)
compose_with("review_answered", review_answered)
