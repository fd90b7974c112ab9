"""`manage.py run_sealer`: the one process that holds the log's key."""

import os
import signal
import sys
from typing import Any

import structlog
from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import DatabaseError, InterfaceError

from ledger.integrating import PoisonedQueue
from ledger.keys import VARIABLE, KeyMissing, key_file, load_signers, new_signer, write_key_file
from ledger.sealer import run
from ledger.sealing import SealerBusy, SigningRefused

log = structlog.get_logger(__name__)


class Command(BaseCommand):
    """Integrates and signs until SIGTERM; standby instances wait."""

    help = "Seal the log: give queued entries their place, sign the tree, ask the witnesses. Run one; more of them stand by."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Run until told to stop; end with 1 where going on would be wrong, so that a person looks."""
        stopping: list[int] = []
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda received, _frame: stopping.append(received))
        if settings.IS_LOCAL and not key_file().exists() and not os.environ.get(VARIABLE):
            write_key_file(key_file(), [new_signer()])  # a demo makes its own; production is told to
        try:
            run(load_signers(), is_stopping=lambda: bool(stopping))
        except KeyMissing as error:
            sys.exit(f"The sealer cannot start: {error}")
        except (SigningRefused, PoisonedQueue, SealerBusy) as error:
            log.critical("sealer_refuses", error=str(error))
            sys.exit(f"The sealer stops: {error}")
        except OSError as error:  # a full disk, or one that is read only: nothing was signed that is not written down
            log.critical("sealer_cannot_write", error=str(error))
            sys.exit(f"The sealer stops: {error}")
        except (DatabaseError, InterfaceError) as error:  # whoever supervises starts it again; nothing is lost
            log.error("sealer_lost_the_database", error=repr(error))
            sys.exit(f"The sealer lost the database: {error}")
