"""The figures of days, over HTTP."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from common.fields import MONEY_SCHEMA
from orders.figure_words import UNITS
from orders.figures import Against

FILES = ("csv", "pdf")


class FiguresQuery(serializers.Serializer[Any]):
    """Which days, and beside which."""

    first = serializers.DateField(help_text="The first day, by the vendor's clock.")
    last = serializers.DateField(help_text="The last day, included; at most 92 days.")
    against = serializers.ChoiceField(
        choices=[each.value for each in Against],
        default=Against.BEFORE.value,
        help_text="`before`: as many days right before; `week_before`: the same weekdays before.",
    )


class FiguresFileQuery(FiguresQuery):
    """And as what."""

    as_file = serializers.ChoiceField(choices=FILES, help_text="`csv`: a table for spreadsheets; `pdf`: a sheet to print.")


@extend_schema_field(MONEY_SCHEMA)
class ToldMoney(serializers.JSONField):
    """An amount that was made already."""


class DaysOutput(serializers.Serializer[Any]):
    """Some days, both ends included."""

    first = serializers.DateField()
    last = serializers.DateField()


class FigureOutput(serializers.Serializer[Any]):
    """One figure. `value` and `before` are null where there is nothing to count."""

    key = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # a field may be named like an argument
    definition = serializers.CharField(help_text="How it is counted, for people.")
    unit = serializers.ChoiceField(choices=UNITS)
    value = serializers.FloatField(allow_null=True)
    before = serializers.FloatField(allow_null=True, help_text="Of the days compared with.")


class RevenueRow(serializers.Serializer[Any]):
    """What came in, in one currency."""

    value = ToldMoney()
    before = ToldMoney()


class RevenueOutput(serializers.Serializer[Any]):
    """What came in."""

    definition = serializers.CharField()
    rows = RevenueRow(many=True)


class BucketOutput(serializers.Serializer[Any]):
    """A day; where it is about one day alone, an hour of it. `before`: its counterpart of the days compared with."""

    bucket = serializers.CharField(help_text="`2026-11-28`, or `14:00`.")
    orders = serializers.IntegerField()
    orders_before = serializers.IntegerField()
    accept_median = serializers.FloatField(allow_null=True)
    ready_median = serializers.FloatField(allow_null=True)
    kept_share = serializers.FloatField(allow_null=True)
    revenue = RevenueRow(many=True, allow_null=True, help_text="null where the caller's role sees no money")


class FiguresOutput(serializers.Serializer[Any]):
    """The figures of some days beside those of other days."""

    timezone = serializers.CharField()
    days = DaysOutput()
    compared_with = DaysOutput()
    figures = FigureOutput(many=True)
    revenue = RevenueOutput(allow_null=True, help_text="null where the caller's role sees no money")
    buckets = BucketOutput(many=True)
