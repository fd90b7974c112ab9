"""The check of the phone number by a code, which decides by itself."""

from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import status
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.requests import signed_in_user
from accounts.serializers import PhoneCodeOutput, PhoneConfirmationInput
from vendors.permissions import Permission, require_private
from vendors.serializers import CheckSerializer
from vendors.services import confirm_vendor_phone, send_vendor_code
from vendors.views.base import BAD, CONFLICT, DENIED, MISSING, VendorScopedView, parsed


class VendorPhoneCodeView(VendorScopedView):
    """A code to the business's phone."""

    permission_classes = [IsAuthenticated]
    scopes = {"POST": Permission.CHECKS_SUBMIT}

    @extend_schema(
        operation_id="checks_phone_code_create",
        request=None,
        responses={
            202: PhoneCodeOutput,
            **BAD,
            **DENIED,
            **MISSING,
            429: OpenApiResponse(description="`too_many_messages`, with Retry-After"),
            503: OpenApiResponse(description="`sms_unavailable`"),
        },
        tags=["checks"],
    )
    def post(self, request: Request, slug: str) -> Response:
        """Send a code of six digits by SMS to the number on the profile, good for ten minutes (owner, manager)."""
        vendor = self.get_vendor(request, slug)
        sent = send_vendor_code(vendor, by=signed_in_user(request))
        return Response(PhoneCodeOutput(sent).data, status=status.HTTP_202_ACCEPTED)


class VendorPhoneConfirmView(VendorScopedView):
    """The code from the business's phone."""

    permission_classes = [IsAuthenticated]
    scopes = {"POST": Permission.CHECKS_SUBMIT}

    @extend_schema(
        operation_id="checks_phone_confirm",
        request=PhoneConfirmationInput,
        responses={200: CheckSerializer, **BAD, **DENIED, **MISSING, **CONFLICT},
        tags=["checks"],
    )
    def post(self, request: Request, slug: str) -> Response:
        """Approve the check `phone` for a year by the code that came back (owner, manager); no person is asked."""
        vendor = self.get_vendor(request, slug)
        require_private(request.user, vendor, Permission.CHECKS_SUBMIT)
        code = parsed(PhoneConfirmationInput, request)["code"]
        return Response(CheckSerializer(confirm_vendor_phone(vendor, by=signed_in_user(request), code=code)).data)
