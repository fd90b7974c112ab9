"""A shop whose program listens: a real receiver in the test process."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from accounts.models import User
from tests.factories import MembershipFactory
from tests.receivers import Receiver
from tests.webhooks.told import Told
from vendors.models import MembershipRole, Vendor
from webhooks.services import MadeEndpoint, create_endpoint

Add = Callable[..., MadeEndpoint]


@pytest.fixture
def manager(vendor: Vendor) -> User:
    """Manager of `vendor`."""
    return MembershipFactory.create(vendor=vendor, role=MembershipRole.MANAGER, user__email="manager@example.com").user


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    """The shop's program, whose host may be called although it is not public."""
    with Receiver() as running:
        settings.OUTBOUND_ALLOWED_HOSTS = [running.host]
        yield running


@pytest.fixture
def add(vendor: Vendor, vendor_owner: User, receiver: Receiver) -> Add:
    """`add(event_types=[…])` makes an endpoint of `vendor` at the receiver."""

    def added(**more: Any) -> MadeEndpoint:
        return create_endpoint(vendor, by=vendor_owner, **{"url": f"{receiver.url}/in", **more})

    return added


@pytest.fixture
def told(vendor: Vendor) -> Told:
    """What has happened to `vendor`, and how it is sent."""
    return Told(vendor)
