"""Keeping and letting go."""

from urllib.parse import parse_qsl, urlencode

from django.db import transaction
from django.http import QueryDict
from django.utils import timezone
from rest_framework.exceptions import ValidationError

from accounts.models import User
from common.errors import DomainError, Invalid
from discovery.models import MAX_QUERY, Favourite, SavedSearch
from vendors.discovery import read_search
from vendors.models import Vendor

MAX_FAVOURITES = 200
MAX_SEARCHES = 50
#: Where somebody was is not kept.
_LEFT_OUT = {"near", "radius_km", "cursor", "page_size", "bbox", "zoom", "view", "place"}


class TooManyFavourites(DomainError):
    """The account has as many favourites as it can have."""

    status = 409
    code = "too_many_favourites"
    title = "You have as many favourites as there can be"


class TooManySearches(DomainError):
    """The account has as many saved searches as it can have."""

    status = 409
    code = "too_many_searches"
    title = "You have as many saved searches as there can be"


@transaction.atomic
def add_favourite(vendor: Vendor, *, by: User) -> Favourite:
    """Keep a vendor; keeping it twice is keeping it once. Raises TooManyFavourites."""
    User.objects.select_for_update(no_key=True).get(pk=by.pk)  # counted under lock
    kept = Favourite.objects.filter(user=by)
    if found := kept.filter(vendor=vendor).first():
        return found
    if kept.count() >= MAX_FAVOURITES:
        raise TooManyFavourites(f"An account keeps up to {MAX_FAVOURITES}. Take one away first.")
    return Favourite.objects.create(user=by, vendor=vendor)


def remove_favourite(vendor: Vendor, *, by: User) -> None:
    """Let a vendor go; nothing happens where it was not kept."""
    Favourite.objects.filter(user=by, vendor=vendor).delete()


@transaction.atomic
def save_search(*, by: User, name: str, query: str) -> SavedSearch:
    """Keep a search under a name, without a position; the same again gets the new name. Raises Invalid, TooManySearches."""
    kept_query = _checked(query)
    User.objects.select_for_update(no_key=True).get(pk=by.pk)  # counted under lock
    kept = SavedSearch.objects.filter(user=by)
    if found := kept.filter(query=kept_query).first():
        found.name = name
        found.save(update_fields=["name"])
        return found
    if kept.count() >= MAX_SEARCHES:
        raise TooManySearches(f"An account keeps up to {MAX_SEARCHES}. Delete one first.")
    return SavedSearch.objects.create(user=by, name=name, query=kept_query)


def _checked(query: str) -> str:
    pairs = [(name, value) for name, value in parse_qsl(query.lstrip("?")) if name not in _LEFT_OUT]
    kept = urlencode(sorted(pair for pair in pairs if pair != ("ordering", "distance")))
    if not kept:
        raise Invalid("There is nothing to keep: a search has words or filters.", pointer="/query", code="required")
    if len(kept) > MAX_QUERY:
        raise Invalid(f"A search has at most {MAX_QUERY} characters.", pointer="/query", code="length")
    try:
        read_search(QueryDict(kept), timezone.now())
    except ValidationError as error:
        raise Invalid("This is no search: discovery would refuse it.", pointer="/query", code="invalid") from error
    return kept
