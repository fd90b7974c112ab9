"""Where a network is, as far as a file of places says."""

import functools
import ipaddress
from typing import Any, Protocol

import maxminddb
from django.conf import settings


class Places(Protocol):
    """Names the place of a network."""

    def name(self, network: str) -> str:
        """Return "Bristol, United Kingdom", or an empty string."""
        ...


class NoPlaces:
    """Where no file is given."""

    def name(self, network: str) -> str:
        """Return nothing."""
        return ""


class MaxMindPlaces:
    """A file in MaxMind's format with GeoLite2's fields (city, country)."""

    def __init__(self, path: str) -> None:
        self._reader = maxminddb.open_database(path)

    def name(self, network: str) -> str:
        """Return what is known of the network's first address."""
        found: Any = self._reader.get(str(ipaddress.ip_network(network).network_address))
        if not isinstance(found, dict):
            return ""
        names = (found.get(part, {}).get("names", {}).get("en", "") for part in ("city", "country"))
        return ", ".join(name for name in names if name)


def place_of(network: str) -> str:
    """Return the place of a network in words, or an empty string where it is not known."""
    return _places(settings.PLACES_DATABASE).name(network) if network else ""


@functools.cache
def _places(path: str) -> Places:
    return MaxMindPlaces(path) if path else NoPlaces()
