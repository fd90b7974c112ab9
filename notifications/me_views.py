"""One's notifications and the browsers that are told, over HTTP. Everything here is one's own; no scope opens it to programs."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import generics, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.devices import device_in_words
from accounts.requests import signed_in_user
from accounts.sessions import session_of
from notifications.inbox import mark_read, mark_read_up_to, unread_count
from notifications.inbox_models import InboxItem
from notifications.push_models import PushSubscription
from notifications.serializers import (
    NotificationSerializer,
    PushSerializer,
    PushSubscriptionInputSerializer,
    PushSubscriptionSerializer,
    ReadUpToSerializer,
    UnreadSerializer,
)
from notifications.subscribing import Browser, subscribe, subscriptions_of, unsubscribe
from notifications.vapid import public_key
from vendors.views.base import BAD, CONFLICT, MISSING, parsed

SUBSCRIPTION = OpenApiExample(
    "A browser",
    value={
        "endpoint": "https://push.example.com/send/dGhpcyBpcyBhIHRlc3Q",
        "keys": {
            "p256dh": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
            "auth": "BTBZMqHH6r4Tts7J_aSIgg",
        },
    },
    request_only=True,
)


class NotificationFilter(django_filters.FilterSet):
    """`?unread=true&order=<uid>`."""

    unread = django_filters.BooleanFilter(
        field_name="read_at", lookup_expr="isnull", label="Only those that are unread, or read."
    )
    order = django_filters.CharFilter(field_name="order_uid", label="Only those about this order (its uid).", max_length=60)

    class Meta:
        model = InboxItem
        fields: list[str] = []


class NotificationList(generics.ListAPIView[InboxItem]):
    """What one was told."""

    serializer_class = NotificationSerializer
    filterset_class = NotificationFilter
    queryset = InboxItem.objects.none()

    def get_queryset(self) -> QuerySet[InboxItem]:
        """Return the caller's own."""
        return InboxItem.objects.of(signed_in_user(self.request))

    @extend_schema(operation_id="me_notifications_list", tags=["me"])
    def get(self, request: Request) -> Response:
        """Return one's notifications of the last 180 days, the newest first."""
        return self.list(request)


class UnreadView(APIView):
    """How many are unread."""

    @extend_schema(operation_id="me_notifications_unread", responses=UnreadSerializer, tags=["me"])
    def get(self, request: Request) -> Response:
        """Return the number on the bell."""
        return Response({"unread": unread_count(signed_in_user(request))})


class NotificationReadView(APIView):
    """One notification, read."""

    @extend_schema(operation_id="me_notifications_read", request=None, responses={200: UnreadSerializer, **MISSING}, tags=["me"])
    def post(self, request: Request, pk: int) -> Response:
        """Note that it was read; safe to repeat. Answers how many are left."""
        user = signed_in_user(request)
        mark_read(get_object_or_404(InboxItem.objects.of(user), pk=pk))
        return Response({"unread": unread_count(user)})


class NotificationsReadView(APIView):
    """Several, read."""

    @extend_schema(
        operation_id="me_notifications_read_up_to",
        request=ReadUpToSerializer,
        responses={200: UnreadSerializer, **BAD},
        examples=[OpenApiExample("All that was on the screen", value={"up_to": 481}, request_only=True)],
        tags=["me"],
    )
    def post(self, request: Request) -> Response:
        """Note that one has read everything up to a notification; what came later stays unread. Safe to repeat."""
        data, user = parsed(ReadUpToSerializer, request), signed_in_user(request)
        mark_read_up_to(user, last=data["up_to"], order_uid=data["order"])
        return Response({"unread": unread_count(user)})


class PushView(APIView):
    """The browsers that are told."""

    @extend_schema(operation_id="me_push_retrieve", responses=PushSerializer, tags=["me"])
    def get(self, request: Request) -> Response:
        """Return the key to subscribe with, and one's browsers."""
        rows = {"public_key": public_key(), "subscriptions": subscriptions_of(signed_in_user(request))}
        return Response(PushSerializer(rows).data)

    @extend_schema(
        operation_id="me_push_create",
        request=PushSubscriptionInputSerializer,
        responses={201: PushSubscriptionSerializer, **BAD, **CONFLICT},
        examples=[SUBSCRIPTION],
        tags=["me"],
    )
    def post(self, request: Request) -> Response:
        """Have this browser told until its session ends; up to 20 of one account.

        The same browser again is the same one, with its newest keys.
        """
        browser = browser_in(parsed(PushSubscriptionInputSerializer, request), request)
        kept = subscribe(browser, by=signed_in_user(request), sign_in=session_of(request._request))
        return Response(PushSubscriptionSerializer(kept).data, status=status.HTTP_201_CREATED)


def browser_in(data: dict[str, Any], request: Request) -> Browser:
    """Return the browser that a checked body gives, named after who asks."""
    return Browser(endpoint=data["endpoint"], **data["keys"], device=device_in_words(request.headers.get("User-Agent", "")))


class PushSubscriptionView(APIView):
    """One browser."""

    @extend_schema(operation_id="me_push_destroy", responses={204: None, **MISSING}, tags=["me"])
    def delete(self, request: Request, pk: int) -> Response:
        """Have it told no more."""
        unsubscribe(get_object_or_404(PushSubscription, pk=pk, user=signed_in_user(request)))
        return Response(status=status.HTTP_204_NO_CONTENT)
