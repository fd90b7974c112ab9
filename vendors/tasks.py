"""What the scheduler asks for."""

from celery import shared_task

from vendors import services
from vendors.badges import record_lapses as record
from vendors.services import documents, expiring


@shared_task(name="vendors.tasks.record_lapses")
def record_lapses() -> int:
    """Tell the log of badges that ran out; return how many."""
    return record()


@shared_task(name="vendors.tasks.tend_checks")
def tend_checks() -> int:
    """Warn of checks that run out, turn those that did, and free what was left lying; return how many were touched."""
    return expiring.warn_of_expiry() + expiring.expire_checks() + expiring.release_stale_claims()


@shared_task(name="vendors.tasks.scan_documents")
def scan_documents() -> int:
    """Ask the virus scanner again where it was away; return how many it answered for."""
    return documents.scan_waiting_documents()


@shared_task(name="vendors.tasks.erase_documents")
def erase_documents() -> int:
    """Erase what is past its time; return how many files went."""
    return documents.erase_due_documents()


@shared_task(name="vendors.tasks.erase_nameless_files")
def erase_nameless_files() -> int:
    """Erase files that no row names; return how many."""
    return documents.erase_nameless_files()


@shared_task(name="vendors.tasks.count_listed")
def count_listed() -> None:
    """Count the vendors of each category and city."""
    services.count_listed()


@shared_task(name="vendors.tasks.count_words")
def count_words() -> int:
    """Count who uses each word of the vocabulary; return how many words there are."""
    return services.count_words()


@shared_task(name="vendors.tasks.refresh_stale_search")
def refresh_stale_search() -> int:
    """Write search texts anew that an older release made; return how many."""
    return services.refresh_stale()
