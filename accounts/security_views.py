"""The security page's API: sign-ins, remembered devices, and what happened to the account."""

from uuid import UUID

from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import generics, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.devices import device_of, forget_device, remember_device, remembered_devices, set_device_cookie
from accounts.models import SecurityEvent
from accounts.reauthentication import require_recent_sign_in
from accounts.requests import signed_in_user
from accounts.security_serializers import DeviceOutput, DevicesOutput, EndedOutput, SecurityEventOutput, SignInsOutput
from accounts.sessions import current_sign_in, end_other_sign_ins, end_sign_in, sign_ins_of


class SignInsView(APIView):
    """Where one is signed in."""

    @extend_schema(operation_id="me_sessions_list", responses=SignInsOutput, tags=["accounts"])
    def get(self, request: Request) -> Response:
        """Return every sign-in: browsers and API clients."""
        found = sign_ins_of(signed_in_user(request), current=current_sign_in(request))
        return Response(SignInsOutput({"results": found}).data)

    @extend_schema(operation_id="me_sessions_end_others", responses={200: EndedOutput}, tags=["accounts"])
    def delete(self, request: Request) -> Response:
        """End every sign-in but this one."""
        user, current = signed_in_user(request), current_sign_in(request)
        return Response(EndedOutput({"ended": end_other_sign_ins(user, keep=current, request=request._request)}).data)


class SignInView(APIView):
    """One sign-in."""

    @extend_schema(
        operation_id="me_sessions_end",
        responses={204: None, 404: OpenApiResponse(description="`session_unknown`")},
        tags=["accounts"],
    )
    def delete(self, request: Request, sign_in_id: str) -> Response:
        """End it, at once."""
        end_sign_in(signed_in_user(request), sign_in_id=sign_in_id, request=request._request)
        return Response(status=status.HTTP_204_NO_CONTENT)


class DevicesView(APIView):
    """Browsers that one asked us to remember."""

    @extend_schema(operation_id="me_devices_list", responses=DevicesOutput, tags=["accounts"])
    def get(self, request: Request) -> Response:
        """Return them."""
        user = signed_in_user(request)
        context = {"current": device_of(request._request, user)}
        return Response(DevicesOutput({"results": remembered_devices(user)}, context=context).data)

    @extend_schema(operation_id="me_devices_remember", request=None, responses={201: DeviceOutput}, tags=["accounts"])
    def post(self, request: Request) -> Response:
        """Remember this browser for thirty days: signing in with it is not mailed. Only on the person's own wish."""
        require_recent_sign_in(request)
        device, key = remember_device(signed_in_user(request), request=request._request)
        answer = Response(DeviceOutput(device, context={"current": device}).data, status=status.HTTP_201_CREATED)
        set_device_cookie(answer, key)
        return answer


class DeviceView(APIView):
    """One remembered device."""

    @extend_schema(
        operation_id="me_devices_forget",
        responses={204: None, 404: OpenApiResponse(description="`device_unknown`")},
        tags=["accounts"],
    )
    def delete(self, request: Request, device_id: UUID) -> Response:
        """Forget it."""
        forget_device(signed_in_user(request), device_id=device_id, request=request._request)
        return Response(status=status.HTTP_204_NO_CONTENT)


class SecurityEventsView(generics.ListAPIView[SecurityEvent]):
    """What happened to one's account."""

    serializer_class = SecurityEventOutput
    queryset = SecurityEvent.objects.none()
    filter_backends = ()

    def get_queryset(self):  # type: ignore[no-untyped-def]  # a QuerySet of the model
        """Return one's own."""
        return SecurityEvent.objects.filter(user=signed_in_user(self.request)).select_related("by")

    @extend_schema(operation_id="me_security_events_list", tags=["accounts"])
    def get(self, request: Request, *args: object, **kwargs: object) -> Response:
        """Return a page, newest first."""
        return self.list(request, *args, **kwargs)
