"""Postal addresses as people give them: what a country's addresses need, and nothing beyond."""

from typing import Any

from rest_framework import serializers

DEFAULT_COUNTRY = "GB"
#: Where letters arrive without a postcode (UPU, "Postcode: none" or not in common use): asking for one would stop people.
POSTCODE_OPTIONAL = frozenset(
    [
        "AE",
        "AG",
        "AN",
        "AO",
        "AW",
        "BF",
        "BI",
        "BJ",
        "BO",
        "BS",
        "BW",
        "BZ",
        "CD",
        "CF",
        "CG",
        "CI",
        "CK",
        "CM",
        "DJ",
        "DM",
        "ER",
        "FJ",
        "GA",
        "GD",
        "GH",
        "GM",
        "GQ",
        "GY",
        "HK",
        "IE",
        "JM",
        "KE",
        "KI",
        "KM",
        "KN",
        "KP",
        "LC",
        "LY",
        "ML",
        "MO",
        "MR",
        "MW",
        "NR",
        "NU",
        "PA",
        "QA",
        "RW",
        "SB",
        "SC",
        "SL",
        "SR",
        "SS",
        "ST",
        "SY",
        "TD",
        "TG",
        "TK",
        "TL",
        "TO",
        "TV",
        "TZ",
        "UG",
        "VU",
        "YE",
        "ZW",
    ]
)


class AddressInput(serializers.Serializer[Any]):
    """Where somebody lives or wants something brought to."""

    line1 = serializers.CharField(max_length=120)
    line2 = serializers.CharField(max_length=120, required=False, allow_blank=True, default="")
    city = serializers.CharField(max_length=80)
    region = serializers.CharField(
        max_length=80,
        required=False,
        allow_blank=True,
        default="",
        help_text="State, province or county, where addresses have one.",
    )
    postcode = serializers.CharField(
        max_length=16, required=False, allow_blank=True, default="", help_text="Needed where the country's addresses have one."
    )
    country = serializers.CharField(min_length=2, max_length=2, required=False, default=DEFAULT_COUNTRY, help_text="ISO 3166-1")

    def validate_country(self, value: str) -> str:
        """Return it in capitals."""
        if not (value.isascii() and value.isalpha()):
            raise serializers.ValidationError("Name the country by its two letters, like GB.", code="country")
        return value.upper()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Ask for the postcode where there is one; a change of single fields is judged by its service."""
        if not self.partial and not attrs["postcode"] and attrs["country"] not in POSTCODE_OPTIONAL:
            raise serializers.ValidationError({"postcode": ["Give the postcode."]}, code="required")
        return attrs
