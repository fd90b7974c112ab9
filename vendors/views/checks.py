"""The checks with their evidence: what a vendor hands in, and what became of it."""

from django.db import models
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.parsers import MultiPartParser
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.requests import signed_in_user
from common.idempotency import idempotent
from common.pagination import KeysetPagination, Ordering
from common.schema import IDEMPOTENCY_KEY, PAGE_PARAMETERS
from vendors.document_links import link_to
from vendors.models import CheckDocument, CheckKind, VerificationCheck
from vendors.permissions import Permission, require_private
from vendors.serializers import (
    CheckInputSerializer,
    CheckSerializer,
    DocumentInputSerializer,
    DocumentLinkSerializer,
    DocumentSerializer,
)
from vendors.services import add_document, remove_document, submit_check, withdraw_submission
from vendors.views.base import BAD, CONFLICT, DENIED, MISSING, VendorScopedView, parsed

NEWEST_FIRST = Ordering("submitted", "submitted_at", models.DateTimeField())


class CheckPageSerializer(serializers.Serializer[dict[str, object]]):
    """A page of checks."""

    results = CheckSerializer(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)


class CheckScopedView(VendorScopedView):
    """A view below `/vendors/{slug}/checks/`."""

    permission_classes = [IsAuthenticated]

    def get_check(self, request: Request, slug: str, pk: int, permission: Permission) -> VerificationCheck:
        """Return a check of the vendor, for who has `permission` there. Raises Http404, NotAllowed."""
        vendor = self.get_vendor(request, slug)
        require_private(request.user, vendor, permission)
        rows = VerificationCheck.objects.visible_to(request.user).filter(vendor=vendor).select_related("vendor")
        return get_object_or_404(rows, pk=pk)

    def get_document(self, request: Request, slug: str, pk: int, document_id: int, permission: Permission) -> CheckDocument:
        """Return a document of such a check. Raises as get_check does."""
        check = self.get_check(request, slug, pk, permission)
        rows = CheckDocument.objects.filter(verification_check=check).select_related("verification_check__vendor")
        return get_object_or_404(rows, pk=document_id)


class CheckListView(CheckScopedView):
    """All of them."""

    scopes = {"GET": Permission.CHECKS_VIEW, "POST": Permission.CHECKS_SUBMIT}

    @extend_schema(
        operation_id="checks_list",
        parameters=PAGE_PARAMETERS,
        responses={200: CheckPageSerializer, **BAD, **DENIED, **MISSING},
        tags=["checks"],
    )
    def get(self, request: Request, slug: str) -> Response:
        """Return what was submitted and decided, newest first (owner, manager)."""
        vendor = self.get_vendor(request, slug)
        require_private(request.user, vendor, Permission.CHECKS_VIEW)
        pages = KeysetPagination(NEWEST_FIRST)
        checks = VerificationCheck.objects.visible_to(request.user).filter(vendor=vendor).prefetch_related("documents")
        rows = pages.paginate_queryset(checks, request)
        return Response(
            {
                "results": CheckSerializer(rows, many=True).data,
                "next": pages.get_next_link(),
                "previous": pages.get_previous_link(),
            }
        )

    @extend_schema(
        operation_id="checks_create",
        parameters=[IDEMPOTENCY_KEY],
        request=CheckInputSerializer,
        responses={201: CheckSerializer, **BAD, **DENIED, **MISSING, **CONFLICT},
        tags=["checks"],
    )
    @idempotent
    def post(self, request: Request, slug: str) -> Response:
        """Hand in evidence (owner, manager); a person of the platform decides. Documents follow one by one."""
        vendor = self.get_vendor(request, slug)
        require_private(request.user, vendor, Permission.CHECKS_SUBMIT)
        data = parsed(CheckInputSerializer, request)
        check = submit_check(
            vendor,
            by=signed_in_user(request),
            kind=CheckKind(data["check"]),
            evidence=data["evidence"],
            register_number=data.get("register_number", ""),
        )
        return Response(CheckSerializer(check).data, status=status.HTTP_201_CREATED)


class CheckWithdrawView(CheckScopedView):
    """The vendor's own second thoughts."""

    scopes = {"POST": Permission.CHECKS_SUBMIT}

    @extend_schema(
        operation_id="checks_withdraw",
        request=None,
        responses={200: CheckSerializer, **DENIED, **MISSING, **CONFLICT},
        tags=["checks"],
    )
    def post(self, request: Request, slug: str, pk: int) -> Response:
        """Take a submission back while nobody has decided (owner, manager); its documents are erased."""
        check = self.get_check(request, slug, pk, Permission.CHECKS_SUBMIT)
        return Response(CheckSerializer(withdraw_submission(check, by=signed_in_user(request))).data)


class DocumentListView(CheckScopedView):
    """The documents of a check."""

    parser_classes = [MultiPartParser]
    throttle_scope = "upload"
    scopes = {"POST": Permission.CHECKS_SUBMIT}

    @extend_schema(
        operation_id="check_documents_create",
        request={"multipart/form-data": DocumentInputSerializer},
        responses={201: DocumentSerializer, **BAD, **DENIED, **MISSING, **CONFLICT},
        tags=["checks"],
    )
    def post(self, request: Request, slug: str, pk: int) -> Response:
        """Hand in a document while the check waits: PDF, JPEG, PNG or HEIC, 10 MB, eight for a check (owner, manager).

        What is kept is a copy without metadata, scripts and attachments, until some weeks after the decision.
        """
        check = self.get_check(request, slug, pk, Permission.CHECKS_SUBMIT)
        document = add_document(check, by=signed_in_user(request), upload=parsed(DocumentInputSerializer, request)["file"])
        return Response(DocumentSerializer(document).data, status=status.HTTP_201_CREATED)


class DocumentView(CheckScopedView):
    """One document."""

    scopes = {"GET": Permission.CHECKS_VIEW, "DELETE": Permission.CHECKS_SUBMIT}

    @extend_schema(
        operation_id="check_documents_retrieve",
        responses={200: DocumentLinkSerializer, **DENIED, **MISSING},
        tags=["checks"],
    )
    def get(self, request: Request, slug: str, pk: int, document_id: int) -> Response:
        """Return a link that opens the document for five minutes, in a browser in which the caller is signed in."""
        document = self.get_document(request, slug, pk, document_id, Permission.CHECKS_VIEW)
        get_object_or_404(CheckDocument.objects.shown(), pk=document.pk)
        path, expires_at = link_to(document, signed_in_user(request))
        return Response(DocumentLinkSerializer({"url": request.build_absolute_uri(path), "expires_at": expires_at}).data)

    @extend_schema(
        operation_id="check_documents_destroy", responses={204: None, **DENIED, **MISSING, **CONFLICT}, tags=["checks"]
    )
    def delete(self, request: Request, slug: str, pk: int, document_id: int) -> Response:
        """Take a document away while its check waits (owner, manager)."""
        remove_document(self.get_document(request, slug, pk, document_id, Permission.CHECKS_SUBMIT), by=signed_in_user(request))
        return Response(status=status.HTTP_204_NO_CONTENT)
