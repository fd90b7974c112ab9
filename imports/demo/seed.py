"""Loading the demo town, once."""

import random
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from events.services import without_listeners
from imports.demo.accounts import ensure_accounts, user_of, write_demo_file
from imports.demo.moderated import moderate_a_little
from imports.demo.newcomer import open_newcomer
from imports.demo.opening import open_shops, person
from imports.demo.opinions import tell_opinions
from imports.demo.past import tell_past
from imports.demo.today import LIVE_ORDER, live_today
from imports.demo.words import CUSTOMERS
from orders.models import Order

SEED = 1787
LOCK = 7_230_417  # any number, the seed's own


def load_demo() -> dict[str, Any]:
    """Load the demo town where it is missing, all of it or nothing; return what `.local/demo.json` then says.

    The same town each time, but for the secrets (passwords, links) and the day that it is counted back from. Nobody is mailed.
    """
    with transaction.atomic(), without_listeners():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])  # two starts at once load one town
        accounts = ensure_accounts()
        if not Order.objects.filter(external_id=LIVE_ORDER).exists():
            _load()
        live = Order.objects.select_related("vendor").get(external_id=LIVE_ORDER)
    facts = {"vendor": live.vendor.slug, "tracking_url": live.tracking_path, "accounts": accounts}
    write_demo_file(facts)
    return facts


def _load() -> None:
    dice = random.Random(SEED)  # noqa: S311 - to be repeatable is the point
    at = timezone.now()
    customers = [person(name) for name in CUSTOMERS]
    regular = user_of("customer")
    shops = open_shops(at=at, dice=dice)
    open_newcomer(user_of("newcomer"))
    for opened in shops:
        opened.vendor.refresh_from_db()
    selling = [opened for opened in shops if opened.shop.busy]
    tell_past(selling, customers, regular, at=at, dice=dice)
    live_today(selling, customers, regular, at=at, dice=dice)
    moderate_a_little(selling[1], customers, at=at, dice=dice)
    tell_opinions(selling, customers, at=at, dice=dice)
