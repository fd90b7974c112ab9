"""What was handed in for a check: the documents, and what the company register said."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length, Now
from django.db.models.lookups import Exact

from common.append_only import AppendOnlyModel
from vendors.cleaning.kinds import MAX_COPY_BYTES
from vendors.models.checks import VerificationCheck
from vendors.querysets import DocumentQuerySet

MAX_DOCUMENTS = 8  # of one check


class DocumentKind(models.TextChoices):
    """What came in, by its content."""

    PDF = "pdf", "PDF"
    JPEG = "jpeg", "JPEG"
    PNG = "png", "PNG"
    HEIC = "heic", "HEIC"


class ScanState(models.TextChoices):
    """What is known of viruses in it. Only a clean one is ever shown."""

    WAITING = "waiting", "Waiting for the virus scan"
    CLEAN = "clean", "Clean"
    INFECTED = "infected", "Held a virus"


class CheckDocument(models.Model):
    """One document of one check: a clean copy in the private storage, until some time after the decision.

    What stays for ever is `digest`, SHA-256 over `salt` and the file as it came in: who has the file can show that it was this
    one, and nobody can guess it back. The row itself cannot be changed but for its scan and its end (migration 0010).
    """

    verification_check = models.ForeignKey(VerificationCheck, on_delete=models.PROTECT, related_name="documents")
    position = models.PositiveSmallIntegerField()  # 1 to MAX_DOCUMENTS
    kind = models.CharField(max_length=5, choices=DocumentKind.choices)
    size = models.PositiveIntegerField()  # of the copy, in bytes
    pages = models.PositiveSmallIntegerField()
    salt = models.BinaryField(max_length=16)
    digest = models.BinaryField(max_length=32)
    name = models.CharField(max_length=100, blank=True)  # in the storage; none once it is erased
    scan = models.CharField(max_length=8, choices=ScanState.choices, default=ScanState.WAITING)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(db_default=Now())
    erased_at = models.DateTimeField(null=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["verification_check", "position"], name="check_document_place"),
            models.UniqueConstraint(fields=["name"], condition=~Q(name=""), name="check_document_name_once"),
            models.CheckConstraint(condition=Q(position__gte=1, position__lte=MAX_DOCUMENTS), name="check_document_count"),
            models.CheckConstraint(condition=Q(kind__in=DocumentKind.values), name="check_document_kind_known"),
            models.CheckConstraint(condition=Q(scan__in=ScanState.values), name="check_document_scan_known"),
            models.CheckConstraint(condition=Q(size__gte=1, size__lte=MAX_COPY_BYTES, pages__gte=1), name="check_document_size"),
            models.CheckConstraint(
                condition=Q(Exact(Length("salt"), 16)) & Q(Exact(Length("digest"), 32)), name="check_document_hash_whole"
            ),
            models.CheckConstraint(condition=Q(erased_at__isnull=True) ^ Q(name=""), name="check_document_erased_whole"),
            models.CheckConstraint(condition=~Q(scan="infected") | Q(name=""), name="check_document_infected_is_gone"),
        ]
        indexes = [
            # The periodic eraser and the second scan look at these alone.
            models.Index(fields=["uploaded_at"], condition=~Q(name=""), name="check_document_kept"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.position}"


class RegisterAnswer(AppendOnlyModel):
    """What a company register said about the number that a vendor gave: something for a person to look at, never a decision."""

    verification_check = models.ForeignKey(VerificationCheck, on_delete=models.PROTECT, related_name="register_answers")
    source = models.CharField(max_length=60)
    number = models.CharField(max_length=20)
    is_found = models.BooleanField()
    name = models.CharField(max_length=200, blank=True)
    status = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=300, blank=True)
    name_match = models.PositiveSmallIntegerField(default=0)  # per cent of the vendor's name as it was then
    asked_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(name_match__lte=100), name="register_answer_match"),
            models.CheckConstraint(condition=Q(is_found=True) | Q(name="", status="", address=""), name="register_answer_whole"),
        ]

    def __str__(self) -> str:
        return f"{self.source}: {self.name or 'not found'}"
