"""What a shared tablet asks for itself, by its cookie alone: who is working, and that it is somebody else now."""

from http import HTTPStatus

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest
from django.utils import timezone
from django.utils.module_loading import import_string
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.authentication import SessionAuthentication
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.authentication import NoAuthentication
from accounts.scopes import PUBLIC
from common.errors import DomainError
from vendors.authentication import ACTING_AS
from vendors.models import Membership, SharedTablet
from vendors.serializers import ActingInputSerializer, StillThereSerializer, TabletStateSerializer
from vendors.services import go_on_acting, start_acting, stop_acting
from vendors.tablets import acting_on, tablet_of
from vendors.views.base import BAD, DENIED, MISSING, parsed

MOST_STAFF = 100


class NotATablet(DomainError):
    """No cookie, or one that stands for nothing at this moment."""

    code = "not_a_tablet"
    status = HTTPStatus.NOT_FOUND
    title = "Not a shared tablet"

    def __init__(self) -> None:
        super().__init__("This device is no shared tablet, or was one. An owner or manager can set it up in the dashboard.")


class TabletEndpoint(APIView):
    """Base of both: nobody is signed in here, the device's cookie is all there is to ride on."""

    authentication_classes = (NoAuthentication,)
    permission_classes = (AllowAny,)

    def tablet(self, request: Request) -> SharedTablet:
        """Return the tablet that calls. Raises NotATablet, and PermissionDenied where another site's page made the call."""
        found = tablet_of(request._request)
        if found is None:
            raise NotATablet
        SessionAuthentication().enforce_csrf(request)
        return found

    def finalize_response(self, request: HttpRequest, response: Response, *args: object, **kwargs: object) -> Response:
        """Tell how long to wait after too many tries."""
        answer: Response = super().finalize_response(request, response, *args, **kwargs)  # type: ignore[arg-type]  # a DRF request
        if isinstance(answer.data, dict) and "retry_after" in answer.data:
            answer["Retry-After"] = str(answer.data["retry_after"])
        return answer


class TabletStateView(TabletEndpoint):
    """The tablet itself."""

    scopes = {"GET": PUBLIC}

    @extend_schema(operation_id="tablet_retrieve", responses={200: TabletStateSerializer, **MISSING}, tags=["shared tablets"])
    def get(self, request: Request) -> Response:
        """Return whose counter it stands on, who can work on it, who does, and how many orders wait.

        404 `not_a_tablet` in any other browser.
        """
        return Response(_state(self.tablet(request)))


class TabletActingView(TabletEndpoint):
    """Who works on the tablet."""

    scopes = {"PUT": PUBLIC, "POST": PUBLIC, "DELETE": PUBLIC}

    @property
    def throttle_scope(self) -> str | None:
        """Limit the tries more than the touches."""
        return "pin" if self.request.method == "PUT" else None

    @extend_schema(
        operation_id="tablet_acting_update",
        request=ActingInputSerializer,
        responses={200: TabletStateSerializer, **BAD, **DENIED, **MISSING},
        tags=["shared tablets"],
    )
    def put(self, request: Request) -> Response:
        """Switch to whoever knows their PIN: what the tablet does from now on is theirs. Whoever signed in there is signed out.

        403 `pin_wrong` (with `tries_left`) or `pin_locked`, which their own sign-in with a password opens; 404 for somebody
        without a PIN here; 429 `too_many_attempts` after many wrong ones on this tablet.
        """
        tablet = self.tablet(request)
        given = parsed(ActingInputSerializer, request)
        start_acting(tablet, person=given["person"], pin=given["pin"], at=timezone.now(), request=request._request)
        logout(request._request)  # a session goes before the PIN: its person's name would stand on this one's moves
        return Response(_state(self.tablet(request)))

    @extend_schema(
        operation_id="tablet_acting_create",
        request=StillThereSerializer,
        responses={204: None, **BAD, **MISSING},
        tags=["shared tablets"],
    )
    def post(self, request: Request) -> Response:
        """Say that this person touched the screen, which puts the lock off. Changes nothing where they do not work there."""
        tablet = self.tablet(request)
        go_on_acting(tablet, person=parsed(StillThereSerializer, request)["person"], at=timezone.now())
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(operation_id="tablet_acting_destroy", responses={204: None, **MISSING}, tags=["shared tablets"])
    def delete(self, request: Request) -> Response:
        """Lock the tablet. With `X-Acting-As`, where that person still works: a lock that comes late throws nobody else out."""
        tablet = self.tablet(request)
        whose = request.headers.get(ACTING_AS)
        if whose is None or (tablet.acting and str(tablet.acting.user_id) == whose):
            stop_acting(tablet)
        return Response(status=status.HTTP_204_NO_CONTENT)


def _state(tablet: SharedTablet) -> object:
    vendor = tablet.made_by.vendor
    staff = Membership.objects.filter(vendor=vendor, pin__isnull=False, user__is_active=True).select_related("user", "pin")
    staff = staff.order_by("user__name", "pk")[:MOST_STAFF]
    acting = acting_on(tablet)
    count, newest_at = import_string(settings.NEW_ORDERS_READER)(vendor.pk)
    facts = {
        "name": tablet.name,
        "vendor": vendor,
        "lock_minutes": tablet.lock_minutes,
        "staff": staff,
        "acting": acting,
        "new_orders": {"count": count, "newest_at": newest_at},
    }
    return TabletStateSerializer(facts).data
