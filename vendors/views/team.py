"""A vendor's team."""

from django.db import models
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.reauthentication import require_recent_sign_in
from accounts.requests import signed_in_user
from common.idempotency import idempotent
from common.pagination import KeysetPagination, Ordering
from common.schema import IDEMPOTENCY_KEY, PAGE_PARAMETERS
from vendors.models import Membership, MembershipRole
from vendors.permissions import GRANTED_BY, Permission, require_private
from vendors.serializers import (
    AgreementSerializer,
    InvitationSerializer,
    MemberChangesSerializer,
    MemberInputSerializer,
    MemberSerializer,
)
from vendors.services import change_member_role, invite, remove_member
from vendors.views.base import BAD, CONFLICT, DENIED, MISSING, VendorScopedView, parsed

BY_JOINING = Ordering("joined", "created_at", models.DateTimeField(), descending=False)


class MemberPageSerializer(serializers.Serializer[dict[str, object]]):
    """A page of members."""

    results = MemberSerializer(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)


class MemberListView(VendorScopedView):
    """The team."""

    permission_classes = [IsAuthenticated]
    scopes = {"GET": Permission.MEMBERS_VIEW, "POST": Permission.MEMBERS_INVITE}

    @extend_schema(
        operation_id="members_list",
        parameters=PAGE_PARAMETERS,
        responses={200: MemberPageSerializer, **BAD, **MISSING},
        tags=["members"],
    )
    def get(self, request: Request, slug: str) -> Response:
        """Return the team (every member sees it)."""
        vendor = self.get_vendor(request, slug)
        require_private(request.user, vendor, Permission.MEMBERS_VIEW)
        pages = KeysetPagination(BY_JOINING)
        rows = pages.paginate_queryset(
            Membership.objects.visible_to(request.user).filter(vendor=vendor).select_related("user"), request
        )
        return Response(
            {
                "results": MemberSerializer(rows, many=True).data,
                "next": pages.get_next_link(),
                "previous": pages.get_previous_link(),
            }
        )

    @extend_schema(
        operation_id="members_create",
        parameters=[IDEMPOTENCY_KEY],
        request=MemberInputSerializer,
        responses={201: InvitationSerializer, **BAD, **DENIED, **MISSING, **CONFLICT},
        tags=["members"],
    )
    @idempotent
    def post(self, request: Request, slug: str) -> Response:
        """Invite an address: owners to any role, managers to staff. They join when they accept; a recent sign-in is needed."""
        vendor = self.get_vendor(request, slug)
        require_private(request.user, vendor, Permission.MEMBERS_INVITE)
        data = parsed(MemberInputSerializer, request)
        role = MembershipRole(data["role"])
        require_private(request.user, vendor, GRANTED_BY[role])
        require_recent_sign_in(request)
        invitation = invite(vendor, by=signed_in_user(request), email=data["email"], role=role, request=request._request)
        return Response(InvitationSerializer(invitation).data, status=status.HTTP_201_CREATED)


class MemberView(VendorScopedView):
    """One person of the team."""

    permission_classes = [IsAuthenticated]
    scopes = {"PATCH": Permission.MEMBERS_CHANGE, "DELETE": Permission.MEMBERS_CHANGE}

    @extend_schema(
        operation_id="members_update",
        request=MemberChangesSerializer,
        responses={200: MemberSerializer, **BAD, **DENIED, **MISSING, **CONFLICT},
        tags=["members"],
    )
    def patch(self, request: Request, slug: str, pk: int) -> Response:
        """Change a role (owner); it counts at once. 409 `last_owner` where nobody would own the vendor, or `checks_would_end`."""
        member = self._member(request, slug, pk)
        data = parsed(MemberChangesSerializer, request)
        require_recent_sign_in(request)
        by, role, end_checks = signed_in_user(request), MembershipRole(data["role"]), data.get("end_checks", False)
        changed = change_member_role(member, by=by, role=role, request=request._request, end_checks=end_checks)
        return Response(MemberSerializer(changed).data)

    @extend_schema(
        operation_id="members_destroy",
        parameters=[AgreementSerializer],
        responses={204: None, **BAD, **DENIED, **MISSING, **CONFLICT},
        tags=["members"],
    )
    def delete(self, request: Request, slug: str, pk: int) -> Response:
        """End a membership, at once: an owner anybody's, everybody their own. A recent sign-in is needed."""
        member = self._member(request, slug, pk, own=True)
        agreement = AgreementSerializer(data=request.query_params)
        agreement.is_valid(raise_exception=True)
        require_recent_sign_in(request)
        end_checks = agreement.validated_data.get("end_checks", False)
        remove_member(member, by=signed_in_user(request), request=request._request, end_checks=end_checks)
        return Response(status=status.HTTP_204_NO_CONTENT)

    def _member(self, request: Request, slug: str, pk: int, *, own: bool = False) -> Membership:
        """Return a member whom the caller may change; with `own`, the caller too. Raises Http404, NotAllowed."""
        vendor = self.get_vendor(request, slug)
        team = Membership.objects.visible_to(request.user).filter(vendor=vendor)
        if not (own and team.filter(pk=pk, user=signed_in_user(request)).exists()):
            require_private(request.user, vendor, Permission.MEMBERS_CHANGE)
        return get_object_or_404(team, pk=pk)
