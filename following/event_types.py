"""What followers of an order do. The subject is the order's uid."""

from events.catalogue import Field, declare

FOLLOW_ASKED = declare(
    "order.follow_asked",
    "Somebody with an order's link asked to be told of it; a code goes to the address or number.",
    {"follow": Field(int, "The row of who asked.", internal=True)},
)
