"""A process that appends when it is told to: `append` or `append silently` (no NOTIFY) on stdin, a JSON line on stdout."""

import json
import sys
import time

import django
from django.db import transaction


def main() -> None:
    """Obey until stdin ends."""
    django.setup()
    from ledger import services, waking
    from ledger.encoding import Statement

    send = waking._nudges._send
    for line in sys.stdin:
        waking._nudges._send = (lambda _: None) if "silently" in line else send
        chain = services.open_chain()
        with transaction.atomic():
            appended = services.append(chain.pk, Statement("order.status", {"from": "", "to": "placed", "by": "customer"}))
        sys.stdout.write(json.dumps({"leaf_hash": appended.leaf_hash.hex(), "at": time.monotonic()}) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
