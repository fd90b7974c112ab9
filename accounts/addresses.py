"""The addresses that a person keeps: at most twenty, one of them the default as long as there is any."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import Address, User
from common.addresses import POSTCODE_OPTIONAL
from common.errors import DomainError, Invalid

MAX_ADDRESSES = 20


class TooManyAddresses(DomainError):
    """The account has as many addresses as it can have."""

    code = "too_many_addresses"
    title = "You have as many addresses as there can be"


@transaction.atomic
def keep_address(*, by: User, is_default: bool = False, **fields: str) -> Address:
    """Keep an address of `by`; the first one is the default, whatever `is_default` says. Raises TooManyAddresses."""
    kept = _locked(by)
    if len(kept) >= MAX_ADDRESSES:
        raise TooManyAddresses(f"An account keeps up to {MAX_ADDRESSES}. Delete one first.")
    is_default = is_default or not kept
    if is_default:
        _no_default(by)
    return Address.objects.create(user=by, is_default=is_default, created_at=timezone.now(), **fields)


@transaction.atomic
def change_address(address_id: int, *, by: User, **changes: Any) -> Address:
    """Change fields of one's own address; `is_default=True` takes it from the other, False changes nothing.

    Raises Address.DoesNotExist where it is not theirs, Invalid where the country then asks for a postcode.
    """
    address = _one(_locked(by), address_id)
    if changes.pop("is_default", False) and not address.is_default:
        _no_default(by)
        address.is_default = True
    for name, value in changes.items():
        setattr(address, name, value)
    if not address.postcode and address.country not in POSTCODE_OPTIONAL:
        raise Invalid("Give the postcode.", pointer="/postcode", code="required")
    address.save()
    return address


@transaction.atomic
def forget_address(address_id: int, *, by: User) -> None:
    """Delete one's own address; of the others the newest becomes the default. Raises Address.DoesNotExist."""
    kept = _locked(by)
    address = _one(kept, address_id)
    address.delete()
    others = [other for other in kept if other.pk != address_id]
    if address.is_default and others:
        Address.objects.filter(pk=others[0].pk).update(is_default=True)


def _locked(by: User) -> list[Address]:
    """Return the person's addresses, the newest first, counted under the lock of their account."""
    User.objects.select_for_update(no_key=True).only("pk").get(pk=by.pk)
    return list(Address.objects.filter(user=by).order_by("-created_at", "-pk"))


def _one(kept: list[Address], address_id: int) -> Address:
    for address in kept:
        if address.pk == address_id:
            return address
    raise Address.DoesNotExist


def _no_default(by: User) -> None:
    Address.objects.filter(user=by, is_default=True).update(is_default=False)
