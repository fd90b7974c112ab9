"""Documents of checks: handed in, taken away again, looked at for viruses, and erased when their time is over."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import structlog
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from common.errors import DomainError
from vendors import documents
from vendors.models import OPEN_STATUSES, CheckDocument, CheckStatus, ScanState, VerificationCheck
from vendors.models.documents import MAX_DOCUMENTS
from vendors.permissions import Permission, require_private
from vendors.services.checks import lock_check

FILES_A_RUN = 100
NAMELESS_FOR = timedelta(hours=1)
log = structlog.get_logger(__name__)


class CheckNotWaiting(DomainError):
    """Documents come and go while a check waits; once somebody looks at it, or decided, it is as it is."""

    code = "check_not_waiting"
    title = "This is being looked at or decided"

    def __init__(self) -> None:
        super().__init__("Somebody looks at it or decided it. Take it back and hand in something new where you must.")


class TooManyDocuments(DomainError):
    """A check has so many documents and no more."""

    code = "too_many_documents"
    title = "That is enough"

    def __init__(self) -> None:
        super().__init__(f"A check takes {MAX_DOCUMENTS} documents. Remove one first.")


def add_document(check: VerificationCheck, *, by: User, upload: "UploadedFile[Any]") -> CheckDocument:
    """Hand in a document: PDF, JPEG, PNG or HEIC by its content, at most 10 MB. What is kept is a clean copy and a salted hash.

    Raises NotAllowed, BadDocument, CheckNotWaiting, TooManyDocuments.
    """
    require_private(by, check.vendor, Permission.CHECKS_SUBMIT)
    if check.status != CheckStatus.SUBMITTED:
        raise CheckNotWaiting
    content = documents.read_upload(upload)
    scan = documents.scan_state(content)
    copy = documents.cleaned(content)
    salt, digest = documents.salted(content)
    facts = {"kind": copy.kind, "size": len(copy.content), "pages": copy.pages, "salt": salt, "digest": digest, "scan": scan}
    name = documents.store(copy)
    try:
        return _insert(check, name=name, uploaded_by=by, **facts)
    except BaseException:
        documents.storage().delete(name)
        raise


@transaction.atomic
def remove_document(document: CheckDocument, *, by: User) -> None:
    """Take a document away, file and row, while its check waits. Raises NotAllowed, CheckNotWaiting."""
    require_private(by, document.verification_check.vendor, Permission.CHECKS_SUBMIT)
    if lock_check(document.verification_check).status != CheckStatus.SUBMITTED:
        raise CheckNotWaiting
    name = document.name
    document.delete()
    transaction.on_commit(lambda: documents.storage().delete(name))


def erase_due_documents() -> int:
    """Erase the files of checks that were decided long enough ago, or taken back; return how many. Their rows stay."""
    over = timezone.now() - settings.DOCUMENT_RETENTION
    rows = CheckDocument.objects.kept().exclude(verification_check__status__in=OPEN_STATUSES)
    due = rows.filter(
        Q(verification_check__decided_at__lte=over)
        | Q(verification_check__decided_at__isnull=True, verification_check__moved_at__lte=timezone.now())
    )
    return _each(due, _erase)


def scan_waiting_documents() -> int:
    """Ask the scanner again about what it could not be asked about; return how many it answered for."""
    return _each(CheckDocument.objects.kept().filter(scan=ScanState.WAITING), _scan)


def erase_nameless_files() -> int:
    """Erase files that no row names, left by a process that ended between the two; return how many.

    An hour old at least: the row of a younger one may still be on its way.
    """
    hour_ago = timezone.now() - NAMELESS_FOR
    try:
        _, found = documents.storage().listdir(documents.FOLDER)
    except FileNotFoundError:  # nothing was handed in yet
        return 0
    names = {f"{documents.FOLDER}/{each}" for each in found}
    nameless = sorted(names - set(CheckDocument.objects.kept().values_list("name", flat=True)))
    old = [name for name in nameless if documents.storage().get_modified_time(name) <= hour_ago][:FILES_A_RUN]
    for name in old:
        documents.storage().delete(name)
    return len(old)


def _insert(check: VerificationCheck, **facts: Any) -> CheckDocument:
    with transaction.atomic():
        if lock_check(check).status != CheckStatus.SUBMITTED:
            raise CheckNotWaiting
        taken = set(check.documents.values_list("position", flat=True))
        free = [place for place in range(1, MAX_DOCUMENTS + 1) if place not in taken]
        if not free:
            raise TooManyDocuments
        return CheckDocument.objects.create(verification_check=check, position=free[0], **facts)


def _each(due: Any, act: Callable[[CheckDocument], bool]) -> int:
    """Do `act` with each of the first, one transaction for each, passing by what another holds."""
    done = 0
    for pk in list(due.order_by("uploaded_at").values_list("pk", flat=True)[:FILES_A_RUN]):
        with transaction.atomic():
            document = CheckDocument.objects.kept().select_for_update(skip_locked=True).filter(pk=pk).first()
            done += document is not None and _tried(act, document)
    return done


def _tried(act: Callable[[CheckDocument], bool], document: CheckDocument) -> bool:
    """Do `act`; a file that is missing or cannot be read holds none of the others up."""
    try:
        return act(document)
    except OSError:
        log.exception("document_out_of_reach", document=document.pk)
        return False


def _erase(document: CheckDocument) -> bool:
    # The file first: where the row says that it is gone, it is. A run that ends in between deletes again what is not there.
    documents.storage().delete(document.name)
    document.name, document.erased_at = "", timezone.now()
    document.save(update_fields=["name", "erased_at", "scan"])
    return True


def _scan(document: CheckDocument) -> bool:
    with documents.storage().open(document.name) as file:
        content = file.read()
    try:
        document.scan = documents.scan_state(content)
    except documents.BadDocument:
        document.scan = ScanState.INFECTED
        return _erase(document)
    document.save(update_fields=["scan"])
    return document.scan == ScanState.CLEAN
