"""Statements and appeals of one's own, and the public figures, over HTTP."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiResponse, extend_schema
from rest_framework import generics, permissions, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.requests import signed_in_user
from accounts.scopes import PUBLIC
from common.idempotency import idempotent
from common.pagination import KeysetPagination, Ordering
from common.schema import IDEMPOTENCY_KEY
from common.spreadsheets import csv_lines
from moderation import services
from moderation.models import Statement
from moderation.serializers import AppealInput, StatementSerializer, TransparencySerializer
from moderation.transparency import figure_rows, transparency

FOR_FIVE_MINUTES = {"Cache-Control": "public, max-age=300"}
APPEAL_EXAMPLE = OpenApiExample(
    "It was the shop's name", value={"words": "The name in my review is the name over the shop's door."}, request_only=True
)


class NewestStatements(KeysetPagination):
    """Statements, newest first."""

    default_order = Ordering("newest", "created_at", Statement._meta.get_field("created_at"))


class StatementList(generics.ListAPIView[Statement]):
    """Decisions about one's reviews, newest first."""

    serializer_class = StatementSerializer
    pagination_class = NewestStatements
    queryset = Statement.objects.none()
    scopes = {"GET": "reviews.write"}

    def get_queryset(self) -> Any:
        """Return the caller's own."""
        return Statement.objects.of(signed_in_user(self.request)).with_decision()


class StatementDetail(generics.RetrieveAPIView[Statement]):
    """One decision about a review of one's own."""

    serializer_class = StatementSerializer
    queryset = Statement.objects.none()
    lookup_field = "id"
    scopes = {"GET": "reviews.write"}

    def get_queryset(self) -> Any:
        """Return the caller's own."""
        return Statement.objects.of(signed_in_user(self.request)).with_decision()


class StatementAppeal(APIView):
    """Appeals against decisions about one's own reviews."""

    throttle_scope = "report"
    scopes = {"POST": "reviews.write"}

    @extend_schema(
        operation_id="statement_appeal",
        request=AppealInput,
        responses={
            201: StatementSerializer,
            409: OpenApiResponse(description="`already_appealed`, or `not_appealable` where the time is over"),
        },
        parameters=[IDEMPOTENCY_KEY],
        examples=[APPEAL_EXAMPLE],
    )
    def post(self, request: Request, id: int) -> Response:  # noqa: A002 - the path's name
        """Appeal, once. Somebody who had no part in the decision looks at it. Returns the statement with the appeal."""
        return self._appeal(request, id)

    @idempotent
    def _appeal(self, request: Request, pk: int) -> Response:
        user = signed_in_user(request)
        statement = get_object_or_404(Statement.objects.of(user).with_decision(), pk=pk)
        data = AppealInput(data=request.data)
        data.is_valid(raise_exception=True)
        services.submit_appeal(statement, by=user, words=data.validated_data["words"])
        told = Statement.objects.with_decision().get(pk=pk)
        return Response(StatementSerializer(told).data, status=status.HTTP_201_CREATED)


class TransparencyView(APIView):
    """What moderators do, in figures."""

    permission_classes = [permissions.AllowAny]
    scopes = {"GET": PUBLIC}

    @extend_schema(operation_id="transparency", responses=TransparencySerializer)
    def get(self, request: Request) -> Response:
        """Return the figures of all moderation: reports, decisions, appeals, removed reviews as the log tells them, rules."""
        return Response(TransparencySerializer(transparency()).data, headers=FOR_FIVE_MINUTES)


class TransparencyTable(APIView):
    """The monthly figures as a table."""

    permission_classes = [permissions.AllowAny]
    scopes = {"GET": PUBLIC}

    @extend_schema(operation_id="transparency_table", responses={(200, "text/csv"): OpenApiTypes.STR})
    def get(self, request: Request) -> HttpResponse:
        """Download every monthly figure as CSV (RFC 4180): month, measure, kind, reason, value."""
        answer = HttpResponse(
            b"".join(csv_lines(figure_rows())), content_type="text/csv; charset=utf-8", headers=FOR_FIVE_MINUTES
        )
        answer["Content-Disposition"] = 'attachment; filename="trusttrack-moderation.csv"'
        return answer
