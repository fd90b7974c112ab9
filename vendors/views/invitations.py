"""Invitations: what the team sees of them, and what the holder of a link does."""

from django.db import models
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers, status
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.models import User
from accounts.reauthentication import require_recent_sign_in
from accounts.requests import signed_in_user
from accounts.scopes import PUBLIC
from common.pagination import KeysetPagination, Ordering
from common.schema import PAGE_PARAMETERS
from vendors.models import Invitation
from vendors.permissions import GRANTED_BY, Permission, require_private
from vendors.serializers import InvitationLinkSerializer, InvitationSerializer, MemberSerializer
from vendors.services import (
    accept_invitation,
    decline_invitation,
    find_open_invitation,
    is_invited,
    masked,
    resend_invitation,
    revoke_invitation,
)
from vendors.views.base import BAD, CONFLICT, DENIED, MISSING, VendorScopedView

NEWEST_FIRST = Ordering("invited", "created_at", models.DateTimeField())
OVER = {410: OpenApiResponse(description="`invitation_over`; `state` says what became of it.")}


class InvitationPageSerializer(serializers.Serializer[dict[str, object]]):
    """A page of invitations."""

    results = InvitationSerializer(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)


class TeamInvitationView(VendorScopedView):
    """Base of what the team does with its invitations."""

    permission_classes = [IsAuthenticated]
    scopes = dict.fromkeys(("GET", "POST", "DELETE"), Permission.MEMBERS_INVITE)

    def open_invitations(self, request: Request, slug: str) -> models.QuerySet[Invitation]:
        """Return the open ones of a vendor whose caller may invite. Raises Http404, NotAllowed."""
        vendor = self.get_vendor(request, slug)
        require_private(request.user, vendor, Permission.MEMBERS_INVITE)
        return Invitation.objects.visible_to(request.user).open().filter(vendor=vendor).select_related("vendor", "invited_by")

    def grantable(self, request: Request, slug: str, pk: int) -> Invitation:
        """Return an open one whose role the caller may give. Raises Http404, NotAllowed."""
        invitation = get_object_or_404(self.open_invitations(request, slug), pk=pk)
        require_private(request.user, invitation.vendor, GRANTED_BY[invitation.role])
        return invitation


class InvitationListView(TeamInvitationView):
    """The open invitations."""

    @extend_schema(
        operation_id="invitations_list",
        parameters=PAGE_PARAMETERS,
        responses={200: InvitationPageSerializer, **BAD, **DENIED, **MISSING},
        tags=["members"],
    )
    def get(self, request: Request, slug: str) -> Response:
        """Return who is invited and has not answered, newest first (owner, manager). Invite by `POST …/members/`."""
        pages = KeysetPagination(NEWEST_FIRST)
        rows = pages.paginate_queryset(self.open_invitations(request, slug), request)
        results = InvitationSerializer(rows, many=True).data
        return Response({"results": results, "next": pages.get_next_link(), "previous": pages.get_previous_link()})


class InvitationView(TeamInvitationView):
    """One open invitation."""

    @extend_schema(operation_id="invitations_destroy", responses={204: None, **DENIED, **MISSING, **OVER}, tags=["members"])
    def delete(self, request: Request, slug: str, pk: int) -> Response:
        """Take it back: its link ends at once (owner; manager for staff)."""
        revoke_invitation(self.grantable(request, slug, pk), by=signed_in_user(request))
        return Response(status=status.HTTP_204_NO_CONTENT)


class InvitationResendView(TeamInvitationView):
    """Sending one again."""

    @extend_schema(
        operation_id="invitations_resend",
        request=None,
        responses={200: InvitationSerializer, **DENIED, **MISSING, **OVER},
        tags=["members"],
    )
    def post(self, request: Request, slug: str, pk: int) -> Response:
        """Mail a new link, good for seven days; the old one ends (owner; manager for staff). A recent sign-in is needed."""
        invitation = self.grantable(request, slug, pk)
        require_recent_sign_in(request)
        sent = resend_invitation(invitation, by=signed_in_user(request), request=request._request)
        return Response(InvitationSerializer(sent).data)


class LinkView(APIView):
    """Base of what the holder of a link does; guesses are limited."""

    permission_classes = [AllowAny]
    throttle_scope = "invitation_link"


class InvitationLinkView(LinkView):
    """What a link leads to."""

    scopes = {"GET": PUBLIC}

    @extend_schema(
        operation_id="invitation_link_retrieve",
        responses={200: InvitationLinkSerializer, **MISSING, **OVER},
        tags=["invitations"],
    )
    def get(self, request: Request, token: str) -> Response:
        """Show who invites to what, and until when, before anybody accepts. No account is needed."""
        invitation = find_open_invitation(token)
        shown = {
            "vendor": invitation.vendor,
            "role": invitation.role,
            "invited_by": invitation.invited_by,
            "email_hint": masked(invitation.email),
            "expires_at": invitation.expires_at,
            "is_yours": is_invited(request.user, invitation) if isinstance(request.user, User) else None,
        }
        return Response(InvitationLinkSerializer(shown).data, headers={"Cache-Control": "no-store"})


class InvitationAcceptView(LinkView):
    """Joining."""

    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="invitation_link_accept",
        request=None,
        responses={200: MemberSerializer, **DENIED, **MISSING, **CONFLICT, **OVER},
        tags=["invitations"],
    )
    def post(self, request: Request, token: str) -> Response:
        """Join the team, once. 403 `invited_another` where the account's verified e-mail is not the invited one."""
        membership = accept_invitation(find_open_invitation(token), by=signed_in_user(request), request=request._request)
        return Response(MemberSerializer(membership).data)


class InvitationDeclineView(LinkView):
    """Saying no."""

    scopes = {"POST": PUBLIC}

    @extend_schema(
        operation_id="invitation_link_decline", request=None, responses={204: None, **MISSING, **OVER}, tags=["invitations"]
    )
    def post(self, request: Request, token: str) -> Response:
        """Decline. Whoever holds the link may, with or without an account."""
        decline_invitation(find_open_invitation(token))
        return Response(status=status.HTTP_204_NO_CONTENT)
