"""Handing a vendor over."""

from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import status
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.reauthentication import require_recent_sign_in
from accounts.requests import signed_in_user
from vendors.models import OwnershipOffer
from vendors.permissions import Permission, require_private
from vendors.serializers import (
    AgreementSerializer,
    MemberSerializer,
    OwnershipInputSerializer,
    OwnershipOfferSerializer,
    StandingOfferSerializer,
)
from vendors.services import accept_ownership, end_offer, offer_ownership, open_offer
from vendors.views.base import BAD, CONFLICT, DENIED, MISSING, VendorScopedView, parsed

OVER = {410: OpenApiResponse(description="`offer_over`: one of the two is not in that place any more.")}


class OwnershipOfferView(VendorScopedView):
    """The open offer."""

    permission_classes = [IsAuthenticated]

    @extend_schema(operation_id="ownership_offer_retrieve", responses={200: StandingOfferSerializer, **MISSING}, tags=["members"])
    def get(self, request: Request, slug: str) -> Response:
        """Return the offer that stands, to the owners and to whom it is for; others of the team read null."""
        vendor = self.get_vendor(request, slug)
        require_private(request.user, vendor, Permission.MEMBERS_VIEW)
        offer = open_offer(vendor, seen_by=signed_in_user(request))
        return Response(StandingOfferSerializer({"offer": offer and _seen(offer, request)}).data)

    @extend_schema(
        operation_id="ownership_offer_create",
        request=OwnershipInputSerializer,
        responses={201: OwnershipOfferSerializer, **BAD, **DENIED, **MISSING, **CONFLICT},
        tags=["members"],
    )
    def post(self, request: Request, slug: str) -> Response:
        """Offer the vendor to another member (owner), for seven days. A recent sign-in is needed."""
        vendor = self.get_vendor(request, slug)
        require_private(request.user, vendor, Permission.OWNERSHIP_OFFER)
        member = parsed(OwnershipInputSerializer, request)["member"]
        require_recent_sign_in(request)
        offer = offer_ownership(vendor, by=signed_in_user(request), member_id=member)
        return Response(OwnershipOfferSerializer(_seen(offer, request)).data, status=status.HTTP_201_CREATED)

    @extend_schema(operation_id="ownership_offer_destroy", responses={204: None, **MISSING}, tags=["members"])
    def delete(self, request: Request, slug: str) -> Response:
        """Withdraw it (owner), or decline it (whom it is for)."""
        vendor = self.get_vendor(request, slug)
        require_private(request.user, vendor, Permission.MEMBERS_VIEW)
        end_offer(vendor, by=signed_in_user(request))
        return Response(status=status.HTTP_204_NO_CONTENT)


class OwnershipAcceptView(VendorScopedView):
    """Taking it."""

    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="ownership_offer_accept",
        request=AgreementSerializer,
        responses={200: MemberSerializer, **BAD, **MISSING, **CONFLICT, **OVER},
        tags=["members"],
    )
    def post(self, request: Request, slug: str) -> Response:
        """Become the owner; who offered it becomes a manager. A recent sign-in is needed."""
        vendor = self.get_vendor(request, slug)
        require_private(request.user, vendor, Permission.MEMBERS_VIEW)
        end_checks = parsed(AgreementSerializer, request).get("end_checks", False)
        require_recent_sign_in(request)
        owner = accept_ownership(vendor, by=signed_in_user(request), request=request._request, end_checks=end_checks)
        return Response(MemberSerializer(owner).data)


def _seen(offer: OwnershipOffer, request: Request) -> dict[str, object]:
    return {
        "offered_by": offer.offered_by,
        "offered_to": offer.offered_to,
        "created_at": offer.created_at,
        "expires_at": offer.expires_at,
        "is_yours": offer.offered_to_id == signed_in_user(request).pk,
    }
