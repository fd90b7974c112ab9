"""The figures of a vendor's days."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from orders.figure_files import as_csv, as_pdf
from orders.figure_serializers import FiguresFileQuery, FiguresOutput, FiguresQuery
from orders.figure_words import REVENUE_DEFINITION, revenue_rows, told
from orders.figures import Against, Figures, days_of, figures_of
from vendors.models import Vendor
from vendors.permissions import Permission, has_permission, require_private

MAKERS = {"csv": (as_csv, "text/csv; charset=utf-8"), "pdf": (as_pdf, "application/pdf")}


class FiguresBase(APIView):
    """What both views share."""

    permission_classes = [IsAuthenticated]
    throttle_scope = "figures"
    scopes = {"GET": Permission.FIGURES_VIEW}

    def asked(self, request: Request, slug: str, of: type[FiguresQuery]) -> tuple[Vendor, dict[str, Any]]:
        """Return the vendor and the checked query. Raises Http404, NotAllowed, ValidationError; who it is comes first."""
        vendor = get_object_or_404(Vendor.objects.visible_to(request.user).defer("search"), slug=slug)
        require_private(request.user, vendor, Permission.FIGURES_VIEW)
        query = of(data=request.query_params)
        query.is_valid(raise_exception=True)
        return vendor, query.validated_data

    def counted(self, request: Request, vendor: Vendor, query: dict[str, Any]) -> tuple[Figures, bool]:
        """Return the figures, and whether the caller sees money. Raises Invalid."""
        days = days_of(vendor, query["first"], query["last"])
        figures = figures_of(vendor, days, against=Against(query["against"]), at=timezone.now())
        return figures, has_permission(request.user, vendor, Permission.FIGURES_MONEY)


class FiguresView(FiguresBase):
    """The figures of some days."""

    @extend_schema(operation_id="vendors_figures_retrieve", parameters=[FiguresQuery], responses=FiguresOutput, tags=["figures"])
    def get(self, request: Request, slug: str) -> Response:
        """Count the orders of some days beside those of the days before (the whole team; money for owners and managers)."""
        vendor, query = self.asked(request, slug, FiguresQuery)
        figures, sees_money = self.counted(request, vendor, query)
        return Response(FiguresOutput(_shown(vendor, figures, sees_money=sees_money)).data)


class FiguresFileView(FiguresBase):
    """The same, to keep."""

    @extend_schema(
        operation_id="vendors_figures_file",
        parameters=[FiguresFileQuery],
        responses={(200, "text/csv"): OpenApiTypes.STR, (200, "application/pdf"): OpenApiTypes.BINARY},
        tags=["figures"],
    )
    def get(self, request: Request, slug: str) -> HttpResponse:
        """Return the figures as a table for spreadsheets, or as a sheet to print."""
        vendor, query = self.asked(request, slug, FiguresFileQuery)
        figures, sees_money = self.counted(request, vendor, query)
        kind = query["as_file"]
        make, media_type = MAKERS[kind]
        name = f"{vendor.slug}-{figures.days.first}-{figures.days.last}.{kind}"
        headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
        return HttpResponse(make(vendor, figures, sees_money=sees_money), content_type=media_type, headers=headers)


def _shown(vendor: Vendor, figures: Figures, *, sees_money: bool) -> dict[str, Any]:
    revenue = {"definition": REVENUE_DEFINITION, "rows": revenue_rows(figures.now, figures.then)}
    return {
        "timezone": vendor.timezone,
        "days": figures.days,
        "compared_with": figures.before,
        "figures": list(told(figures)),
        "revenue": revenue if sees_money else None,
        "buckets": [
            {
                "bucket": bucket,
                "orders": now.orders,
                "orders_before": then.orders,
                "accept_median": now.accept_median,
                "ready_median": now.ready_median,
                "kept_share": now.kept_share,
                "revenue": revenue_rows(now, then) if sees_money else None,
            }
            for bucket, (now, then) in zip(figures.days.buckets, figures.by_bucket, strict=True)
        ],
    }
