"""HTTP of preferences and of the links that stop a notice."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.models import User
from accounts.requests import signed_in_user
from accounts.scopes import PUBLIC
from common.errors import Invalid
from notifications.models import Channel
from notifications.notices import Group, Notice, notices
from notifications.preference_serializers import (
    PreferencesInputSerializer,
    PreferencesSerializer,
    UnsubscribeInputSerializer,
    UnsubscribeSerializer,
)
from notifications.preferences import (
    Chosen,
    NoticeFixed,
    Settings,
    Switch,
    chosen_by,
    is_fixed,
    is_wanted,
    reading_of,
    save_preferences,
)
from notifications.stopping import follow_link, what_stops
from notifications.unsubscribing import UnsubscribeLinkUnknown
from vendors.views.base import BAD, CONFLICT, MISSING, parsed

_EXAMPLE = OpenApiExample(
    "No SMS about orders, quiet at night",
    value={
        "language": "de",
        "timezone": "Europe/Berlin",
        "quiet_hours": {"from": "22:00", "until": "07:00"},
        "digest": "daily",
        "choices": [{"kind": "status_changed", "channel": "sms", "is_on": False}],
    },
    request_only=True,
)
_TOKEN = OpenApiParameter("token", OpenApiTypes.STR, required=True, description="The last part of the link's address.")


class PreferencesView(APIView):
    """What one is told, how and when."""

    @extend_schema(operation_id="me_notification_preferences_retrieve", responses=PreferencesSerializer, tags=["me"])
    def get(self, request: Request) -> Response:
        """Return all notices with their switches. Those about a business are shown to members of one."""
        return Response(_preferences_of(signed_in_user(request)))

    @extend_schema(
        operation_id="me_notification_preferences_update",
        request=PreferencesInputSerializer,
        responses={200: PreferencesSerializer, **BAD, **CONFLICT},
        examples=[_EXAMPLE],
        tags=["me"],
    )
    def put(self, request: Request) -> Response:
        """Set language, time zone, quiet hours and digest, and the switches that are given; the others stay as they are.

        Legal and security notices cannot be switched off (409, `notice_fixed`).
        """
        data, person = parsed(PreferencesInputSerializer, request), signed_in_user(request)
        quiet = data["quiet_hours"] and (data["quiet_hours"]["from"], data["quiet_hours"]["until"])
        settings = Settings(data["language"], data["timezone"], quiet, data["digest"])
        save_preferences(settings, [Switch(**choice) for choice in data["choices"]], by=person)
        person.refresh_from_db(fields=["language", "timezone"])
        return Response(_preferences_of(person))


class UnsubscribeView(APIView):
    """A link's page: the link is the key, and nobody has to sign in."""

    permission_classes = [AllowAny]
    scopes = {"GET": PUBLIC, "POST": PUBLIC}

    @extend_schema(
        operation_id="unsubscribe_retrieve",
        parameters=[_TOKEN],
        responses={200: UnsubscribeSerializer, **BAD, **MISSING},
        tags=["me"],
        auth=[],
    )
    def get(self, request: Request) -> Response:
        """Return what a link is for. Nothing is changed: programs that look at mails open their links."""
        token = request.query_params.get("token")
        if not token:
            raise Invalid("Give the last part of the link's address.", pointer="/token", code="required")
        return Response(_link(token))

    @extend_schema(
        operation_id="unsubscribe_create",
        request=UnsubscribeInputSerializer,
        responses={200: UnsubscribeSerializer, **BAD, **MISSING, **CONFLICT},
        tags=["me"],
        auth=[],
    )
    def post(self, request: Request) -> Response:
        """Stop what the link is for, or take that back; safe to repeat."""
        data = parsed(UnsubscribeInputSerializer, request)
        follow_link(data["token"], is_on=data["is_on"])
        return Response(_link(data["token"]))


@csrf_exempt  # RFC 8058: a mail program posts without cookies, and the link itself is the proof
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def one_click(request: HttpRequest, token: str) -> HttpResponse:
    """Stop what the link is for when a mail program posts; show the page, and change nothing, to whoever opens it."""
    if request.method != "POST":
        return HttpResponseRedirect(f"/unsubscribe/{token}")
    try:
        follow_link(token, is_on=False)
    except (UnsubscribeLinkUnknown, NoticeFixed) as refusal:
        return HttpResponse(f"{refusal.title}\n", status=refusal.status, content_type="text/plain; charset=utf-8")
    return HttpResponse("Done. You get no more of these.\n", content_type="text/plain; charset=utf-8")


def _preferences_of(user: User) -> Any:
    reading, chosen = reading_of(user), chosen_by(user)
    quiet = {"from": reading.quiet_from, "until": reading.quiet_until} if reading.quiet_from else None
    is_member = user.memberships.exists()
    shown = [notice for notice in notices().values() if notice.outsider is None and (notice.group != Group.SHOP or is_member)]
    groups = [
        {"group": group, "title": group.label, "notices": [_row(notice, chosen) for notice in shown if notice.group == group]}
        for group in Group
    ]
    preferences = {
        "language": user.language,
        "timezone": user.timezone,
        "quiet_hours": quiet,
        "digest": reading.digest,
        "groups": [group for group in groups if group["notices"]],
    }
    return PreferencesSerializer(preferences).data


def _row(notice: Notice, chosen: Chosen) -> dict[str, Any]:
    channels = [
        {"channel": channel, "is_on": is_wanted(notice, channel, chosen), "is_fixed": is_fixed(notice, channel)}
        for channel in Channel
        if channel in notice.offered
    ]
    names = {"kind": notice.kind, "title": notice.title, "about": notice.about, "is_required": notice.required}
    return {**names, "channels": channels}


def _link(token: str) -> Any:
    return UnsubscribeSerializer(what_stops(token)).data
