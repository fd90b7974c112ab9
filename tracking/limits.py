"""How many sockets one address may hold in this process."""

from collections import Counter

from django.conf import settings

_open: Counter[str] = Counter()


def take_address(address: str) -> bool:
    """Count one more socket of `address`; say whether it is within the limit. Always paired with leave_address."""
    _open[address] += 1
    return _open[address] <= settings.SOCKETS_PER_ADDRESS


def leave_address(address: str) -> None:
    """Count one socket less."""
    _open[address] -= 1
    if _open[address] <= 0:
        del _open[address]


def open_sockets() -> int:
    """Return the number of sockets open in this process."""
    return _open.total()
