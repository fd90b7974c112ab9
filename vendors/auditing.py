"""Suspensions against the log: every one on the audit trail since the log began is told, and no other."""

import json
from collections import Counter
from collections.abc import Generator
from datetime import timedelta

from django.db.models import Min

from common.models import AuditEntry
from ledger.models import Entry
from vendors.models import Vendor

ACTIONS = ("suspend", "reinstate")
BEGAN_WITHIN = timedelta(minutes=1)  # the first act of all is on the trail a moment before it is in the log


def check_suspensions() -> Generator[str, None, None]:
    """Yield a line where acts on record here and entries of the chain `moderation` differ."""
    there: Counter[tuple[str, str]] = Counter()
    for payload in Entry.objects.filter(chain__name="moderation").values_list("payload", flat=True).iterator(2000):
        data = json.loads(bytes(payload))["data"]
        if data["action"] in ACTIONS:
            there[data["action"], data["vendor"]] += 1
    here: Counter[tuple[str, str]] = Counter()
    began = Entry.objects.aggregate(began=Min("recorded_at"))["began"]
    if began is not None:
        acts = AuditEntry.objects.filter(
            action__in=ACTIONS, object_type=Vendor._meta.label_lower, recorded_at__gte=began - BEGAN_WITHIN
        )
        told = list(acts.values_list("action", "object_id"))
        slugs = dict(Vendor.objects.filter(pk__in={int(pk) for _, pk in told}).values_list("pk", "slug"))
        here.update((action, slugs.get(int(pk), pk)) for action, pk in told)
    for act in here.keys() | there.keys():
        if here[act] != there[act]:
            yield f"the log tells of {there[act]} times {act[0]} of {act[1]}, and {here[act]} are on record here"
